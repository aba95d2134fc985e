"""A city as landed versions left it, made with their own tables."""

import json
from datetime import UTC, date, datetime, timedelta

from indicators.checking import check_set
from indicators.operations.publishing import columns_of
from tests.set_files import STAGES, set_file

# Where landed versions left the tables of each room that had any: with editions, with desks, with panels, and the
# last one.
EDITIONS = [
    ("ledger", "0002_append_only"),
    ("accounts", "0003_editions"),
    ("indicators", "0002_editions"),
    ("assessments", "0003_screening_door"),
    ("panels", "0001_initial"),
    ("committees", "0002_editions"),
    ("workflows", "0003_signature"),
    ("reports", "0002_editions"),
    ("notices", "0003_infected_evidence"),
]
# What this version keeps in another place than all of them, and than the first alone.
MOVED = {"reports.Publication": {"pdf_sha256", "pdf_size"}}
ELSEWHERE = MOVED | {"workflows.Case": {"due"}, "assessments.Evidence": {"indicator_id"}}
DESKS = [
    ("ledger", "0002_append_only"),
    ("accounts", "0003_editions"),
    ("indicators", "0002_editions"),
    ("assessments", "0008_questionnaire_offline"),
    ("panels", "0001_initial"),
    ("committees", "0002_editions"),
    ("workflows", "0011_rights_of_open_cases"),
    ("reports", "0002_editions"),
    ("plans", "0001_desks"),
    ("notices", "0003_infected_evidence"),
]
PANELS = [
    ("ledger", "0002_append_only"),
    ("accounts", "0003_editions"),
    ("indicators", "0002_editions"),
    ("assessments", "0009_contractors"),
    ("panels", "0003_pool_of_today"),
    ("committees", "0003_sessions_and_follow_up"),
    ("workflows", "0014_follow_up_of_published_cases"),
    ("reports", "0002_editions"),
    ("plans", "0001_desks"),
    ("notices", "0004_panel_notices"),
]
LANDED = [
    ("ledger", "0003_jobs_say_how_far_they_are"),
    ("accounts", "0003_editions"),
    ("indicators", "0002_editions"),
    ("assessments", "0009_contractors"),
    ("panels", "0003_pool_of_today"),
    ("committees", "0003_sessions_and_follow_up"),
    ("workflows", "0014_follow_up_of_published_cases"),
    ("reports", "0006_what_the_register_lists"),
    ("plans", "0001_desks"),
    ("notices", "0004_panel_notices"),
]
# What each post could do with a case, as the first of them granted it.
RIGHTS = {
    "drafter": ("assessments.view_assessment", "assessments.answer_assessment", "workflows.hand_in_case"),
    "head": ("assessments.view_assessment", "workflows.sign_case"),
    "office": (
        "assessments.view_assessment",
        "workflows.check_case",
        "panels.seat_panel",
        "workflows.open_scores_case",
        "committees.close_meeting",
        "workflows.decide_case",
        "workflows.issue_case",
    ),
}
# What later versions give each post on top.
NEW_RIGHTS = {
    "old:drafter": {"hear_assessment", "withdraw_case"},
    "old:head": {"excuse_assessment"},
    "old:office": {
        "hear_assessment", "excuse_assessment", "open_words_assessment", "withdraw_case", "manage_case",
    },
}  # fmt: skip
JUDGES = ("assessments.view_assessment", "panels.score_panel")  # by name, while they are asked
# What the register reads of a record, in the form that the version with panels gave it.
A_LANDED_RECORD = {
    "format": "tongping-record/4",
    "code": "OLD-5",
    "title": {"zh": "旧ＡＢ校区", "en": "Old campus"},
    "matter_class": {"code": "M1", "zh": "旧领域", "en": "Old area"},
    "decision": {"date": "2026-09-18", "note": "", "conditions": [{"text": "旧条件", "owner": "旧单位"}]},
}
START = datetime(2026, 9, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)


class Old:
    """A landed city with a set, its people, and its cases."""

    def __init__(self, apps):
        self.apps, self.rows, self.position = apps, [], 0
        self.city = self.make("accounts.Organisation", code="old", name="旧城", level="city")
        self.unit = self.make(
            "accounts.Organisation", code="old-unit", name="旧单位", level="department", parent=self.city
        )
        self.people = {role: self.person(role) for role in RIGHTS}
        self.people["expert"] = self.person("expert")
        hospital = self.make(
            "accounts.Organisation", code="old-hospital", name="旧医院", level="department", parent=self.city
        )
        self.people["doctor"] = self.person("doctor", post="expert", unit=hospital)
        checked = check_set(set_file(stages=STAGES, special=("RUR",)), file="tiny.yaml")
        self.edition = self.make("indicators.IndicatorSet", code="tiny", edition="1", **columns_of(checked))
        aspect = self.make("indicators.Aspect", indicator_set=self.edition, code="A", position=1, name="面")
        self.indicators = [
            self.make(
                "indicators.Indicator", indicator_set=self.edition, aspect=aspect, code=code, position=number,
                name="旧", question="问", evidence="据", crc_articles=[3], groups=["ALL"], red_line=False,
            )
            for number, code in enumerate(("A1", "A2", "B1"))
        ]  # fmt: skip

    def make(self, label, **fields):
        row = self.apps.get_model(label).objects.create(**fields)
        self.rows.append((label, row.pk))
        return row

    def person(self, name, *, post="", unit=None):
        person = self.make("accounts.User", username=f"old-{name}", name=f"旧{name}")
        group = self.apps.get_model("auth", "Group").objects.create(name=f"old:{name}")
        person.groups.add(group)
        self.make("accounts.Post", organisation=unit or self.unit, role=post or name, group=group)
        return person

    def case(self, code, state, *, due=None, round=1, entered=START, **fields):
        assessment = self.make(
            "assessments.Assessment", code=code, indicator_set=self.edition, title="１号旧事项", title_en="Old matter",
            summary="旧", matter_class="M1", drafting_unit=self.unit, drafting_started=date(2026, 1, 5),
            created_by=self.people["drafter"], **fields,
        )  # fmt: skip
        case = self.make(
            "workflows.Case", assessment=assessment, state=state, round=round, stage_since=entered, due=due
        )
        self.grant(assessment, case)
        return case

    def grant(self, assessment, case):
        """On file and case, as the landed version left them for every stage."""
        for role, names in RIGHTS.items():
            group = self.apps.get_model("auth", "Group").objects.get(name=f"old:{role}")
            for name in names:
                target = {"assessments": assessment, "workflows": case}.get(name.split(".")[0])
                if target is not None:
                    self.give(target, name, group=group)

    def give(self, target, right, **holder):
        """A right to a post or, as `user`, to a person; not among the rows that stay."""
        room, codename = right.split(".")
        permission = self.apps.get_model("auth", "Permission").objects.get(
            content_type__app_label=room, codename=codename
        )
        table = f"{target._meta.label}{'User' if 'user' in holder else 'Group'}Permission"
        self.apps.get_model(table).objects.create(content_object=target, permission=permission, **holder)

    def panel(self, assessment, seated, **fields):
        """Who sits on it, with the scores of one that is complete and one without a reason."""
        panel = self.make("panels.Panel", assessment=assessment, round=1, smallest=1, **fields)
        for name, sealed_at, rating in seated:
            seat = self.make("panels.Seat", panel=panel, expert=self.people[name], sealed_at=sealed_at)
            for indicator, reason in zip(self.indicators, ("旧理由", ""), strict=False):
                self.make("panels.Score", seat=seat, indicator=indicator, rating=rating, reason=reason)
        return panel

    def moved(self, case, at, action, old, new, round=1):
        self.position += 1
        self.apps.get_model("ledger", "Event").objects.create(
            position=self.position, at=at, actor=self.people["office"], name="case.moved",
            subject=f"case:{case.assessment.code}", hash=str(self.position), previous="",
            data={"action": action, "old": old, "new": new, "round": round, "note": ""},
        )  # fmt: skip
        self.apps.get_model("ledger", "ChainHead").objects.update(
            position=self.position, hash=str(self.position)
        )

    def values(self):
        """What is in every row that was made, as the tables of now have it."""
        return {
            (label, pk): self.apps.get_model(label).objects.filter(pk=pk).values().get()
            for label, pk in self.rows
        }


def a_city_with_editions(apps):
    """Cases of many kinds, in the tables of `EDITIONS`."""
    unknown = set().union(*NEW_RIGHTS.values())
    apps.get_model("auth", "Permission").objects.filter(codename__in=unknown).delete()
    old = Old(apps)
    drafter = old.people["drafter"]

    published = old.case("OLD-1", "published")
    assessment = published.assessment
    for indicator, rating in zip(old.indicators, ("-1", "unknown", "2"), strict=True):
        old.make(
            "assessments.Answer", assessment=assessment, indicator=indicator, rating=rating, facts="旧事实",
            groups=["ALL"], reach=100, reference="第三条", mitigation="旧措施", complete=rating != "2", version=3,
            updated_by=drafter, updated_at=START,
        )  # fmt: skip
    old.make(
        "assessments.GroupFinding",
        assessment=assessment,
        group="RUR",
        position=1,
        rating="0",
        grounds="旧依据",
    )
    old.make(
        "assessments.ArchivedAnswer", assessment=assessment, indicator=old.indicators[0],
        content={"rating": "1"}, archived_at=START,
    )  # fmt: skip
    files = [(0, "a", None), (1, "a", None), (2, "b", START + DAY), (2, "b", None), (0, "c", START)]
    for place, sign, removed in files:
        evidence = old.make(
            "assessments.Evidence", assessment=assessment, indicator=old.indicators[place], name=f"{sign}.pdf",
            content_type="application/pdf", size=9, sha256=sign * 64, uploaded_by=drafter, removed_at=removed,
        )  # fmt: skip
        apps.get_model("assessments", "Evidence").objects.filter(pk=evidence.pk).update(uploaded_at=START)
    judged = [("expert", START, "1"), ("doctor", START, "-2")]
    old.panel(assessment, judged, opened_at=START, opened_scores_at=START)
    meeting = old.make(
        "committees.Meeting", assessment=assessment, round=1, quorum="2/3", majority="1/2", proposed="approve",
        closed_at=START,
    )  # fmt: skip
    old.make("committees.Ballot", meeting=meeting, member=drafter, choice="approve", cast_at=START)
    decision = old.make(
        "committees.Decision", meeting=meeting, outcome="approve_with_changes", tally={}, recorded_by=drafter
    )
    old.make(
        "committees.Condition",
        decision=decision,
        position=1,
        text="旧条件",
        owner="旧单位",
        due=date(2027, 1, 4),
    )
    old.make(
        "reports.Publication", assessment=assessment, record="{}", record_hash="0" * 64, code="7K2M9QXD4TPA",
        ledger_position=1, title="旧事项", title_en="Old", outcome="approve", pdf_sha256="ab" * 32, pdf_size=9,
    )  # fmt: skip

    old.case("OLD-2", "self_assessment", due=date(2026, 10, 9), entered=START)
    checked = old.case("OLD-3", "office_check", due=date(2026, 9, 30), entered=START + 5 * DAY)
    moves = [
        ("screen_in", "screening", "self_assessment"),
        ("hand_in", "self_assessment", "office_check"),
        ("send_back", "office_check", "self_assessment"),
        ("hand_in", "self_assessment", "office_check"),
    ]
    for number, move in enumerate(moves):
        old.moved(checked, START + (2 + number) * DAY, *move)
    again = old.case("OLD-4", "self_assessment", due=date(2026, 10, 20), round=2, entered=START + 3 * DAY)
    old.moved(again, START + DAY, "hand_in", "self_assessment", "committee")
    old.moved(again, START + 3 * DAY, "decide", "committee", "self_assessment", round=2)
    out = old.case("OLD-5", "publication", due=date(2026, 9, 29))
    old.make(
        "assessments.Screening", assessment=out.assessment, conclusion="not_needed", grounds="旧依据", closed_at=START,
        answers={"S1": {"answer": "no", "remark": ""}}, version=2, updated_by=drafter, updated_at=START,
    )  # fmt: skip
    scoring = old.case("OLD-6", "expert_panel", due=date(2026, 10, 20))
    for indicator in old.indicators:
        old.make(
            "assessments.Answer", assessment=scoring.assessment, indicator=indicator, rating="1", facts="旧事实",
            groups=["ALL"], complete=True, version=1, updated_by=drafter, updated_at=START,
        )  # fmt: skip
    seats = [("expert", None, "1"), ("doctor", START, "1")]
    panel = old.panel(scoring.assessment, seats, opened_at=START)
    for name in ("expert", "doctor"):
        for right, target in zip(JUDGES, (scoring.assessment, panel), strict=True):
            old.give(target, right, user=old.people[name])
    Assessment = apps.get_model("assessments", "Assessment")
    Assessment.objects.update(created_at=START - 10 * DAY)
    return old


def what_the_desks_added(old, apps):
    """In the tables of `DESKS`, for the same city: an answer asked of another unit, an item sent back, a planned
    matter, a notice."""
    old.apps, drafter, office = apps, old.people["drafter"].pk, old.people["office"].pk
    file = apps.get_model("assessments", "Assessment").objects.get(code="OLD-2").pk
    old.make(
        "assessments.Assignment", assessment_id=file, indicator_id=old.indicators[0].pk, unit_id=old.unit.pk,
        due=date(2026, 10, 1), note="旧请求", assigned_by_id=drafter,
    )  # fmt: skip
    asked = apps.get_model("assessments", "Assessment").objects.get(pk=file)
    group = apps.get_model("auth", "Group").objects.get(name="old:drafter")
    old.give(asked, "assessments.contribute_assessment", group=group)
    returned = old.make(
        "assessments.Return",
        assessment_id=file,
        number=1,
        note="旧退回",
        returned_by_id=office,
        returned_at=START,
        closed_at=START,
    )
    apps.get_model("workflows", "CaseSummary").objects.filter(case__assessment=file).update(returns=1)
    old.make(
        "assessments.ReturnedItem", returned=returned, part="answer", code="A1", reason="evidence", note="旧缺漏",
        read={"rating": "1"}, version=1,
    )  # fmt: skip
    old.make(
        "plans.PlanItem", city_id=old.city.pk, year=2026, unit_id=old.unit.pk, title="旧计划事项", summary="旧",
        indicator_set_id=old.edition.pk, matter_class="M1", quarter=3, state="accepted",
        proposed_by_id=drafter, decided_by_id=office, decided_at=START,
    )  # fmt: skip
    old.make(
        "notices.Notice", recipient_id=drafter, kind="returned", key="old", title="旧通知",
        lines=[{"text": "旧", "text_en": "", "url": "/desk/", "due": None}],
    )  # fmt: skip


def what_the_panels_added(old, apps):
    """In the tables of `PANELS`, for the same city: a session with a sitting of it, what was done for a condition and
    a review to come, an opinion with its reply, and a report with a second title that is being printed."""
    old.apps, drafter, office = apps, old.people["drafter"].pk, old.people["office"].pk
    session = old.make(
        "committees.Session", city_id=old.city.pk, year=2026, number=1, held_at=START, place="旧会议室",
        chair_id=office, closed_at=START,
    )  # fmt: skip
    old.make("committees.Attendance", session_id=session.pk, member_id=drafter, presence="present")
    decision = apps.get_model("committees", "Decision").objects.get()
    apps.get_model("committees", "Meeting").objects.filter(pk=decision.meeting_id).update(session=session)
    old.make(
        "committees.Speech", meeting_id=decision.meeting_id, member_id=drafter, position=1, gist="旧发言"
    )
    old.make(
        "committees.Fulfilment", condition_id=decision.conditions.get().pk, text="旧落实", sha256="d" * 64, size=9,
        name="d.pdf", reported_by_id=drafter,
    )  # fmt: skip
    old.make("committees.Review", decision_id=decision.pk, months=6, due=date(2027, 3, 1))
    panel = apps.get_model("panels", "Panel").objects.get(assessment__code="OLD-1")
    old.make(
        "panels.Opinion", panel_id=panel.pk, indicator_id=old.indicators[0].pk, number=1, source="expert",
        text="旧意见", uptake="adopted", reason="旧答复", complete=True,
    )  # fmt: skip
    old.make(
        "reports.Publication", assessment=apps.get_model("assessments", "Assessment").objects.get(code="OLD-5"),
        record=json.dumps(A_LANDED_RECORD), record_hash="1" * 64, code="7K2M9QXD4TPB", ledger_position=2,
        title="旧事项", title_en="Old", outcome="approve_with_changes",
    )  # fmt: skip


def what_the_reports_added(old, apps):
    """In the tables of `LANDED`, for the same city: a signed report with all its editions, which was taken back; what
    is prepared for another, and how far its files are; a word template, and a matter that somebody told of."""
    old.apps, drafter, office = apps, old.people["drafter"].pk, old.people["office"].pk
    files = {file.code: file.pk for file in apps.get_model("assessments", "Assessment").objects.all()}
    publication = old.make(
        "reports.Publication", assessment_id=files["OLD-4"], record="{}", record_hash="2" * 64, code="7K2M9QXD4TPC",
        ledger_position=3, title="旧签名报告", title_en="Old signed", outcome="approve", area="M1", area_name="旧领域",
        area_name_en="Old area", concluded=date(2026, 9, 20), search="旧签名报告", signature="c2ln", key="3" * 64,
        proof='{"check": "https://old.example/verify/7K2M9QXD4TPC/"}', published_at=START,
    )  # fmt: skip
    kinds = {"formal": ".pdf", "other": ".pdf", "child": ".pdf", "word": ".docx", "workbook": ".xlsx"}
    for number, (kind, suffix) in enumerate(kinds.items(), start=1):
        old.make(
            "reports.Edition", publication_id=publication.pk, kind=kind, sha256=str(number) * 64, size=number,
            suffix=suffix,
        )  # fmt: skip
    old.make(
        "reports.Retraction", publication_id=publication.pk, reason="旧撤回理由", retracted_by_id=office,
        retracted_at=START,
    )  # fmt: skip
    review = old.make(
        "reports.DisclosureReview", assessment_id=files["OLD-5"], prepared_by_id=office, prepared_at=START,
        signed_by_id=drafter, signed_at=START, version=2,
    )  # fmt: skip
    old.make(
        "reports.Redaction", review_id=review.pk, place="/title/zh", start=1, end=3, original="旧原文",
        ground="privacy", note="旧说明",
    )  # fmt: skip
    old.make(
        "reports.ChildText", assessment_id=files["OLD-5"], decided="旧决定", said="旧话", changes="旧改动",
        stays="旧不变", version=3, updated_by_id=office, updated_at=START,
    )  # fmt: skip
    old.make(
        "ledger.Job", kind="reports.publish", key="publish:OLD-5", payload={"assessment": files["OLD-5"]},
        state="failed", attempts=3, error="旧错误", done=2, parts=5,
    )  # fmt: skip
    old.make(
        "reports.WordTemplate", city_id=old.city.pk, name="旧模板.docx", sha256="e" * 64, size=9,
        accepted_by_id=office,
    )  # fmt: skip
    old.make(
        "reports.MissingAssessment", receipt="7K2M9QXD4TPD", city_id=old.city.pk, matter="旧遗漏事项", where="旧处",
        note="旧影响", answer="旧答", answered_by_id=office, answered_at=START, version=1,
    )  # fmt: skip
