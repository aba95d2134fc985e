"""What the worker does for this room."""

from accounts.models import User
from assessments.models import Assessment
from ledger.outbox import Payload, handles
from participation.withdrawal import after_withdrawal
from reports.operations import issue_report
from reports.reissuing import JOB, ask_for_reissue, reissue_report
from workflows.doors import REPORT_JOB


@handles(REPORT_JOB)
def issue(payload: Payload) -> None:
    assessment = Assessment.objects.select_related("indicator_set").get(code=payload["code"])
    issue_report(assessment=assessment, actor=User.objects.system())


@handles(JOB)
def reissue(payload: Payload) -> None:
    assessment = Assessment.objects.select_related("indicator_set").get(code=payload["code"])
    reissue_report(assessment=assessment, actor=User.objects.system())


after_withdrawal(ask_for_reissue)
