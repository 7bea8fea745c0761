from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.labels import Box, LabelRequest, place_labels

SHEET = Box(0, 0, 1280, 1200)
coordinates = st.floats(0, 1280, allow_nan=False)
wishes = st.builds(
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


@given(st.lists(wishes, max_size=40), st.lists(boxes, max_size=3), st.lists(boxes, max_size=40))
def test_no_label_overlaps_another_or_what_is_taken_or_leaves_the_sheet(
    wanted: list[LabelRequest], taken: list[Box], points: list[Box]
) -> None:
    placed = place_labels(wanted, within=SHEET, occupied=taken, points=points)
    assert len(placed) == len(wanted)
    found = [box for box in placed if box is not None]
    assert all(SHEET.contains(box) for box in found)
    assert not any(box.overlaps(other) for i, box in enumerate(found) for other in [*found[:i], *taken])


@given(st.lists(wishes, max_size=30))
def test_no_label_covers_the_point_of_another(wanted: list[LabelRequest]) -> None:
    placed = place_labels(wanted, within=SHEET)
    for wish, box in zip(wanted, placed, strict=True):
        apart = [one for one in wanted if one is not wish and max(abs(one.x - wish.x), abs(one.y - wish.y)) > wish.gap]
        assert box is None or not any(box.overlaps(one.point) for one in apart)


@given(st.lists(wishes, max_size=30), st.lists(boxes, max_size=30))
def test_a_label_that_may_not_cover_points_covers_none_but_those_on_its_own_place(
    wanted: list[LabelRequest], points: list[Box]
) -> None:
    for wish, box in zip(wanted, place_labels(wanted, within=SHEET, points=points), strict=True):
        if box is not None and not wish.may_cover:
            assert not any(box.overlaps(point) for point in points if not point.contains_point(wish.x, wish.y))


def test_a_lone_label_stands_right_of_its_point() -> None:
    assert place_labels([LabelRequest(600, 600, 100, 40, 10)], within=SHEET) == [Box(610, 580, 710, 620)]


def test_at_the_right_edge_it_stands_left_of_it() -> None:
    assert place_labels([LabelRequest(1270, 600, 100, 40, 10)], within=SHEET) == [Box(1160, 580, 1260, 620)]


def test_where_there_is_no_room_the_first_has_its_label_and_the_last_has_none() -> None:
    crowd = [LabelRequest(600, 600, 100, 40, 10) for _ in range(20)]
    placed = place_labels(crowd, within=Box(480, 550, 720, 650))
    assert placed[0] is not None
    assert placed[-1] is None


def test_a_label_rather_stands_where_it_covers_no_point() -> None:
    (box,) = place_labels([LabelRequest(600, 600, 100, 40, 10)], within=SHEET, points=[Box(650, 595, 660, 605)])
    assert box == Box(490, 580, 590, 620)
