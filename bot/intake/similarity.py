"""Similarity of articles: decide from headlines and leads whether two articles report the same event.

Words are compared by their syllable bigrams. Three criteria decide; `tests/data/stories.json` holds labelled cases:

- Places: headlines that name different places report events in different towns.
- Figures: similar events are reported in the same words, but with different days, hours, counts and sums.
- Overlap: the shares of a headline found in the other article, and of the shorter article found in the longer.

If in doubt two articles are different: a duplicate is cheaper than a missed article.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from sys import intern

from sources.korea.regions import load_provinces
from sources.records import Article

# The 68 labelled pairs separate at 0.73 and 0.77 (docs/decisions/010).
MIN_HEADLINE_OVERLAP = 0.75
"""The smallest share of one headline that must be found in the other article (headline or lead)."""

# The labelled pairs separate at 0.28 and 0.66: this is the middle.
MIN_TEXT_OVERLAP = 0.47
"""The smallest share of the shorter article that must be found in the longer one."""

MIN_COMMON_FIGURES = 0.7
"""The smallest share of the figures of the article with fewer of them that both must have."""

# 오늘의 날씨, a headline of every day, has three.
MIN_BIGRAMS = 7
"""Syllable bigrams that a text needs to be compared."""

# Well below MIN_HEADLINE_OVERLAP: it may be the other, shorter headline that is found in this article.
_PREFILTER = 1 / 3
"""The smallest share of a headline found in an article for which the full comparison is made."""

# New articles are compared with those of three days at each poll; a digest takes about 12 KB.
MAX_DIGESTS = 5_000
"""Digests in the cache."""

_MAX_LEAD = 300
# They say how the news arrived, not what happened.
_LABEL = re.compile(
    r"[\[(<【〈]\s*(?:속보|단독|긴급|상보|포토|사진|영상|동영상|화보|그래픽|날씨|업데이트|수정|(?:종합)?\s*[0-9]?\s*(?:종합|보))\s*[\])>】〉]"
)
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
# At least two syllables must stay: 중구 is a name, 중 is none.
_ENDING = re.compile(r"(?<=..)[시군구]$")


@dataclass(frozen=True, slots=True)
class Digest:
    """Comparable features of an article.

    Attributes:
        headline: the syllable bigrams of the headline.
        text: the syllable bigrams of headline and lead.
        figures: the numbers in headline and lead.
        words: headline and lead, normalised.
        places: the names of provinces and districts in the headline.
    """

    headline: frozenset[str]
    text: frozenset[str]
    figures: frozenset[str]
    words: str
    places: frozenset[str]


def get_digest(article: Article) -> Digest:
    """Return the digest of an article, cached."""
    return _make_digest(article.headline, _get_lead(article))


@lru_cache(maxsize=MAX_DIGESTS)
def _make_digest(title: str, lead: str) -> Digest:
    headline = normalize_headline(title)
    words = f"{headline} {_normalize(lead)}"
    return Digest(
        headline=_get_bigrams(headline),
        text=_get_bigrams(words),
        # Before punctuation is removed: 1,200 and 3.5 are one figure each.
        figures=frozenset(_FIGURE.findall(unicodedata.normalize("NFKC", f"{title} {lead}"))),
        words=words,
        places=frozenset(_find_places(headline)),
    )


def normalize_headline(headline: str) -> str:
    """Return a headline without labels such as ``[속보]`` and ``(종합2보)``, punctuation and case."""
    return _normalize(_LABEL.sub(" ", unicodedata.normalize("NFKC", headline)))


def has_enough_text(article: Article) -> bool:
    """Return whether an article's text identifies it; 오늘의 날씨 does not, it is published every day."""
    return len(get_digest(article).text) >= MIN_BIGRAMS


def is_same_event(one: Digest, other: Digest) -> bool:
    """Return whether two articles report the same event."""
    return (
        not are_different_events(one, other)
        and get_headline_overlap(one, other) >= MIN_HEADLINE_OVERLAP
        and get_text_overlap(one, other) >= MIN_TEXT_OVERLAP
    )


def are_different_events(one: Digest, other: Digest) -> bool:
    """Return whether places or figures show that two articles are of different events, however similar their words."""
    if one.figures and other.figures and _get_common_share(one.figures, other.figures) < MIN_COMMON_FIGURES:
        return True
    # Too little to compare: in doubt they stay two.
    if min(len(one.text), len(other.text)) < MIN_BIGRAMS:
        return True
    return _names_other_places(one, other) and _names_other_places(other, one)


def get_headline_overlap(one: Digest, other: Digest) -> float:
    """Return the larger share of a headline that is found in the other article, from 0 to 1."""
    # The larger one: a newspaper's short headline may be found whole in a longer one.
    return max(_get_share(one.headline, other.text), _get_share(other.headline, one.text))


def get_text_overlap(one: Digest, other: Digest) -> float:
    """Return the share of the shorter article that is found in the longer one, from 0 to 1."""
    return _get_common_share(one.text, other.text)


class SimilarityIndex:
    """Index that finds the most similar article without comparing all pairs."""

    def __init__(self) -> None:
        self._digests: list[Digest | None] = []
        self._articles_by_bigram: dict[str, list[int]] = defaultdict(list)

    def add(self, one: Digest) -> int:
        """Add an article and return its number."""
        number = len(self._digests)
        for bigram in one.text:
            self._articles_by_bigram[bigram].append(number)
        self._digests.append(one)
        return number

    def remove(self, number: int) -> None:
        """Remove an article."""
        self._digests[number] = None

    def find(self, one: Digest) -> int | None:
        """Return the number of the most similar article on the same event, or None."""
        shared = Counter[int]()
        for bigram in one.headline:
            shared.update(self._articles_by_bigram.get(bigram, ()))
        least = _PREFILTER * len(one.headline)
        overlaps = {
            number: get_text_overlap(one, other)
            for number, bigrams in shared.items()
            if bigrams >= least and (other := self._digests[number]) is not None and is_same_event(one, other)
        }
        return max(overlaps, key=overlaps.__getitem__, default=None)


def _get_lead(article: Article) -> str:
    return (article.paragraphs[0] if article.paragraphs else article.subheadline or "")[:_MAX_LEAD]


def _normalize(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _get_bigrams(words: str) -> frozenset[str]:
    # Interned: a language has few bigrams, and thousands of articles are cached.
    return frozenset(intern(bigram) for word in words.split() for bigram in _split_bigrams(word))


def _split_bigrams(word: str) -> list[str]:
    # Bigrams, because particles and compounds change words, and spacing varies: 인천시, 인천시가, 인천 시장.
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


def _get_share(bigrams: frozenset[str], of: frozenset[str]) -> float:
    return len(bigrams & of) / len(bigrams) if bigrams else 0.0


def _get_common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set that is in the other one."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def _names_other_places(one: Digest, other: Digest) -> bool:
    """Return whether a headline names places, and the other article none of them."""
    return bool(one.places) and not any(place in other.words for place in one.places)


def _find_places(headline: str) -> set[str]:
    names = _load_place_names()
    # Headlines attach particles and other words: 인천서, 강릉시가.
    return {word[:length] for word in headline.split() for length in (2, 3, 4) if word[:length] in names}


@cache
def _load_place_names() -> frozenset[str]:
    """Return provinces and districts as headlines write them, without their suffixes."""
    provinces = load_provinces()
    names = {_ENDING.sub("", district) for province in provinces for district in province.districts}
    return frozenset({name for name in names if len(name) > 1} | {province.name for province in provinces})
