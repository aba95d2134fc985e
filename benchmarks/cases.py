"""Cases in any number, as rows: spread over units, stages, handlers and deadlines, as a city's years have them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone

from accounts.models import Organisation, User
from assessments.models import Assessment
from indicators.models import IndicatorSet
from workflows.enums import Stage
from workflows.models import Case, CaseSummary
from workflows.summaries import ENDED, page_key, searchable

STAGES = (*(stage for stage in Stage if stage != Stage.WITHDRAWN), Stage.PUBLISHED)
TITLES = (
    "中小学布局专项规划",
    "公园儿童活动场地改造",
    "公共交通票价调整",
    "托育服务设施建设方案",
    "河道综合整治工程",
)
WAITS = {
    Stage.SCREENING: "drafters",
    Stage.SELF_ASSESSMENT: "drafters",
    Stage.SIGN_OFF: "heads",
    Stage.OFFICE_CHECK: "office",
    Stage.EXPERT_PANEL: "experts",
    Stage.COMMITTEE: "members",
    Stage.PUBLICATION: "office",
}


def make_cases(
    number: int,
    *,
    city: Organisation,
    units: Sequence[Organisation],
    indicator_set: IndicatorSet,
    author: User,
    handlers: Sequence[User] = (),
    first: int = 1,
) -> list[Case]:
    """Numbered from `first` on. Nothing of them but what a ledger lists."""
    now = timezone.now()
    numbers = range(first, first + number)
    files = Assessment.objects.bulk_create(
        [_file(n, units[n % len(units)], indicator_set, author) for n in numbers], batch_size=500
    )
    cases = Case.objects.bulk_create(
        [
            Case(
                assessment=file,
                state=STAGES[n % len(STAGES)],
                stage_since=now - timedelta(days=n % 20),
                due_at=_due(n, now),
                handler=([None, *handlers])[n % (len(handlers) + 1)],
            )
            for n, file in zip(numbers, files, strict=True)
        ],
        batch_size=500,
    )
    rows = (_row(n, case, city) for n, case in zip(numbers, cases, strict=True))
    while batch := list(islice(rows, 500)):
        CaseSummary.objects.bulk_create(batch)
    return cases


def _file(number: int, unit: Organisation, indicator_set: IndicatorSet, author: User) -> Assessment:
    return Assessment(
        code=f"N-{number:06}",
        indicator_set=indicator_set,
        title=f"{TITLES[number % len(TITLES)]}（示例{number}）",
        title_en=f"Sample matter {number}",
        summary="示例数据。",
        matter_class="M1",
        drafting_unit=unit,
        drafting_started=timezone.localdate(),
        illustrative=True,
        created_by=author,
    )


def _due(number: int, now: datetime) -> datetime | None:
    """Some are over, most are ahead, ended ones have none."""
    if STAGES[number % len(STAGES)] in {*ENDED, Stage.ISSUING}:
        return None
    last = timezone.localtime(now).replace(hour=23, minute=59, second=59, microsecond=0)
    return last + timedelta(days=number % 37 - 7)


def _row(number: int, case: Case, city: Organisation) -> CaseSummary:
    file, ended = case.assessment, case.state in ENDED
    return CaseSummary(
        case=case,
        city=city,
        unit=file.drafting_unit,
        handler=case.handler,
        code=file.code,
        title=file.title,
        title_en=file.title_en,
        search=searchable(f"{file.code}\n{file.title}\n{file.title_en}\n{file.drafting_unit.name}"),
        year=timezone.localdate().year,
        set_code=file.indicator_set.code,
        stage=case.state,
        waits_for=WAITS.get(case.state, ""),
        triggered=number % 9 == 0,
        planned=number % 9 != 0,
        returns=number % 4 // 2,
        stage_since=case.stage_since,
        due_at=case.due_at,
        ended=ended,
        answers_total=25,
        answers_complete=number % 26,
        order=page_key(ended=ended, due_at=case.due_at, since=case.stage_since),
    )
