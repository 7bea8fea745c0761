"""Whether two articles tell the same story, from their headlines and leads alone.

Korean words carry their particles and are written together or apart, so words are compared by their pairs of
neighbouring syllables. Three things decide; `tests/data/stories.json` shows how far apart the cases lie:

- Places: headlines that name places of which the other article says nothing are of two towns' events.
- Figures: events of one kind are told in the same words, and differ in days, hours, counts and sums.
- Overlap: how much of a headline stands in the other article, and how much of the shorter article in the longer.

In doubt two articles are two stories: a story that is told twice costs less than one that is never told.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern

from sources.korea.regions import load_provinces
from sources.records import Article

HEADLINE = 0.75
"""The least part of one of the headlines that must stand in the other article, headline or lead."""

TEXT = 0.47
"""The least part of the shorter article that must stand in the longer."""

FIGURES = 0.7
"""The least part of the figures of the one with fewer that both must have."""

TELLING = 7
"""How many pairs of syllables a text needs to tell a story: 오늘의 날씨 has three."""

_PREFILTER = 1 / 3
"""The least part of a headline that must stand in an article to look at it more closely."""

MOST_DIGESTS = 5_000
"""How many articles' digests are kept, some 12 KB each: those of three days are compared with what each feed brings."""

_LONGEST_LEAD = 300
_MARK = re.compile(
    r"[\[(<【〈]\s*(?:속보|단독|긴급|상보|포토|사진|영상|동영상|화보|그래픽|날씨|업데이트|수정|(?:종합)?\s*[0-9]?\s*(?:종합|보))\s*[\])>】〉]"
)
"""How a piece of news came, not what it says."""

_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
_ENDING = re.compile(r"(?<=..)[시군구]$")


@dataclass(frozen=True, slots=True)
class Digest:
    """What of an article is compared.

    Attributes:
        headline: the pairs of syllables of the headline.
        text: those of headline and lead.
        figures: the numbers in headline and lead.
        words: headline and lead, normalised.
        places: the names of provinces and districts in the headline.
    """

    headline: frozenset[str]
    text: frozenset[str]
    figures: frozenset[str]
    words: str
    places: frozenset[str]


def digest(article: Article) -> Digest:
    """What of an article is compared with others."""
    return _digest(article.headline, _lead(article))


@lru_cache(maxsize=MOST_DIGESTS)
def _digest(title: str, lead: str) -> Digest:
    headline = normal_headline(title)
    words = f"{headline} {_normal(lead)}"
    return Digest(
        headline=_pairs(headline),
        text=_pairs(words),
        figures=frozenset(_FIGURE.findall(unicodedata.normalize("NFKC", f"{title} {lead}"))),
        words=words,
        places=frozenset(_places(headline)),
    )


def normal_headline(headline: str) -> str:
    """A headline's words without marks such as ``[속보]`` and ``(종합2보)``, without punctuation and case."""
    return _normal(_MARK.sub(" ", unicodedata.normalize("NFKC", headline)))


def is_telling(article: Article) -> bool:
    """Whether an article's words are enough to know it by; 오늘의 날씨 comes every day."""
    return len(digest(article).text) >= TELLING


def is_same_story(one: Digest, other: Digest) -> bool:
    """Whether two articles tell the same story."""
    return not differ(one, other) and in_headlines(one, other) >= HEADLINE and in_texts(one, other) >= TEXT


def differ(one: Digest, other: Digest) -> bool:
    """Whether places or figures say that two articles are of different events, however alike their words."""
    if one.figures and other.figures and _shared(one.figures, other.figures) < FIGURES:
        return True
    if min(len(one.text), len(other.text)) < TELLING:
        return True
    return _elsewhere(one, other) and _elsewhere(other, one)


def in_headlines(one: Digest, other: Digest) -> float:
    """How much of one of the headlines stands in the other article, from 0 to 1."""
    return max(_part(one.headline, other.text), _part(other.headline, one.text))


def in_texts(one: Digest, other: Digest) -> float:
    """How much of the shorter article stands in the longer, from 0 to 1."""
    return _shared(one.text, other.text)


class SimilarityIndex:
    """Finds the article that tells the same story among many, without comparing each with each."""

    def __init__(self) -> None:
        self._digests: list[Digest] = []
        self._places_of: dict[str, list[int]] = defaultdict(list)

    def add(self, one: Digest) -> None:
        """Put an article among those that are searched; they are numbered from 0."""
        for pair in one.text:
            self._places_of[pair].append(len(self._digests))
        self._digests.append(one)

    def find(self, one: Digest) -> int | None:
        """The number of the article that is most like this one and tells its story, or None."""
        shared = Counter[int]()
        for pair in one.headline:
            shared.update(self._places_of.get(pair, ()))
        least = _PREFILTER * len(one.headline)
        alike = [number for number, pairs in shared.items() if pairs >= least]
        told = [number for number in alike if is_same_story(one, self._digests[number])]
        return max(told, key=lambda number: in_texts(one, self._digests[number]), default=None)


def _lead(article: Article) -> str:
    return (article.paragraphs[0] if article.paragraphs else article.subheadline or "")[:_LONGEST_LEAD]


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _pairs(words: str) -> frozenset[str]:
    # Interned, because a language has few pairs and thousands of articles are kept.
    return frozenset(
        intern(pair) for word in words.split() for pair in ([word[i : i + 2] for i in range(len(word) - 1)] or [word])
    )


def _part(pairs: frozenset[str], of: frozenset[str]) -> float:
    return len(pairs & of) / len(pairs) if pairs else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set is in the other."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def _elsewhere(one: Digest, other: Digest) -> bool:
    """Whether a headline names places, and the other article none of them."""
    return bool(one.places) and not any(place in other.words for place in one.places)


def _places(headline: str) -> set[str]:
    names = _names()
    return {word[:length] for word in headline.split() for length in (2, 3, 4) if word[:length] in names}


@cache
def _names() -> frozenset[str]:
    """Provinces and districts as headlines call them, without their endings."""
    provinces = load_provinces()
    names = {_ENDING.sub("", district) for province in provinces for district in province.districts}
    return frozenset({name for name in names if len(name) > 1} | {province.name for province in provinces})
