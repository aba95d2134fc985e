"""Everything that anybody can get of a published report, as text: pages in both languages, files, feeds, data."""

from io import BytesIO
from zipfile import ZipFile

from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ledger.codes import tidied
from participation.models import Comment, PublicNotice
from reports import child_pdf, pdf
from reports.documents import word, workbook
from reports.urls import urlpatterns
from tests.reports.publishing import freeze, release
from workflows.enums import Action
from workflows.operations import advance

# Pages of a case for those who work on it, of the office, and for whoever has told of something; what only takes forms.
INSIDE = {"show_template", "download_template", "retract", "list_tips", "answer_tip", "show_receipt"}


def publish(case):
    """As the worker does it, with a file that stands for the real ones."""
    publication = release(freeze(case))
    advance(case=case, action=Action.RELEASE, actor=User.objects.system())
    return publication


def everything_public(publication, words=""):
    """By its name each thing; `words` are what the register is asked for. A new address has to be given what its path
    asks for here."""
    asked = {
        "code": [publication.assessment.code],
        "form": ["json", "csv"],
        "kind": ["atom", "rss"],
        "fingerprint": [publication.key],
    }
    found = {}
    for pattern in urlpatterns:
        name, names = pattern.name, list(pattern.pattern.converters)
        if name in INSIDE or str(pattern.pattern).startswith("cases/") or name == "download":
            continue
        values = [publication.code] if name == "verify_code" else [""] if not names else asked[names[0]]
        for language in ("zh-hans", "en"):
            browser = Client()
            browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            for value in values:
                where = reverse(f"reports:{name}", args=[value] if names else [])
                response = browser.get(where, {"q": words} if name == "register" and words else {})
                assert response.status_code == 200, where
                found[f"{language} {where}"] = b"".join(response).decode(errors="replace")
    return found | part_taken(publication.assessment) | editions(publication)


def part_taken(assessment):
    """Where the public says something of a case: the consultations, its own, and the page behind a receipt, which shows
    its holder's own words. Why nobody was heard is a page of reports."""
    notices = PublicNotice.objects.filter(assessment=assessment)
    receipts = Comment.objects.filter(notice__in=notices).values_list("receipt", flat=True)
    where = [reverse("participation:list_consultations")]
    where += [reverse("participation:show_consultation", args=[assessment.code])] if notices else []
    where += [reverse("participation:show_comment", args=[each]) for each in receipts if tidied(each) == each]
    found = {}
    for language in ("zh-hans", "en"):
        browser = Client()
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        for place in where:
            response = browser.get(place)
            assert response.status_code == 200, place
            found[f"{language} {place}"] = response.content.decode()
    return found


def editions(publication):
    found = {
        "formal": pdf.page_of(publication),
        "other": pdf.page_of(publication, other=True),
        "child": child_pdf.page_of(publication),
        "columns": "\n".join(str(value) for value in vars(publication).values()),
    }
    for name, maker in (("word", word), ("workbook", workbook)):
        with ZipFile(BytesIO(maker.render(publication))) as package:
            for part in package.namelist():
                found[f"{name} {part}"] = package.read(part).decode(errors="replace")
    return found
