"""The goal for understanding names; `python -m bench.places_quality --wrong` lists the failing queries."""

from collections import Counter

import pytest

from bench.places_quality import (
    LEAST_RIGHT,
    MOST_WRONG,
    QUERIES,
    Query,
    Verdict,
    judge,
    places_by_key,
    read_queries,
    share_right,
    share_wrong,
)
from bot.places import Answer
from tests.bot.conftest import PLACES


@pytest.fixture(scope="module")
def queries() -> tuple[Query, ...]:
    return read_queries(QUERIES, places_by_key())


def test_there_are_a_thousand_queries_and_none_twice(queries: tuple[Query, ...]) -> None:
    texts = [query.text for query in queries]
    assert len(texts) == len(set(texts)) >= 1_000


def test_names_are_understood_or_a_question_and_hardly_ever_wrong(queries: tuple[Query, ...]) -> None:
    verdicts = Counter(judge(query, PLACES.find(query.text)) for query in queries)
    assert share_right(verdicts) >= LEAST_RIGHT, verdicts
    assert share_wrong(verdicts) < MOST_WRONG, verdicts


def test_a_confident_answer_to_an_ambiguous_name_is_wrong(queries: tuple[Query, ...]) -> None:
    ambiguous = next(query for query in queries if query.text == "고성")
    certain = PLACES.find("강원 고성")
    assert judge(ambiguous, certain) is Verdict.WRONG


def test_a_place_without_an_answer_counts_as_not_found(queries: tuple[Query, ...]) -> None:
    known = next(query for query in queries if query.text == "강릉 날씨 어때")
    assert judge(known, Answer((), ())) is Verdict.NOT_FOUND
