"""The goal for understanding names; `python -m bench.places_quality --wrong` lists the failing queries."""

from collections import Counter

import pytest

from bench.places_quality import (
    MAX_WRONG,
    MIN_RIGHT,
    QUERIES,
    Outcome,
    Query,
    classify,
    places_by_key,
    read_queries,
    share_right,
    share_wrong,
)
from bot.places import Answer
from tests.bot.factories import PLACES


@pytest.fixture(scope="module")
def queries() -> tuple[Query, ...]:
    return read_queries(QUERIES, places_by_key())


def test_there_are_five_thousand_queries_and_none_twice(queries: tuple[Query, ...]) -> None:
    texts = [query.text for query in queries]
    assert len(texts) == len(set(texts)) >= 5_000


def test_names_are_understood_or_a_question_and_hardly_ever_wrong(queries: tuple[Query, ...]) -> None:
    outcomes = Counter(classify(query, PLACES.find(query.text)) for query in queries)
    assert share_right(outcomes) >= MIN_RIGHT, outcomes
    assert share_wrong(outcomes) < MAX_WRONG, outcomes


def test_a_confident_answer_to_an_ambiguous_name_is_wrong(queries: tuple[Query, ...]) -> None:
    ambiguous = next(query for query in queries if query.text == "고성")
    certain = PLACES.find("강원 고성")
    assert classify(ambiguous, certain) is Outcome.WRONG


def test_a_place_without_an_answer_counts_as_not_found(queries: tuple[Query, ...]) -> None:
    known = next(query for query in queries if query.text == "강릉 날씨 어때")
    assert classify(known, Answer((), ())) is Outcome.NOT_FOUND
