"""Publishing a draft from its page, and what those read whose draft was overtaken."""

from indicators.models import IndicatorSet
from indicators.operations import start_draft
from tests.indicators.test_draft_views import address, save


def test_publishing_asks_for_a_note_and_names_the_consequence(draft, office):
    where = address("publish_draft", draft.pk)
    page = office.get(where)
    assert "Running and closed cases keep theirs" in page.text
    before = page.context["page"].fingerprint
    assert office.post(where, {"note": " ", "before": before}).status_code == 422
    answer = office.post(where, {"note": "托育加权。", "before": before}, follow=True)
    assert answer.redirect_chain[0][0] == "/sets/small/2/"
    assert "托育加权。" in answer.text
    assert "This draft has been published" in office.get(address("show_draft", draft.pk)).text


def test_a_faulty_draft_is_not_published_and_says_why(draft, office):
    before = office.get(address("publish_draft", draft.pk)).context["page"].fingerprint
    save(office, draft, "indicators/A1", question__zh="", question__en="")
    assert (
        office.post(address("publish_draft", draft.pk), {"note": "新。", "before": before}).status_code == 409
    )
    page = office.get(address("publish_draft", draft.pk))
    assert "It cannot be published yet" in page.text
    post = {"note": "新。", "before": page.context["page"].fingerprint}
    refused = office.post(address("publish_draft", draft.pk), post)
    assert refused.status_code == 422
    assert "新。" in refused.text
    assert IndicatorSet.objects.count() == 1


def test_an_edition_published_meanwhile_is_named(draft, edition, office, city):
    said = "Edition 2 has been published since this draft was begun"
    assert said not in office.get(address("show_draft", draft.pk)).text
    other = start_draft(owner=city.place, based_on=edition, actor=city.office_two)
    page = office.get(address("publish_draft", other.pk)).context["page"]
    office.post(address("publish_draft", other.pk), {"note": "新。", "before": page.fingerprint})
    assert said in office.get(address("show_draft", draft.pk)).text
    assert said in office.get(address("publish_draft", draft.pk)).text
    assert said not in office.get(address("show_draft", other.pk)).text
