"""Where labels stand on a map, so that none covers another."""

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
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def contains(self, other: "Box") -> bool:
        """Whether another lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def contains_point(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left < x < self.right and self.top < y < self.bottom


_MIN_GAP = 14
"""Pixels."""


@dataclass(frozen=True, slots=True)
class LabelRequest:
    """A label that is to stand beside a point.

    Attributes:
        x: of the point, pixels.
        y: of the point, pixels.
        width: of the label, pixels.
        height: of the label, pixels.
        gap: how far the label stands from the point, pixels.
        may_cover: whether it may cover points that have no label, rather than be left out.
    """

    x: float
    y: float
    width: float
    height: float
    gap: float
    may_cover: bool = True

    @property
    def point(self) -> Box:
        """What other labels keep away from, so far that they do not seem to be this point's."""
        reach = self.gap + _MIN_GAP
        return Box(self.x - reach, self.y - self.gap, self.x + reach, self.y + self.gap)


_SIDES = (
    (1, 0), (-1, 0), (1, -0.6), (1, 0.6), (-1, -0.6), (-1, 0.6),
    (0, -1), (0, 1), (0.5, -1), (0.5, 1), (-0.5, -1), (-0.5, 1),
)  # fmt: skip
"""Where a label may stand, the best side first: right and left of its point, a little higher or lower, above, below."""


def place_labels(
    wishes: Sequence[LabelRequest], *, within: Box, taken: Sequence[Box] = (), points: Sequence[Box] = ()
) -> list[Box | None]:
    """The labels' boxes; None for one that has no room. Those that come first choose first.

    No box overlaps another, one that is taken, or the point of another label.

    Args:
        wishes: the labels, the most important first.
        within: what no label may leave.
        taken: what no label may cover.
        points: what a label should rather not cover, or not at all.
    """
    placed: list[Box | None] = []
    for wish in wishes:
        others = [other.point for other in wishes if other is not wish and _is_apart(other, wish)]
        covered = [*taken, *filter(None, placed), *others]
        free = [box for box in _candidate_boxes(wish) if within.contains(box) and not _overlaps_any(box, covered)]
        near = [point for point in points if not point.contains_point(wish.x, wish.y)]
        if not wish.may_cover:
            free = [box for box in free if not _overlaps_any(box, near)]
        placed.append(min(free, key=partial(_count_overlaps, near), default=None))
    return placed


def _count_overlaps(others: Sequence[Box], box: Box) -> int:
    return sum(map(box.overlaps, others))


def _overlaps_any(box: Box, others: Iterable[Box]) -> bool:
    return any(box.overlaps(other) for other in others)


def _is_apart(other: LabelRequest, wish: LabelRequest) -> bool:
    """Whether another point is apart; of two stations of one city, the label of one may cover the other."""
    return max(abs(other.x - wish.x), abs(other.y - wish.y)) > wish.gap


def _candidate_boxes(wish: LabelRequest) -> list[Box]:
    """The boxes in which a label may stand, the best first."""
    found = []
    for across, down in _SIDES:
        beside = abs(across) == 1
        x = wish.x + across * (wish.gap + wish.width / 2 if beside else wish.width / 2)
        y = wish.y + down * (wish.height / 2 if beside else wish.gap + wish.height / 2)
        found.append(Box(x - wish.width / 2, y - wish.height / 2, x + wish.width / 2, y + wish.height / 2))
    return found
