"""Similarity of articles: decide from headlines and leads whether two articles report the same event.

Words are compared by their syllable bigrams. Four criteria decide; `tests/data/stories.json` holds labelled cases:

- Distinctions: articles that name other days, parts, persons, institutions or places
  (`bot.intake.articles.distinctions`).
- Opposites: articles in whose words two sides have changed places (`bot.intake.articles.opposites`).
- Figures: similar events are reported in the same words, but with different days, hours, counts and sums.
- Overlap: the shares of a headline found in the other article, and of the shorter article found in the longer.

If in doubt two articles are different: a duplicate is cheaper than a missed article.
"""

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from sys import intern
from typing import TypeAlias

from bot.intake.articles.distinctions import Distinctions, are_distinct, find_distinctions
from bot.intake.articles.opposites import Sides, are_opposite, find_sides
from sources.records import Article
from storage.content.articles import MAX_BEGINNING

# docs/decisions/010 has the measurements that the thresholds follow from.
MIN_HEADLINE_OVERLAP = 0.75
"""The smallest share of one headline that must be found in the other article (headline or lead)."""

MIN_AGREEING = 2
"""Common figures for which a smaller overlap is enough: few events have two numbers of the same units in common."""

MIN_AGREEING_OVERLAP = 0.62
"""The smallest share of one headline that must be found in the other article if figures agree."""

MIN_TEXT_OVERLAP = 0.47
"""The smallest share of the shorter article that must be found in the longer one."""

MIN_COMMON_FIGURES = 0.7
"""The smallest share of the figures of the article with fewer of them that both must have."""

# 오늘의 날씨, a headline of every day, has three.
MIN_BIGRAMS = 7
"""Syllable bigrams that a text needs to be compared."""

# A roundup has the words of each of its articles, but its headline says nothing of them: those of real feeds reach
# 0.33, and the labelled pairs begin at 0.38.
MIN_SMALLER_OVERLAP = 0.34
"""The smallest share of either headline that must be found in the other article."""

# Each poll compares its new articles with the few stored ones that pass the prefilter; a digest takes about 20 KB.
MAX_DIGESTS = 1_000
"""Digests in the cache."""

_MAX_LEAD = MAX_BEGINNING
# They say how the news arrived, not what happened.
_LABEL = re.compile(
    r"[\[(<【〈]\s*(?:속보|단독|긴급|상보|포토|사진|영상|동영상|화보|그래픽|업데이트|수정|(?:종합)?\s*[0-9]?\s*(?:종합|보))\s*[\])>】〉]"
)
_CIRCLED = re.compile("[①-⑳]")
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"([0-9]+(?:[.,:][0-9]+)*)([가-힣a-z%㎞㎏ℓ]?)", re.IGNORECASE)
_PARTICLES = frozenset("의에로과와이은는을를가도")
_VERB = "다"
_MIN_LEAD_WORDS = 12
_MIN_TEMPLATE = 0.5
"""The smallest share of equal words of two texts that have the same form."""


Figures: TypeAlias = AbstractSet[tuple[str, str]]
"""Numbers, each with its unit."""


@dataclass(frozen=True, slots=True)
class Digest:
    """Comparable features of an article.

    Attributes:
        headline: the syllable bigrams of the headline.
        text: the syllable bigrams of headline and lead.
        sides: what the headline, and what the lead, say of two sides, with the words of each.
        figures: the numbers in headline and lead, each with its unit or an empty string.
        distinctions: the days, persons, places and others that it names.
    """

    headline: frozenset[str]
    text: frozenset[str]
    sides: tuple[Sides, Sides]
    figures: frozenset[tuple[str, str]]
    distinctions: Distinctions


def get_digest(article: Article, day: dt.date | None = None) -> Digest:
    """Return the digest of an article, cached.

    Args:
        article: the article.
        day: the day on which it was published (KST), or None if it is not known.
    """
    return _make_digest(article.headline, get_lead(article), day)


def get_lead(article: Article) -> str:
    """Return the beginning of an article's text, as far as it is compared."""
    return (article.paragraphs[0] if article.paragraphs else article.subheadline or "")[:_MAX_LEAD]


@lru_cache(maxsize=MAX_DIGESTS)
def _make_digest(title: str, lead: str, published_on: dt.date | None) -> Digest:
    headline, bare_lead = _remove_labels(title), unicodedata.normalize("NFKC", lead)
    normal, normal_lead = _normalize(headline), _normalize(bare_lead)
    bigrams = _get_bigrams(normal)
    return Digest(
        headline=bigrams,
        text=bigrams | _get_bigrams(normal_lead),
        sides=(find_sides(headline, normal.split()), find_sides(bare_lead, normal_lead.split())),
        figures=_find_figures(f"{headline} {bare_lead}"),
        distinctions=find_distinctions(headline, bare_lead, published_on),
    )


def normalize_headline(headline: str) -> str:
    """Return a headline without labels such as ``[속보]`` and ``(종합2보)``, punctuation and case."""
    return _normalize(_remove_labels(headline))


def has_enough_text(article: Article) -> bool:
    """Return whether an article's text identifies it; 오늘의 날씨 does not, it is published every day."""
    # Not from its digest, which takes ten times as long.
    headline = normalize_headline(article.headline)
    if len(_get_bigrams(headline)) >= MIN_BIGRAMS:
        return True
    return len(_get_bigrams(f"{headline} {_normalize(get_lead(article))}")) >= MIN_BIGRAMS


def is_same_event(one: Digest, other: Digest) -> bool:
    """Return whether two articles report the same event."""
    # The overlaps first: they are found in less time, and most pairs have little in common.
    if get_text_overlap(one, other) < MIN_TEXT_OVERLAP:
        return False
    smaller, larger = get_headline_overlaps(one, other)
    least = MIN_HEADLINE_OVERLAP if len(one.figures & other.figures) < MIN_AGREEING else MIN_AGREEING_OVERLAP
    return smaller >= MIN_SMALLER_OVERLAP and larger >= least and not are_different_events(one, other)


def are_different_events(one: Digest, other: Digest) -> bool:
    """Return whether two articles are of different events by what they name, however similar their words are."""
    if have_other_figures(one.figures, other.figures) or _fill_one_template(one, other):
        return True
    # Under one headline only the leads can tell two articles apart.
    (headline, lead), (other_headline, other_lead) = one.sides, other.sides
    if are_opposite(headline, other_headline) or (headline == other_headline and are_opposite(lead, other_lead)):
        return True
    # Too little to compare: in doubt they stay two.
    if min(len(one.text), len(other.text)) < MIN_BIGRAMS:
        return True
    return are_distinct(one.distinctions, other.distinctions)


def get_headline_overlaps(one: Digest, other: Digest) -> tuple[float, float]:
    """Return the shares of the headlines that are found in the other article, from 0 to 1, the smaller one first.

    The larger one decides: a newspaper's short headline may be found whole in a longer one.
    """
    shares = _get_share(one.headline, other.text), _get_share(other.headline, one.text)
    return min(shares), max(shares)


def get_text_overlap(one: Digest, other: Digest) -> float:
    """Return the share of the shorter article that is found in the longer one, from 0 to 1."""
    leads = one.text - one.headline, other.text - other.headline
    # Under one headline only the leads can tell two articles apart.
    if one.headline == other.headline and all(leads):
        return _get_common_share(*leads)
    return _get_common_share(one.text, other.text)


class Prefilter:
    """Search for the articles whose headlines overlap with another article, without the digest of that one.

    Args:
        digests: the articles, numbered from 0.
    """

    def __init__(self, digests: Iterable[Digest]) -> None:
        self._digests = list(digests)
        self._numbers: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, digest in enumerate(self._digests):
            for bigram in digest.headline:
                self._numbers[tuple(bigram)].append(number)
        # Words of one syllable are rare in headlines, and looking for them takes as long as for pairs.
        self._has_single = any(len(bigram) == 1 for bigram in self._numbers)

    def find(self, headline: str, lead: str) -> list[int]:
        """Return the numbers of the articles that may be similar to one, given by its texts as printed."""
        # Syllables next to each other across words and marks count too: this must miss none of the digests' bigrams.
        letters = unicodedata.normalize("NFKC", f"{headline} {lead}").casefold()
        pairs = {*pairwise(letters), *zip(letters if self._has_single else "", strict=True)}
        shared = defaultdict[int, int](int)
        for bigram in self._numbers.keys() & pairs:
            for number in self._numbers[bigram]:
                shared[number] += 1
        likely = [number for number, count in shared.items() if count >= MIN_SMALLER_OVERLAP * self._count(number)]
        bigrams = _get_bigrams(normalize_headline(headline)) if likely else frozenset()
        return [
            number
            for number in likely
            if shared[number] >= MIN_AGREEING_OVERLAP * self._count(number)
            or _get_share(bigrams, self._digests[number].text) >= MIN_AGREEING_OVERLAP
        ]

    def _count(self, number: int) -> int:
        return len(self._digests[number].headline)


def find_most_similar(one: Digest, others: Sequence[Digest]) -> int | None:
    """Return the index of the most similar article on the same event, or None."""
    same = [index for index, other in enumerate(others) if is_same_event(one, other)]
    return max(same, key=lambda index: get_text_overlap(one, others[index]), default=None)


def _remove_labels(headline: str) -> str:
    """Return a headline in form NFKC without labels; a circled number becomes one in brackets."""
    numbered = _CIRCLED.sub(lambda match: f"({unicodedata.normalize('NFKC', match[0])})", headline)
    return _LABEL.sub(" ", unicodedata.normalize("NFKC", numbered))


def _find_figures(text: str) -> frozenset[tuple[str, str]]:
    # Before punctuation is removed: 1,200 and 3.5 are one figure each.
    return frozenset((number, "" if unit in _PARTICLES else unit) for number, unit in _FIGURE.findall(text))


def have_other_figures(one: Figures, other: Figures) -> bool:
    """Return whether two articles give other numbers of the same units."""
    units = {unit for _, unit in one} & {unit for _, unit in other}
    mine, others = ({figure for figure in figures if figure[1] in units} for figures in (one, other))
    return bool(units) and _get_common_share(mine, others) < MIN_COMMON_FIGURES


def _fill_one_template(one: Digest, other: Digest) -> bool:
    """Return whether two texts are of one form and differ in the words that fill it, as in notices and columns."""
    headline, lead = (side.words for side in one.sides)
    other_headline, other_lead = (side.words for side in other.sides)
    if headline == other_headline:
        return _differ_in_words(lead, other_lead, (one, other))
    # With the same text it is the headline that was edited; a column's standing words are shorter.
    if lead == other_lead and len(lead) >= _MIN_LEAD_WORDS:
        return False
    return _differ_in_words(headline, other_headline, (one, other))


def _differ_in_words(words: Sequence[str], others: Sequence[str], digests: tuple[Digest, Digest]) -> bool:
    if len(words) != len(others):
        return False
    changed = [pair for pair in zip(words, others, strict=True) if not _is_one_word(*pair)]
    if not changed or len(changed) > (1 - _MIN_TEMPLATE) * len(words):
        return False
    one, other = ({word for side in digest.sides for word in side.words} for digest in digests)
    # A paper's synonym stands in the other's text; a filled-in word does not.
    return any(
        not (_stands_in(word, other) or _stands_in(other_word, one) or _FIGURE.match(word) or _FIGURE.match(other_word))
        for word, other_word in changed
    )


def _is_one_word(word: str, other: str) -> bool:
    """Return whether two words begin alike, as Korean words change at their ends, or are both verbs."""
    if word.endswith(_VERB) and other.endswith(_VERB):
        return True
    half = (min(len(word), len(other)) + 1) // 2
    return word[:half] == other[:half]


def _stands_in(word: str, words: Iterable[str]) -> bool:
    return any(_is_one_word(word, other) for other in words)


def _normalize(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _get_bigrams(words: str) -> frozenset[str]:
    # Interned: a language has few bigrams, and thousands of articles are cached.
    return frozenset(intern(bigram) for word in words.split() for bigram in _split_bigrams(word))


def _split_bigrams(word: str) -> list[str]:
    # Bigrams, because particles and compounds change words, and spacing varies: 인천시, 인천시가, 인천 시장.
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


def _get_share(bigrams: AbstractSet[object], of: AbstractSet[object]) -> float:
    return len(bigrams & of) / len(bigrams) if bigrams else 0.0


def _get_common_share(one: AbstractSet[object], other: AbstractSet[object]) -> float:
    """Return the share of the smaller set that is in the other one."""
    return len(one & other) / (min(len(one), len(other)) or 1)
