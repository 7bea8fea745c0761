import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.corrections.merge import merge

BEFORE = "인천 지금 59.1° 맑음 · 낮 22° (어제보다 ▲45°)\n부산 지금 16.0° 맑음 · 낮 20° (어제보다 ▲1°)"
AFTER = "인천 지금 15.9° 맑음 · 낮 22° (어제보다 ▲2°)\n부산 지금 16.0° 맑음 · 낮 20° (어제보다 ▲1°)"


def test_a_change_is_carried_over_to_the_same_text() -> None:
    assert merge(BEFORE, AFTER, BEFORE) == AFTER


def test_other_differences_stay() -> None:
    sent = BEFORE.replace("낮 22°", "낮 23°") + "\n☂️ 우산 챙기세요"
    assert merge(BEFORE, AFTER, sent) == AFTER.replace("낮 22°", "낮 23°") + "\n☂️ 우산 챙기세요"


@pytest.mark.parametrize(
    "sent",
    [
        BEFORE.replace("59.1°", "58.0°"),
        BEFORE.replace("지금 59.1°", "지금은 59.1°"),
        "부산 지금 16.0° 맑음 · 낮 20° (어제보다 ▲1°)",
        "",
    ],
)
def test_a_change_whose_place_looks_otherwise_is_refused(sent: str) -> None:
    assert merge(BEFORE, AFTER, sent) is None


texts = st.lists(st.sampled_from(["인천", "부산", "<b>", "15.9°", "16°", " ", "\n", "▲1°"]), max_size=30).map("".join)


@given(texts, texts)
def test_a_text_merged_with_itself_becomes_the_corrected_one(before: str, after: str) -> None:
    assert merge(before, after, before) == after
    assert merge(before, before, after) == after


@given(texts, texts, texts)
def test_any_texts_are_merged_or_refused(before: str, after: str, sent: str) -> None:
    merged = merge(before, after, sent)
    assert merged is None or merged == merge(before, sent, after)
