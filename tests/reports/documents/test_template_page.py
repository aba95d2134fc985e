"""The page of a city's Word template."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.documents.names import FACTS
from reports.models import WordTemplate
from tests.reports.documents.small import read, template

PAGE = reverse("reports:show_template")
FILES = {kind: reverse("reports:download_template", args=[kind]) for kind in ("used", "ours", "sample")}


def upload(browser, content, name="本市模板.docx"):
    return browser.post(PAGE, {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def office(city, as_user):
    return as_user(city.office)


def test_the_office_brings_a_template_and_sees_it_filled(city, office):
    assert upload(office, template("本市版式：{{标题}}")).status_code == 302
    assert "本市模板.docx" in office.get(PAGE).content.decode()
    response = office.get(FILES["sample"])
    assert read(response.content)[0].startswith("本市版式：示例市")
    assert response["Content-Disposition"] == 'attachment; filename="template-sample.docx"'
    assert read(office.get(FILES["used"]).content) == ["本市版式：{{标题}}"]


def test_without_one_ours_is_shown_and_used(city, office):
    assert "The city has no template of its own" in office.get(PAGE).content.decode()
    assert "{{Title}}" in read(office.get(FILES["ours"]).content)
    assert office.get(FILES["used"]).content == office.get(FILES["ours"]).content


def test_a_refused_template_is_told_with_every_reason(city, office, english):
    response = upload(office, template("{{案件名}}", "{{条件}}"))
    html = response.content.decode()
    assert (response.status_code, html.count("<li>In “")) == (422, 2)
    assert "Was “案件编号” meant?" in html
    assert not WordTemplate.objects.exists()


def test_what_is_no_docx_or_too_heavy_is_refused(city, office, english, monkeypatch):
    response = upload(office, b"text", name="x.doc")
    assert (response.status_code, ".docx file" in response.content.decode()) == (422, True)
    monkeypatch.setattr("reports.documents.forms.HEAVIEST", 10)
    assert upload(office, template("{{标题}}")).status_code == 422


@pytest.mark.parametrize("name", ["drafter", "head", "expert_a", "member_a"])
def test_everybody_with_a_post_reads_it_and_only_the_office_is_asked(city, as_user, name):
    browser = as_user(city.people[name])
    html = browser.get(PAGE).content.decode()
    assert ("multipart/form-data" in html, upload(browser, template("{{标题}}")).status_code) == (False, 403)


def test_another_city_is_not_there(city, office, client):
    assert office.get(PAGE, {"city": "NOWHERE"}).status_code == 404
    assert office.get(reverse("reports:download_template", args=["else"])).status_code == 404
    assert client.get(PAGE).status_code == 302


def test_every_place_holder_is_listed_with_what_it_says(city, office):
    html = office.get(PAGE).content.decode()
    single = [each.zh for each in FACTS.many if not each.many]
    within = [f"{each.zh}.{field.zh}" for each in FACTS.many for field in each.many if not field.many]
    assert [name for name in single + within if f"{{{{{name}}}}}" not in html] == []


def test_the_page_costs_the_same_queries_with_a_template_as_without(city, office, count_queries):
    office.get(PAGE)
    bare = count_queries(lambda: office.get(PAGE))
    upload(office, template("{{标题}}"))
    office.get(PAGE)
    assert count_queries(lambda: office.get(PAGE)) == bare


@pytest.mark.parametrize(("name", "offered"), [("office", True), ("drafter", False)])
def test_the_office_finds_it_in_its_own_menu(city, as_user, name, offered):
    browser = as_user(getattr(city, name))
    assert (f'href="{PAGE}"' in browser.get(reverse("workflows:calendar")).content.decode()) is offered
