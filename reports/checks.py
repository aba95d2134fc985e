"""What a worker makes sure of before it takes its first job: that it can make PDFs, or has been told not to."""

from celery.signals import worker_init
from django.conf import settings

from ledger.errors import Undone
from reports import pdf

PAGE = '<html lang="zh-CN"><title>童评</title><body>童评</body></html>'


@worker_init.connect
def try_the_typesetter(**_signal: object) -> None:
    """Sets one line in the cage. A worker without libharfbuzz-subset, the report's faces or the city's does not start:
    it would fail at the first report, when nobody looks, or take five times as long and nobody would know why."""
    if not settings.PDF_ENABLED:
        return
    try:
        pdf.typeset(PAGE)
    except Undone as failure:
        raise SystemExit(f"This worker cannot make PDFs: {failure}") from failure
