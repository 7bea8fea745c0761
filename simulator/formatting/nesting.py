"""The rules of nested entities, and the repair of entities that break them.

Formatting can be inside and around everything but code and dates. Quotes do not nest. All others can be inside
formatting and quotes only, and code inside quotes only. Of two entities that overlap, one is inside the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from simulator.formatting.entities import Entity, FormattedText, sort_entities

# No formatting is inside or around these.
_CODE = {"pre", "code", "date_time"}
_QUOTES = {"blockquote", "expandable_blockquote"}
_FORMATTING = {"bold", "italic", "underline", "strikethrough", "spoiler"}


def resolve_nesting(formatted: FormattedText) -> FormattedText:
    """Drop, merge and split the entities that cannot be combined, as Telegram does."""
    text, entities = formatted
    # Fast path for nearly all texts. Entities are sorted, so it is enough to compare neighbours.
    if not any(map(_touch_or_overlap, entities, entities[1:])):
        return formatted
    quotes = _without_overlaps(e for e in entities if e.type in _QUOTES)
    others = _without_overlaps(e for e in entities if e.type not in _QUOTES | _FORMATTING)
    whole = [*quotes, *(e for e in others if not any(_overlap(e, q) and not _is_inside(e, q) for q in quotes))]
    codes = [entity for entity in whole if entity.type in _CODE]
    cut: list[Entity] = []
    for formatting in sort_entities(_merged(e for e in entities if e.type in _FORMATTING)):
        for outside in _split_at_ends(formatting, codes):
            if not any(_is_inside(outside, code) for code in codes):
                cut += list(_split_at_ends(outside, [e for e in [*whole, *cut] if _partly_overlap(outside, e)]))
    return FormattedText(text, sort_entities([*whole, *cut]))


def _touch_or_overlap(first: Entity, second: Entity) -> bool:
    gap = second.offset - first.offset - first.length
    return gap < 0 or (gap == 0 and first.type == second.type)


def _overlap(first: Entity, second: Entity) -> bool:
    return first.offset < second.end and second.offset < first.end


def _partly_overlap(first: Entity, second: Entity) -> bool:
    return _overlap(first, second) and not _is_inside(first, second) and not _is_inside(second, first)


def _is_inside(inner: Entity, outer: Entity) -> bool:
    return outer.offset <= inner.offset and inner.end <= outer.end


def _without_overlaps(entities: Iterable[Entity]) -> list[Entity]:
    result: list[Entity] = []
    for entity in entities:
        if not result or result[-1].end <= entity.offset:
            result.append(entity)
    return result


def _merged(entities: Iterable[Entity]) -> Iterator[Entity]:
    last: dict[str, Entity] = {}
    for entity in entities:
        before = last.get(entity.type)
        if before and entity.offset <= before.end:
            last[entity.type] = before._replace(length=max(before.end, entity.end) - before.offset)
            continue
        if before:
            yield before
        last[entity.type] = entity
    yield from last.values()


def _split_at_ends(formatting: Entity, others: Sequence[Entity]) -> Iterator[Entity]:
    ends = {end for other in others for end in (other.offset, other.end)}
    inner = [end for end in ends if formatting.offset < end < formatting.end]
    for begin, end in pairwise(sorted([formatting.offset, *inner, formatting.end])):
        yield formatting._replace(offset=begin, length=end - begin)
