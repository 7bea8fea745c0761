"""Orders that put one place of a bulletin in the place of another: replace Seoul with Jeju, 대구 추가하고 서울 빼줘."""

from dataclasses import dataclass

from bot.parsing.marked_names import set_aside_names, without_names
from bot.parsing.place_names import PlaceName
from bot.parsing.rewriting import rewrite
from bot.parsing.vocabulary.exchange_words import ADDED, EXCHANGES, PLACE_REPLACED, REMOVING, REPLACING
from bot.parsing.wording import prepare
from bot.places import Places


@dataclass(frozen=True, slots=True)
class Exchange:
    """A place of a bulletin, and another one that should stand in its place.

    Attributes:
        out: the name of the place that should be left out.
        wanted: the name of the other one.
        rest: the text without them, in which nothing may remain that was not understood.
    """

    out: PlaceName
    wanted: PlaceName
    rest: str


def find_exchange(text: str, places: Places) -> Exchange | None:
    """Return the places that a text exchanges, or None if it exchanges none."""
    said = prepare(text)
    for pattern in EXCHANGES:
        if found := pattern.search(said):
            out, before_out = _find_name(found["out"], places)
            wanted, before_wanted = _find_name(found["wanted"], places)
            if out and wanted:
                rest = (said[: found.start()], before_out, before_wanted, said[found.end() :])
                return Exchange(out, wanted, " ".join(filter(None, map(str.strip, rest))))
    return None


def find_second_order(text: str, places: Places) -> str | None:
    """Return words of an order for two places, of which one would go and one would come; None if there is none."""
    marked = set_aside_names(rewrite(prepare(text)), places, [])
    replaced = PLACE_REPLACED.search(prepare(text))
    if replaced and places.find_whole(replaced["ko"]):
        return replaced[0]
    second = REPLACING.search(marked) or (REMOVING.search(marked) if ADDED.search(marked) else None)
    return second and without_names(second[0]).strip()


def _find_name(text: str, places: Places) -> tuple[PlaceName | None, str]:
    """Return the name at the end of some words, and the words before it."""
    words = text.split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        if places.find_whole(name) or (start == 0 and len(words) > 1 and places.find_written(name).matches):
            return PlaceName(name, places.find_written(name)), " ".join(words[:start])
    return None, ""
