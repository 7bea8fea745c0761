"""Three-way merge of texts: what changed from one text to another is changed in a third one."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s|<[^>]*>|[^\s<]+")

CONTEXT = 3
"""Tokens before and after a change that must be the same in the third text."""


def merge(before: str, after: str, other: str) -> str | None:
    """Return `other` with the changes from `before` to `after`; None if they do not fit.

    A change fits if it stands in `other` between the same words as in `before`, and if it makes no difference which of
    the two sets of changes is made first.
    """
    base, theirs, mine = (_TOKEN.findall(text) for text in (before, after, other))
    merged, opposite = _carry_over(base, theirs, mine), _carry_over(base, mine, theirs)
    if merged is None or merged != opposite:
        return None
    return "".join(merged)


def _carry_over(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str] | None:
    """Return `mine` with the changes from `base` to `theirs`; None if one does not fit."""
    same = _same_positions(base, mine)
    result, done = list[str](), 0
    for begin, end, new in _changes(base, theirs):
        first, last = max(begin - CONTEXT, 0), min(end + CONTEXT, len(base))
        around = [same.get(number) for number in range(first, last)]
        start = around[0] if around else 0
        if start is None or around != list(range(start, start + len(around))):
            return None
        here = start + begin - first
        if here < done:
            return None
        result += [*mine[done:here], *new]
        done = here + end - begin
    return [*result, *mine[done:]]


def _changes(base: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield the changed parts of `base`: begin, end and the new tokens."""
    for tag, begin, end, first, last in SequenceMatcher(None, base, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield begin, end, theirs[first:last]


def _same_positions(base: Sequence[str], mine: Sequence[str]) -> dict[int, int]:
    """Return the positions in `mine` of the tokens of `base` that are the same there."""
    blocks = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
