from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.labels import Box, LabelRequest, place_labels

SHEET = Box(0, 0, 1280, 1200)
coordinates = st.floats(0, 1280, allow_nan=False)
label_requests = st.builds(
    LabelRequest,
    x=coordinates,
    y=coordinates,
    width=st.floats(20, 300),
    height=st.floats(20, 60),
    gap=st.floats(1, 30),
    may_cover=st.booleans(),
)
boxes = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    coordinates, coordinates, st.floats(1, 400), st.floats(1, 400),
)  # fmt: skip


@given(st.lists(label_requests, max_size=40), st.lists(boxes, max_size=3), st.lists(boxes, max_size=40))
def test_labels_do_not_overlap_and_stay_inside(wanted: list[LabelRequest], taken: list[Box], points: list[Box]) -> None:
    placed = place_labels(wanted, within=SHEET, occupied=taken, points=points)
    assert len(placed) == len(wanted)
    found = [box for box in placed if box is not None]
    assert all(SHEET.contains(box) for box in found)
    assert not any(box.overlaps(other) for i, box in enumerate(found) for other in [*found[:i], *taken])


@given(st.lists(label_requests, max_size=30))
def test_no_label_covers_the_point_of_another(wanted: list[LabelRequest]) -> None:
    placed = place_labels(wanted, within=SHEET)
    for request, box in zip(wanted, placed, strict=True):
        apart = [
            one
            for one in wanted
            if one is not request and max(abs(one.x - request.x), abs(one.y - request.y)) > request.gap
        ]
        assert box is None or not any(box.overlaps(one.point) for one in apart)


@given(st.lists(label_requests, max_size=30), st.lists(boxes, max_size=30))
def test_a_label_that_may_not_cover_points_covers_none(wanted: list[LabelRequest], points: list[Box]) -> None:
    for request, box in zip(wanted, place_labels(wanted, within=SHEET, points=points), strict=True):
        if box is not None and not request.may_cover:
            assert not any(box.overlaps(point) for point in points if not point.contains_point(request.x, request.y))


def test_a_single_label_is_right_of_its_point() -> None:
    assert place_labels([LabelRequest(600, 600, 100, 40, 10)], within=SHEET) == [Box(610, 580, 710, 620)]


def test_a_label_at_the_right_edge_is_left_of_its_point() -> None:
    assert place_labels([LabelRequest(1270, 600, 100, 40, 10)], within=SHEET) == [Box(1160, 580, 1260, 620)]


def test_without_room_the_last_label_is_dropped() -> None:
    crowd = [LabelRequest(600, 600, 100, 40, 10) for _ in range(20)]
    placed = place_labels(crowd, within=Box(480, 550, 720, 650))
    assert placed[0] is not None
    assert placed[-1] is None


def test_a_label_prefers_a_side_without_points() -> None:
    (box,) = place_labels([LabelRequest(600, 600, 100, 40, 10)], within=SHEET, points=[Box(650, 595, 660, 605)])
    assert box == Box(490, 580, 590, 620)
