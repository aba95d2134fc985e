"""A set of two indicators, small enough to know its lines, and ways to spoil it."""

from functools import cache
from pathlib import Path

import pytest

from indicators.checking import check_set
from indicators.errors import InvalidFile
from indicators.schema import SetFile

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHIPPED = (
    "quzhou_25_indicators.yaml",
    "harbin_13_points.yaml",
    "dongguan_tiers.yaml",
    "examples/crwia_scotland.yaml",
)

SMALL = """\
code: small
edition: "1"
name: {zh: 小指标集, en: Small set}
provenance:
  status: own
  statement: {zh: 测试用。, en: For tests.}
  sources: []
scale:
  levels:
    - {value: -1, name: {zh: 坏, en: Bad}}
    - {value: 0, name: {zh: 平, en: Even}}
    - {value: 1, name: {zh: 好, en: Good}}
  not_applicable: {zh: 不适用, en: Not applicable}
  uncertain: {zh: 不确定, en: Uncertain}
groups:
  - {code: ALL, name: {zh: 全体儿童, en: All children}}
matter_classes:
  - {code: M1, name: {zh: 规划, en: Plans}}
workflow:
  stages:
    - {kind: self_assessment, name: {zh: 自评, en: Self}, days: 15}
    - {kind: office_check, name: {zh: 核对, en: Check}, days: 5}
    - {kind: expert_panel, name: {zh: 评分, en: Panel}, days: 10, experts: 3, aggregation: median}
    - {kind: committee, name: {zh: 审定, en: Committee}, days: 10, quorum: 2/3, majority: 1/2}
    - {kind: publication, name: {zh: 公布, en: Publication}, days: 20}
aspects:
  - code: A
    name: {zh: 服务, en: Services}
    indicators:
      - code: A1
        name: {zh: 托育, en: Childcare}
        question: {zh: 有何影响？, en: What is the effect?}
        evidence: {zh: 数据, en: Data}
        crc: [6, 18]
        groups: [ALL]
      - code: A2
        name: {zh: 教育, en: Education}
        question: {zh: 有何影响？, en: What is the effect?}
        evidence: {zh: 数据, en: Data}
        crc: [28]
        groups: [ALL]
        red_line: true
"""


@cache
def shipped(name: str) -> SetFile:
    """A set that comes with the project, checked."""
    return check_set((FIXTURES / name).read_bytes(), file=name)


def spoilt(old, new, text=SMALL):
    """The file's bytes with the one occurrence of `old` replaced."""
    assert text.count(old) == 1, f"{text.count(old)} times {old!r}"
    return text.replace(old, new).encode()


def problems_of(raw):
    """What the check says, line by line; it has to refuse."""
    with pytest.raises(InvalidFile) as refusal:
        check_set(raw, file="f.yaml")
    return str(refusal.value).splitlines()
