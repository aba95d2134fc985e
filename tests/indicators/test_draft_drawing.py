"""A draft's procedure is drawn, in every depth, while the rest of it may be unfinished."""

from indicators.editor.pages import procedure
from indicators.procedure import lanes
from tests.indicators.test_depths import DEEP
from tests.indicators.test_part_forms import plain


def test_a_draft_with_depths_is_drawn_lane_by_lane(english):
    data = plain(DEEP.encode()) | {"aspects": []}
    assert [lane.title for lane in lanes(procedure(data).file)] == ["Record sheet", "Full report"]


def test_a_faulty_depth_is_not_drawn():
    assert procedure(plain(DEEP.encode()) | {"depths": [{"code": "x y"}]}) is None
