"""Feeds of what was published last."""

import pytest
from defusedxml import ElementTree

from reports.models import Publication
from reports.retracting import retract_report
from tests.reports.test_register import copies_of

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(client, query="?lang=en"):
    response = client.get(f"/register/feed.atom{query}")
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content.decode())


def test_an_entry_leads_to_its_report(published, client, settings):
    feed = atom(client)
    (entry,) = feed.findall(f"{ATOM}entry")
    address = settings.SITE_URL + published.get_absolute_url()
    assert entry.find(f"{ATOM}link").get("href") == f"{address}?lang=en"
    assert (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}title")) == (address, published.title)
    assert "Approved" in entry.findtext(f"{ATOM}summary")
    assert entry.findtext(f"{ATOM}updated") == published.published_at.isoformat()


def test_rss_says_the_same(published, client):
    feed = ElementTree.fromstring(client.get("/register/feed.rss?lang=en").content.decode())
    assert [item.findtext("title") for item in feed.iter("item")] == [published.title]
    assert feed.findtext("channel/language") == "en"


@pytest.mark.parametrize(
    ("query", "language"), [("", "zh-CN"), ("?lang=zh-hans", "zh-CN"), ("?lang=en", "en")]
)
def test_the_language_is_part_of_the_address(published, client, query, language):
    assert atom(client, query).get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_a_report_that_is_taken_back_is_news_too(published, city, client):
    retract_report(publication=published, reason="有误。", actor=city.office)
    (entry,) = atom(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Taken back: {published.title}"
    assert entry.findtext(f"{ATOM}summary") == "有误。"
    assert entry.findtext(f"{ATOM}updated") > entry.findtext(f"{ATOM}published")


def test_the_newest_thirty_are_in_it(published, client):
    copies_of(published, 35)
    assert len(atom(client).findall(f"{ATOM}entry")) == 30


def test_what_people_wrote_is_text(published, client):
    Publication.objects.update(title="<b>]]>&", title_en="<b>]]>&")
    (entry,) = atom(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "<b>]]>&"


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_character_that_xml_does_not_have_spoils_no_feed(published, client, kind):
    Publication.objects.update(title="甲\x08\x0b\ufffe乙", area="M", area_name="\x1f丙\uffff")
    said = client.get(f"/register/feed.{kind}?lang=zh-hans").content.decode()
    assert ("甲乙" in said, "丙" in said) == (True, True)
    ElementTree.fromstring(said)
