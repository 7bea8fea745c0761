"""The rules separate the labelled pairs of `tests/data/stories.json`, most of `tests/data/story_pairs.csv`, and
`tests/data/opposite_pairs.csv`."""

import csv
import datetime as dt
import json
import random
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.articles.similarity import (
    MIN_AGREEING_OVERLAP,
    MIN_SMALLER_OVERLAP,
    MIN_TEXT_OVERLAP,
    Digest,
    Prefilter,
    are_different_events,
    get_digest,
    get_headline_overlaps,
    get_text_overlap,
    have_other_figures,
    is_same_event,
    normalize_headline,
)
from sources.records import Article

DATA = Path(__file__).parents[3] / "data"


@dataclass(frozen=True)
class Pair:
    same: bool
    kind: str
    one: Digest
    other: Digest
    texts: tuple[str, str]


def _article(told: dict[str, str]) -> Article:
    return Article(told["headline"], paragraphs=(told["lead"],) if told["lead"] else ())


def _pair(same: bool, kind: str, first: dict[str, str], second: dict[str, str]) -> Pair:
    texts = second["headline"], second["lead"]
    return Pair(same, kind, get_digest(_article(first)), get_digest(_article(second)), texts)


def _pairs() -> list[Pair]:
    rows = json.loads((DATA / "stories.json").read_text(encoding="utf-8"))
    return [_pair(row["same"], row["kind"], row["first"], row["second"]) for row in rows]


def _read_pairs(name: str) -> list[Pair]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    articles = [[{"headline": row[f"headline_{one}"], "lead": row[f"lead_{one}"]} for one in "ab"] for row in rows]
    return [_pair(row["same"] == "yes", "", *both) for row, both in zip(rows, articles, strict=True)]


PAIRS = _pairs()
OTHER_PAIRS = _read_pairs("story_pairs.csv")
"""Pairs that somebody else wrote, before any of the rules; of half of them only the totals were looked at."""

OPPOSITE_PAIRS = _read_pairs("opposite_pairs.csv")
"""Results in the same words: of the same sides with the other outcome, or told twice."""


def test_there_are_enough_pairs_of_both_kinds() -> None:
    assert sum(pair.same for pair in (*PAIRS, *OTHER_PAIRS)) >= 100
    assert sum(not pair.same for pair in (*PAIRS, *OTHER_PAIRS)) >= 100


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.kind)
def test_a_rewritten_article_is_recognized_and_similar_ones_are_not(pair: Pair) -> None:
    assert is_same_event(pair.one, pair.other) is pair.same
    assert is_same_event(pair.other, pair.one) is is_same_event(pair.one, pair.other)


def test_of_pairs_by_another_hand_none_is_merged_and_over_half_recognized() -> None:
    merged = [pair for pair in OTHER_PAIRS if not pair.same and is_same_event(pair.one, pair.other)]
    recognized = [pair for pair in OTHER_PAIRS if pair.same and is_same_event(pair.one, pair.other)]
    assert not merged
    assert len(recognized) >= 55


def test_opposite_results_are_not_merged_and_results_in_other_words_are() -> None:
    assert not [pair.texts for pair in OPPOSITE_PAIRS if not pair.same and is_same_event(pair.one, pair.other)]
    apart = [pair.texts for pair in OPPOSITE_PAIRS if pair.same and not is_same_event(pair.one, pair.other)]
    assert len(apart) <= 1, apart


def test_the_overlap_of_texts_separates_the_pairs() -> None:
    undecided = [pair for pair in PAIRS if not are_different_events(pair.one, pair.other)]
    alike = [pair for pair in undecided if get_headline_overlaps(pair.one, pair.other)[1] >= MIN_AGREEING_OVERLAP]
    least = min(get_text_overlap(pair.one, pair.other) for pair in alike if pair.same)
    most = max(get_text_overlap(pair.one, pair.other) for pair in alike if not pair.same)
    assert most + 0.15 < MIN_TEXT_OVERLAP < least - 0.15, (most, least)


def test_the_smaller_overlap_of_headlines_separates_roundups() -> None:
    same = [pair for pair in PAIRS if pair.same]
    assert min(get_headline_overlaps(pair.one, pair.other)[0] for pair in same) > MIN_SMALLER_OVERLAP + 0.03


def test_figures_separate_events_of_one_kind() -> None:
    apart = [pair for pair in PAIRS if not pair.same and have_other_figures(pair.one.figures, pair.other.figures)]
    assert len(apart) >= 15
    assert not any(have_other_figures(pair.one.figures, pair.other.figures) for pair in PAIRS if pair.same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("월미도 축제 5월 3일 개막", "월미도 축제 5월 4일 개막"),
        ("[오늘의 행사] 5월 3일 인천 문화 소식", "[오늘의 행사] 6월 3일 인천 문화 소식"),
        ("인천 문화 소식 (2024.05.03)", "인천 문화 소식 (2024.05.04)"),
        ("인천 문화 소식 (5/3)", "인천 문화 소식 (5/4)"),
        ("인천 주말 문화 소식 (토)", "인천 주말 문화 소식 (일)"),
        ("인천 오늘 버스 파업 첫차부터", "인천 내일 버스 파업 첫차부터"),
        ("섬마을 학교 이야기 (상)", "섬마을 학교 이야기 (하)"),
        ("섬마을 학교 이야기(上)", "섬마을 학교 이야기(下)"),
        ("섬마을 학교 이야기 (1/2)", "섬마을 학교 이야기 (2/2)"),
        ("섬마을 학교 이야기 ①", "섬마을 학교 이야기 ②"),
        ("섬마을 학교 이야기 <3>", "섬마을 학교 이야기 <4>"),
        ("섬마을 학교 이야기 7", "섬마을 학교 이야기 8"),
        ("섬마을 학교 이야기 1부", "섬마을 학교 이야기 2부"),
        ("제12회 월미도 바다 그리기 대회 성료", "제13회 월미도 바다 그리기 대회 성료"),
        ("월미도 바다열차 1단계 공사 착수", "월미도 바다열차 2단계 공사 착수"),
        ("지방세 1분기 고지서 발송 시작", "지방세 2분기 고지서 발송 시작"),
        ("인천 강풍주의보 발령에 여객선 통제", "인천 강풍주의보 해제에 여객선 통제"),
        ("[부고] 김영수(한빛초 교장)씨 부친상", "[부고] 박정희(한빛초 교장)씨 부친상"),
        ("[동정] 김영수 시장, 경로당 찾아 인사", "[동정] 박정희 시장, 경로당 찾아 인사"),
        ("[사설] 연수구의회 의정비 인상, 주민은 묻는다", "[사설] 계양구의회 의정비 인상, 주민은 묻는다"),
        ("고잔동 공장서 불, 인명 피해 없어", "가좌동 공장서 불, 인명 피해 없어"),
        ("가온시 어르신 김장 나눔 행사 열려", "나루시 어르신 김장 나눔 행사 열려"),
        ("Weather in the region: sunny Tuesday", "Weather in the region: sunny Wednesday"),
    ],
)
def test_what_an_article_names_keeps_it_apart(one: str, other: str) -> None:
    lead = "자세한 내용은 아래 기사에서 볼 수 있다고 주최 측이 밝혔다."
    digests = [get_digest(_article({"headline": headline, "lead": lead})) for headline in (one, other)]
    assert not is_same_event(*digests)
    assert is_same_event(digests[0], get_digest(_article({"headline": f"[속보] {one}", "lead": lead})))


@pytest.mark.parametrize("headline", ["오늘의 날씨 인천", "[날씨] 인천 흐리고 비", "띠별 운세", "인천 미세먼지 나쁨"])
def test_a_daily_column_of_another_day_is_another_article(headline: str) -> None:
    article = _article({"headline": headline, "lead": "인천은 대체로 흐리겠고 낮 한때 비가 오는 곳이 있겠다."})
    monday, tuesday = (get_digest(article, dt.date(2024, 5, day)) for day in (13, 14))
    assert not is_same_event(monday, tuesday)
    assert is_same_event(monday, get_digest(article))


def test_under_one_headline_the_leads_decide() -> None:
    headline = "이웃 돕기 성금 잇따라 전달돼 훈훈한 겨울"
    one = _article({"headline": headline, "lead": "등대마을 부녀회는 김장을 팔아 모은 돈을 면사무소에 냈다."})
    other = _article({"headline": headline, "lead": "산골 학교 아이들이 저금통을 깨 주민센터를 찾아왔다고 한다."})
    later = _article({"headline": headline, "lead": "등대마을 부녀회가 김장을 팔아 모은 돈을 면사무소에 전했다."})
    assert not is_same_event(get_digest(one), get_digest(other))
    assert is_same_event(get_digest(one), get_digest(later))


def test_a_place_within_another_is_no_other_place() -> None:
    lead = "경기 의정부시의 한 물류창고에서 불이 나 2시간 만에 꺼졌다."
    one = get_digest(_article({"headline": "경기 물류창고 불 2시간 만에 꺼져", "lead": lead}))
    assert is_same_event(one, get_digest(_article({"headline": "의정부 물류창고 불 2시간 만에 꺼져", "lead": lead})))
    assert not is_same_event(one, get_digest(_article({"headline": "강릉 물류창고 불 2시간 만에 꺼져", "lead": ""})))


@pytest.mark.parametrize(
    ("headline", "normal"),
    [
        ("[속보] 울릉 일주도로, 한때 통제", "울릉 일주도로 한때 통제"),
        ("남동공단 화재(종합2보)", "남동공단 화재"),
        ("<단독>【포토】 벚꽃", "벚꽃"),
        ("[인사] 인천시", "인사 인천시"),
        ("오늘의 운세 (3월 4일)", "오늘의 운세 3월 4일"),
        ("ＬＥＤ 등", "led 등"),
    ],
)
def test_only_labels_are_removed_from_a_headline(headline: str, normal: str) -> None:
    assert normalize_headline(headline) == normal


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=200))
def test_any_texts_can_be_compared_and_the_order_does_not_matter(headline: str, lead: str, other: str) -> None:
    one, two = get_digest(Article(headline, paragraphs=(lead,))), get_digest(Article(other))
    assert is_same_event(one, two) is is_same_event(two, one)


def test_the_prefilter_misses_no_pair_that_is_one_event() -> None:
    pairs = [*PAIRS, *OTHER_PAIRS, *OPPOSITE_PAIRS]
    prefilter = Prefilter(pair.one for pair in pairs)
    for pair in pairs:
        alike = {number for number, other in enumerate(pairs) if is_same_event(pair.other, other.one)}
        assert alike <= set(prefilter.find(*pair.texts))


def test_the_digests_of_thousands_of_long_articles_take_little_memory() -> None:
    chance = random.Random(1)  # noqa: S311 - no secret
    words = ["".join(chance.choices("가나다라마바사아자차카타파하거너더러머버서어저처", k=3)) for _ in range(2000)]
    texts = [" ".join(chance.choices(words, k=400)) for _ in range(300)]
    tracemalloc.start()
    try:
        for place, text in enumerate(texts):
            get_digest(Article(f"{place} {text[:40]}", paragraphs=(text, text * 5)))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept / len(texts) < 25_000
