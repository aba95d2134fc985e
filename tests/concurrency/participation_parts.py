"""What the processes of a race do in children's part; a part that ends in `_slowly` commits only when told."""

import json
from functools import wraps

from django.db import transaction

from accounts.models import User
from participation.models import Absence, Collection, Remark, Session, Theme
from participation.operations.absences import sign_absence, write_absence
from participation.operations.collecting import close_collection, receive_sheets
from participation.operations.consents import withdraw_consents
from participation.operations.remarks import take_back_remark
from participation.operations.themes import add_theme, save_theme
from reports import operations
from reports.editions import MAKERS, Maker
from reports.models import Publication
from reports.operations import freeze
from reports.reissuing import reissue_report, replace_record
from tests.participation.hearing import hear

# Editions that take no typesetter: the record itself.
PLAIN = dict.fromkeys(
    MAKERS, Maker(lambda publication: publication.record.encode(), ".docx", "application/msword")
)


def slowly(part):
    """The same, but it holds its transaction open until it is told to commit."""

    @wraps(part)
    def held(case, actor, text, line):
        with transaction.atomic():
            result = part(case, actor, text, line)
            line.send("holding")
            line.recv()
        return result

    held.__name__ = f"{part.__name__}_slowly"
    return held


def reissue(case, actor, text, line):
    operations.MAKERS = PLAIN
    reissue_report(assessment=case.assessment, actor=User.objects.system())
    return Publication.objects.get(assessment=case.assessment).record_hash


def replace(case, actor, text, line):
    return replace_record(assessment=case.assessment, actor=User.objects.system()).record_hash


def freeze_report(case, actor, text, line):
    freeze(assessment=case.assessment, actor=User.objects.system())
    return "frozen"


def take_words_back(case, actor, text, line):
    """Of the remark with this number."""
    remark = Remark.objects.get(session__assessment=case.assessment, number=text)
    take_back_remark(remark=remark, actor=actor)
    return "taken back"


def withdraw_consent(case, actor, text, line):
    """Of the case's only session."""
    withdraw_consents(session=Session.objects.get(assessment=case.assessment), consents=[text], actor=actor)
    return "withdrawn"


def send_sheets(case, actor, text, line):
    """`text`: what a telephone sends."""
    token = Collection.objects.get(session__assessment=case.assessment).token
    return [taken.kept for taken in receive_sheets(token=token, sheets=json.loads(text))]


def close_link(case, actor, text, line):
    link = Collection.objects.get(session__assessment=case.assessment)
    close_collection(collection=link, actor=actor)
    return "closed"


def answer_theme(case, actor, text, line):
    """The only one, as it was before anybody answered."""
    theme = Theme.objects.get(assessment=case.assessment)
    content = {"uptake": "adopted", "reason": text}
    return save_theme(theme=theme, version=0, content=content, actor=actor).reason


def say_theme(case, actor, text, line):
    return add_theme(assessment=case.assessment, said=text, actor=actor).said


def hear_children(case, actor, text, line):
    return hear(case, actor).number


def sign_reason(case, actor, text, line):
    """Of the only link with one, as it was written first."""
    absence = Absence.objects.get(assessment=case.assessment)
    signed = sign_absence(assessment=case.assessment, link=absence.link, version=1, actor=actor)
    return signed.signed_by.username


def write_reason(case, actor, text, line):
    link = Absence.objects.get(assessment=case.assessment).link
    content = {"reason": text}
    return write_absence(
        assessment=case.assessment, link=link, version=1, content=content, actor=actor
    ).version


QUICK = (
    reissue,
    replace,
    freeze_report,
    take_words_back,
    withdraw_consent,
    send_sheets,
    close_link,
    answer_theme,
    say_theme,
    hear_children,
    sign_reason,
    write_reason,
)
PARTS = {part.__name__: part for part in (*QUICK, *map(slowly, QUICK))}
