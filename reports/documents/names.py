"""The names under which a report's facts stand in documents: place-holders in a Word template, sheets and heads of the
workbook. Each is understood in both languages; templates of offices rely on them, so that a name is never changed, only
added."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Name:
    """`many`: the names within each entry, where the fact is a list."""

    key: str
    zh: str
    en: str
    many: tuple["Name", ...] = ()

    @cached_property
    def by_spelling(self) -> dict[str, "Name"]:
        """The names within, by every way to write them."""
        return {folded(spelling): each for each in self.many for spelling in (each.key, each.zh, each.en)}

    def said(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def folded(spelling: str) -> str:
    """A name as people type it: any case and width, with or without blanks."""
    plain = unicodedata.normalize("NFKC", spelling).casefold()
    return "".join(char for char in plain if not char.isspace() and char not in "_-’'")


_INDICATOR = (
    Name("aspect", "所属方面", "Of the aspect"),
    Name("number", "编号", "Number"),
    Name("name", "名称", "Name"),
    Name("other_name", "另一语言名称", "Name in the other language"),
    Name("question", "问题", "Question"),
    Name("weight", "权重", "Weight"),
    Name("own", "自评", "Self-rating"),
    Name("own_figure", "自评分", "Self-rating as a figure"),
    Name("experts", "专家分", "Experts’ figure"),
    Name("spread", "极差", "Range"),
    Name("scores", "专家评分", "Experts’ scores"),
    Name("flags", "提示", "Flags"),
    Name("groups", "涉及群体", "Groups"),
    Name("reach", "涉及人数", "Children reached"),
    Name("numbers", "分组人数", "Children by group"),
    Name("effect", "影响性质", "Kind of effect"),
    Name("clause", "条款", "Clause"),
    Name("facts", "事实", "Facts"),
    Name("mitigation", "缓解措施", "Mitigation"),
    Name("remaining", "剩余影响", "Remaining impact"),
    Name("grounds", "理由", "Grounds"),
    Name("strength", "证据强度", "Strength of evidence"),
    Name("evidence_named", "证据名称", "Evidence named"),
    Name("articles", "公约条款", "Articles of the Convention"),
)

_HEARD = (
    Name(
        "heard",
        "听取情况",
        "Children heard",
        (
            Name("link", "环节", "Link"),
            Name("state", "情况", "State"),
            Name("children", "人数", "Children"),
            Name("sessions", "场次", "Sessions"),
            Name("reason", "未听取理由", "Reason"),
        ),
    ),
    Name(
        "themes",
        "儿童意见采纳",
        "What children said",
        (
            Name("number", "序号", "Number"),
            Name("said", "你们说的", "Said"),
            Name("quotes", "原话", "Quotes"),
            Name("remarks", "发言条数", "Remarks"),
            Name("uptake", "采纳情况", "Uptake"),
            Name("reply", "答复", "Reply"),
        ),
    ),
    Name(
        "sessions",
        "听取场次",
        "Sessions with children",
        (
            Name("number", "序号", "Number"),
            Name("date", "日期", "Date"),
            Name("link", "环节", "Link"),
            Name("setting", "形式", "How, where and by whom"),
            Name("children", "人数", "Children"),
            Name("attendance", "年龄与群体", "Ages and groups"),
            Name("quality", "质量卡", "Quality card"),
            Name("told", "反馈日期", "Told back"),
            Name("told_back", "反馈内容", "What they were told"),
        ),
    ),
    Name(
        "attendance",
        "参与人数",
        "Who was heard",
        (
            Name("link", "环节", "Link"),
            Name("session", "场次", "Session"),
            Name("kind", "年龄与群体", "Age and group"),
            Name("children", "人数", "Children"),
        ),
    ),
    Name(
        "faces",
        "表情评分",
        "Five faces",
        (
            Name("link", "环节", "Link"),
            Name("question", "问题", "Question"),
            Name("face", "表情", "Face"),
            Name("children", "人数", "Children"),
        ),
    ),
    Name(
        "notices",
        "公示情况",
        "Public notices",
        (
            Name("opened", "公示开始", "Opened"),
            Name("closed", "公示截止", "Closed"),
            Name("comments", "意见数", "Comments"),
            Name("under_18", "未成年人意见数", "Under 18"),
            Name("set_aside", "未采用数", "Set aside"),
            Name("ending", "结束方式", "Ending"),
        ),
    ),
    Name(
        "comments",
        "公示意见",
        "Comments of the public",
        (
            Name("said", "内容", "Said"),
            Name("comments", "意见数", "Comments"),
            Name("uptake", "采纳情况", "Uptake"),
            Name("reply", "答复", "Reply"),
        ),
    ),
)

FACTS = Name(
    "",
    "报告",
    "Report",
    (
        Name("title", "标题", "Title"),
        Name("other_title", "另一语言标题", "Title in the other language"),
        Name("kind", "报告名称", "Name of the report"),
        Name("case_number", "案件编号", "Case number"),
        Name("city", "城市", "City"),
        Name("unit_term", "起草单位称谓", "Term for the drafting unit"),
        Name("drafting_unit", "起草单位", "Drafting unit"),
        Name("contributors", "参与作答单位", "With answers by"),
        Name("matter_class", "事项类别", "Class of matter"),
        Name("tier", "层级", "Tier"),
        Name("depth", "评价深度", "Depth"),
        Name("gate", "评价节点", "Assessed at"),
        Name("ages", "涉及年龄", "Ages concerned"),
        Name("plan", "列入计划", "Plan"),
        Name("started", "起草开始日期", "Drafting began"),
        Name("screened", "筛查时点", "Screened"),
        Name("handed_in", "提交日期", "Handed in"),
        Name("signed", "签署日期", "Signed"),
        Name("round", "轮次", "Round"),
        Name("summary", "事项概要", "Summary of the matter"),
        Name("result", "结论", "Result"),
        Name("basis", "结论依据", "Basis of the result"),
        Name("concluded_term", "结论日期称谓", "Term for the date of the result"),
        Name("concluded", "结论日期", "Date of the result"),
        Name("red_lines", "触及红线", "Red lines touched"),
        Name("negative", "负面指标", "Negative indicators"),
        Name("uncertain", "不确定指标", "Uncertain indicators"),
        Name("disputed", "专家分歧", "Experts apart"),
        Name("worst_off", "最不利群体", "Worst off"),
        Name("vote", "表决情况", "Vote"),
        Name("note", "审定说明", "Note on the decision"),
        Name("superseded", "取代的审定", "Supersedes"),
        Name("deviation", "偏离理由", "Why it differs"),
        Name("lapses", "失效日期", "Lapses on"),
        Name("follow_up", "跟踪安排", "Follow-up"),
        Name("panel", "专家评审", "Expert panel"),
        Name("robustness", "结论稳健性", "Robustness"),
        Name("agreement", "专家一致性", "Agreement"),
        Name("screening_result", "筛查结论", "Conclusion of the screening"),
        Name("screening_grounds", "筛查理由", "Grounds of the screening"),
        Name("set_name", "指标体系", "Indicator set"),
        Name("set_edition", "指标体系版次", "Edition of the set"),
        Name("set_hash", "指标体系散列值", "Hash of the set"),
        Name("provenance", "指标来源说明", "Origin of the indicators"),
        Name("reconstruction", "重建声明", "Word on reconstruction"),
        Name("sample", "示例声明", "Word on sample data"),
        Name("code", "核验码", "Verification code"),
        Name("checking_page", "核验页", "Checking page"),
        Name("record_hash", "记录散列值", "Hash of the record"),
        Name("ledger_place", "账本位置", "Place in the ledger"),
        Name(
            "aspects",
            "方面",
            "Aspects",
            (
                Name("name", "名称", "Name"),
                Name("own", "自评均值", "Self-rating"),
                Name("experts", "专家均值", "Experts"),
                Name("lowest", "最低项", "Lowest item"),
                Name("indicators", "指标", "Indicators", _INDICATOR),
            ),
        ),
        Name("indicators", "指标", "Indicators", _INDICATOR),
        Name(
            "special_groups",
            "特殊群体",
            "Special groups",
            (
                Name("name", "名称", "Name"),
                Name("impact", "影响", "Impact"),
                Name("grounds", "理由", "Grounds"),
            ),
        ),
        Name(
            "children",
            "受影响儿童",
            "Children affected",
            (
                Name("group", "群体", "Group"),
                Name("age", "年龄段", "Age"),
                Name("number", "人数", "Children"),
                Name("source", "数据来源", "Source"),
            ),
        ),
        Name(
            "participation",
            "儿童参与",
            "Children’s part",
            (Name("link", "环节", "Link"), Name("plan", "安排", "Plan")),
        ),
        *_HEARD,
        Name(
            "screening",
            "筛查问题",
            "Screening questions",
            (
                Name("question", "问题", "Question"),
                Name("answer", "回答", "Answer"),
                Name("remark", "说明", "Remark"),
            ),
        ),
        Name(
            "opinions",
            "意见",
            "Opinions",
            (
                Name("number", "序号", "Number"),
                Name("source", "意见来源", "Of whom"),
                Name("indicator", "指标编号", "Indicator"),
                Name("reference", "所指条款", "Passage"),
                Name("text", "内容", "Text"),
                Name("uptake", "采纳情况", "Uptake"),
                Name("reply", "答复", "Reply"),
                Name("clause", "落实条款", "Clause"),
            ),
        ),
        Name(
            "discussed",
            "讨论指标",
            "What was discussed",
            (
                Name("number", "编号", "Number"),
                Name("name", "名称", "Name"),
                Name("first", "封存时", "As sealed"),
                Name("first_spread", "封存时极差", "Range as sealed"),
                Name("second", "讨论后", "After the discussion"),
                Name("second_spread", "讨论后极差", "Range after the discussion"),
            ),
        ),
        Name(
            "votes",
            "票数",
            "Votes",
            (Name("choice", "选项", "Choice"), Name("count", "票数", "Count")),
        ),
        Name(
            "conditions",
            "条件",
            "Conditions",
            (
                Name("number", "序号", "Number"),
                Name("text", "内容", "What must be done"),
                Name("indicator", "指标编号", "Indicator"),
                Name("owner", "责任单位", "By whom"),
                Name("due", "期限", "Due"),
                Name("proof", "证明方式", "To be shown by"),
            ),
        ),
        Name(
            "dissents",
            "不同意见",
            "Other opinions",
            (Name("choice", "选项", "Choice"), Name("opinion", "内容", "Opinion")),
        ),
        Name(
            "steps",
            "推算过程",
            "How it was worked out",
            (Name("about", "对象", "Of what"), Name("text", "过程", "Steps")),
        ),
        Name(
            "evidence",
            "证据",
            "Evidence",
            (
                Name("indicator", "指标编号", "Indicator"),
                Name("name", "名称", "Name"),
                Name("page", "页码", "Page"),
                Name("dated", "日期", "Dated"),
                Name("access", "公开方式", "Access"),
                Name("hash", "散列值", "SHA-256"),
            ),
        ),
        Name(
            "withheld",
            "不予公开",
            "Withheld",
            (
                Name("number", "序号", "Number"),
                Name("what", "内容", "What"),
                Name("ground", "依据", "Ground"),
            ),
        ),
        Name("sources", "依据文件", "Sources", (Name("text", "内容", "Text"),)),
    ),
)


def each_name(within: Name = FACTS, above: str = "") -> Iterator[tuple[str, Name]]:
    """Every name with its place, as in "conditions.due"."""
    for each in within.many:
        place = f"{above}.{each.key}" if above else each.key
        yield place, each
        yield from each_name(each, place)
