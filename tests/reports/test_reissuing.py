"""Words that were taken back leave what was published: once, whole, and whatever stops on the way."""

import json

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from ledger.canonical import sha256
from ledger.models import Event, Job
from ledger.outbox import deliver
from participation.withdrawal import tell_of_withdrawal
from reports import operations, reissuing
from reports.editions import MAKERS, Maker
from reports.enums import EditionKind
from reports.errors import Outdated
from reports.models import Edition, Publication, Quotation, Replaced
from reports.operations import freeze, issue_report, make_edition
from reports.queries.checking import check_code
from reports.reissuing import reissue_report, replace_record
from tests import factories
from tests.reports.hearing import OTHER_QUOTE, QUOTE, hear, take_back
from workflows.enums import Stage


@pytest.fixture
def makers(monkeypatch):
    """Editions that take no typesetter: the record itself. Nothing lies beside them that other tests have left."""
    for path in stored():
        default_storage.delete(path)
    maker = Maker(lambda publication: publication.record.encode(), ".docx", "application/msword")
    monkeypatch.setattr(operations, "MAKERS", dict.fromkeys(MAKERS, maker))


@pytest.fixture
def remarks(case, city):
    return hear(case, city)


@pytest.fixture
def issuing(case, city, remarks):
    return factories.bring_to(Stage.ISSUING, case, city)


@pytest.fixture
def issued(issuing, makers):
    """A published report that quotes two children, with all its files."""
    return issue_report(assessment=issuing.assessment, actor=User.objects.system())


def reissue(publication):
    reissue_report(assessment=publication.assessment, actor=User.objects.system())
    return Publication.objects.get(pk=publication.pk)


def stored():
    """Every file of a report that lies in the storage."""
    found = []
    if not default_storage.exists("reports"):
        return found
    for folder in default_storage.listdir("reports")[0]:
        found += [f"reports/{folder}/{name}" for name in default_storage.listdir(f"reports/{folder}")[1]]
    return sorted(found)


def quotes(publication):
    return json.loads(publication.record)["heard"]["themes"][0]["quotes"]


def test_a_record_quotes_by_the_words_and_knows_whose_they_are(issued, remarks):
    assert quotes(issued) == [QUOTE, OTHER_QUOTE]
    assert list(Quotation.objects.values_list("place", "remark")) == [
        ("/heard/themes/0/quotes/0", remarks[0].pk),
        ("/heard/themes/0/quotes/1", remarks[1].pk),
    ]


def test_the_new_record_is_the_old_one_without_the_words(issued, remarks):
    before, files = Publication.objects.get(), stored()
    take_back(remarks[0])
    after = reissue(issued)
    expected = json.loads(before.record)
    expected["heard"]["themes"][0]["quotes"][0] = ""
    assert json.loads(after.record) == expected
    assert (after.record_hash, after.code != before.code) == (sha256(after.record), True)
    assert (after.published_at, after.reissued_at is None) == (before.published_at, False)
    assert check_code(after.code).unchanged
    assert [each for each in files if default_storage.exists(each)] == []
    assert sorted({each.path for each in after.editions.all()}) == stored()
    assert [str(each.kind) for each in after.editions.all()] == [str(kind) for kind in MAKERS]


def test_of_the_replaced_record_only_hash_code_day_and_reason_are_kept(issued, remarks):
    before = Publication.objects.get()
    take_back(remarks[0])
    after = reissue(issued)
    kept = Replaced.objects.get()
    assert (kept.record_hash, kept.code, kept.reason, kept.files) == (
        before.record_hash,
        before.code,
        "taken_back",
        [],
    )
    assert kept.replaced_at == after.reissued_at
    told = Event.objects.get(name="report.reissued")
    assert told.data == {"record": before.record_hash, "code": before.code, "reason": "taken_back"}
    assert [QUOTE in json.dumps(each.data, ensure_ascii=False) for each in Event.objects.all()].count(
        True
    ) == 0
    rows = [str(factories.rows_of(model)) for model in (Publication, Replaced, Edition, Quotation)]
    assert [QUOTE in row for row in rows] == [False] * 4
    assert list(Quotation.objects.values_list("remark", flat=True)) == [remarks[1].pk]


def test_twice_is_once(issued, remarks):
    take_back(remarks[0])
    first = reissue(issued)
    rows = factories.rows_of(Publication), factories.rows_of(Edition), factories.rows_of(Replaced)
    assert reissue(first) == first
    assert (factories.rows_of(Publication), factories.rows_of(Edition), factories.rows_of(Replaced)) == rows


def test_what_was_not_taken_back_is_not_issued_anew(issued, remarks):
    before = factories.rows_of(Publication)
    remarks[5].delete()
    tell_of_withdrawal(issued.assessment)
    assert Job.objects.filter(kind=reissuing.JOB).count() == 0
    reissue(issued)
    assert (factories.rows_of(Publication), Replaced.objects.count()) == (before, 0)


def test_a_remark_past_its_time_stays_quoted(issued, remarks):
    remarks[0].text = remarks[0].quote = ""
    remarks[0].save()
    tell_of_withdrawal(issued.assessment)
    assert (Job.objects.filter(kind=reissuing.JOB).count(), quotes(reissue(issued))) == (
        0,
        [QUOTE, OTHER_QUOTE],
    )


def test_a_consent_withdrawn_takes_all_quotes_of_its_session(issued, remarks):
    session = remarks[0].session
    session.may_publish = False
    session.save()
    assert quotes(reissue(issued)) == ["", ""]


def test_the_job_is_asked_for_once_and_does_it(issued, remarks):
    take_back(remarks[0])
    for _each in range(2):
        tell_of_withdrawal(issued.assessment)
    job = Job.objects.get(kind=reissuing.JOB)
    assert deliver(job.pk) is True
    assert quotes(Publication.objects.get()) == ["", OTHER_QUOTE]
    take_back(remarks[1])
    tell_of_withdrawal(issued.assessment)
    assert deliver(Job.objects.exclude(pk=job.pk).get(kind=reissuing.JOB).pk) is True
    assert (quotes(Publication.objects.get()), Replaced.objects.count()) == (["", ""], 2)


@pytest.mark.parametrize("stopped_at", range(5))
def test_from_wherever_it_stops_it_comes_to_the_same_end(issued, remarks, monkeypatch, stopped_at):
    """The words are gone before anything can stop; the old files go last."""
    files, made = stored(), []

    class Died(Exception):
        pass

    def dying(publication, kind):
        if len(made) == stopped_at:
            raise Died
        made.append(kind)
        return make_edition(publication, kind)

    take_back(remarks[0])
    monkeypatch.setattr(reissuing, "make_edition", dying)
    with pytest.raises(Died):
        reissue(issued)
    between = Publication.objects.get()
    assert (quotes(between), [each for each in files if default_storage.exists(each)]) == (
        ["", OTHER_QUOTE],
        files,
    )
    monkeypatch.undo()
    monkeypatch.setattr(
        operations,
        "MAKERS",
        dict.fromkeys(MAKERS, Maker(lambda each: each.record.encode(), ".docx", "application/msword")),
    )
    after = reissue(issued)
    assert (after.record_hash, Replaced.objects.count()) == (between.record_hash, 1)
    assert [each for each in files if default_storage.exists(each)] == []


def test_an_edition_of_the_old_record_that_comes_late_is_not_kept(issued, remarks):
    take_back(remarks[0])
    late = Publication.objects.select_related("assessment").get()
    reissue(issued)
    Edition.objects.filter(kind=EditionKind.WORD).delete()
    before = stored()
    with pytest.raises(Outdated):
        make_edition(late, EditionKind.WORD)
    assert stored() == before


def test_words_taken_back_while_a_report_is_being_issued_are_in_none_of_it(
    issuing, remarks, makers, monkeypatch
):
    stale = freeze(assessment=issuing.assessment, actor=User.objects.system())
    make_edition(stale, EditionKind.WORD)
    take_back(remarks[0])
    replace_record(assessment=issuing.assessment, actor=User.objects.system())
    monkeypatch.setattr(operations, "freeze", lambda **_asked: stale)
    with pytest.raises(Outdated):
        issue_report(assessment=issuing.assessment, actor=User.objects.system())
    monkeypatch.setattr(operations, "freeze", freeze)
    published = issue_report(assessment=issuing.assessment, actor=User.objects.system())
    assert (quotes(published), published.published_at is None) == (["", OTHER_QUOTE], False)
    reissue(published)
    assert sorted({each.path for each in published.editions.all()}) == stored()


def test_nothing_is_done_where_nothing_was_frozen(case, city, remarks):
    take_back(remarks[0])
    tell_of_withdrawal(case.assessment)
    assert Job.objects.filter(kind=reissuing.JOB).count() == 0
    assert replace_record(assessment=case.assessment, actor=User.objects.system()) is None


def test_a_black_box_on_the_words_goes_with_them():
    quoted = {"heard": {"themes": [{"quotes": ["████[1]", "他说"]}]}}
    marks = [
        {"number": 1, "place": "/heard/themes/0/quotes/0"},
        {"number": 2, "place": "/summary/zh"},
    ]
    changed = reissuing.without(quoted | {"redactions": marks}, ["/heard/themes/0/quotes/0"])
    assert changed == {"heard": {"themes": [{"quotes": ["", "他说"]}]}, "redactions": marks[1:]}


def test_the_old_code_leads_to_the_new_one(issued, remarks, client):
    old = Publication.objects.get()
    take_back(remarks[0])
    new = reissue(issued)
    for asked in ({"code": old.spaced_code}, {"file": old.record_hash}):
        page = client.get(reverse("reports:verify"), asked)
        assert (page.status_code, new.spaced_code in page.content.decode()) == (200, True)
    with translation.override("zh-hans"):
        shown = client.get(new.get_absolute_url()).content.decode()
        listed = client.get(reverse("reports:register")).content.decode()
    assert (old.spaced_code in shown, new.code in shown.replace("-", ""), QUOTE in shown) == (
        True,
        True,
        False,
    )
    assert client.get(reverse("reports:data", args=["json"])).status_code == 200
    assert str(new.reissued_at.year) in listed


def test_while_files_are_made_anew_they_are_waited_for(issued, remarks, client):
    take_back(remarks[0])
    replace_record(assessment=issued.assessment, actor=User.objects.system())
    code = issued.assessment.code
    assert client.get(reverse("reports:download", args=[code, "word"])).status_code == 503
    assert client.get(reverse("reports:download", args=[code, "nothing"])).status_code == 404
    assert QUOTE not in client.get(reverse("reports:show_record", args=[code])).content.decode()
