"""Label placement on a map without overlaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether two boxes share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, other: "Box") -> bool:
        """Return whether another box lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def contains_point(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left < x < self.right and self.top < y < self.bottom


_MIN_GAP = 14
"""Distance between a label and another label's point, pixels."""


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label to place next to a point.

    Attributes:
        x: the point, pixels.
        y: the point, pixels.
        width: the label's width, pixels.
        height: the label's height, pixels.
        gap: the distance of the label from the point, pixels.
        may_cover: whether it may cover points without a label; otherwise it is dropped.
    """

    x: float
    y: float
    width: float
    height: float
    gap: float
    may_cover: bool = True

    @property
    def point(self) -> Box:
        """The area that other labels avoid, so that they are not read as this point's label."""
        reach = self.gap + _MIN_GAP
        return Box(self.x - reach, self.y - self.gap, self.x + reach, self.y + self.gap)


_SIDES = (
    (1, 0), (-1, 0), (1, -0.6), (1, 0.6), (-1, -0.6), (-1, 0.6),
    (0, -1), (0, 1), (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1),
)  # fmt: skip
"""Positions of a label, the best first: right and left of its point, higher or lower, above, below."""


def place_labels(
    requests: Sequence[LabelRequest], *, within: Box, occupied: Sequence[Box] = (), points: Sequence[Box] = ()
) -> list[Box | None]:
    """Return the labels' boxes, or None for a label without room. Earlier labels choose first.

    No box overlaps another, an occupied box, or the point of another label.

    Args:
        requests: the labels, the most important first.
        within: the bounds of all labels.
        occupied: boxes that no label may cover.
        points: points that labels avoid; a label that may not cover them is dropped instead.
    """
    # A greedy choice is enough: the most important labels come first, and the others may be dropped.
    placed: list[Box | None] = []
    for request in requests:
        others = [other.point for other in requests if other is not request and _is_apart(other, request)]
        covered = [*occupied, *filter(None, placed), *others]
        free = [box for box in _candidate_boxes(request) if within.contains(box) and not _overlaps_any(box, covered)]
        # Its own point is next to the label anyway.
        near = [point for point in points if not point.contains_point(request.x, request.y)]
        if not request.may_cover:
            free = [box for box in free if not _overlaps_any(box, near)]
        placed.append(min(free, key=partial(_count_overlaps, near), default=None))
    return placed


def _count_overlaps(others: Sequence[Box], box: Box) -> int:
    return sum(map(box.overlaps, others))


def _overlaps_any(box: Box, others: Iterable[Box]) -> bool:
    return any(box.overlaps(other) for other in others)


def _is_apart(other: LabelRequest, request: LabelRequest) -> bool:
    """Return whether two points are distinct. Of two stations in one city, one's label may cover the other."""
    return max(abs(other.x - request.x), abs(other.y - request.y)) > request.gap


def _candidate_boxes(request: LabelRequest) -> list[Box]:
    """Return the possible boxes of a label, the best first."""
    found = []
    for across, down in _SIDES:
        beside = abs(across) == 1
        x = request.x + across * (request.gap + request.width / 2 if beside else request.width / 2)
        y = request.y + down * (request.height / 2 if beside else request.gap + request.height / 2)
        found.append(Box(x - request.width / 2, y - request.height / 2, x + request.width / 2, y + request.height / 2))
    return found
