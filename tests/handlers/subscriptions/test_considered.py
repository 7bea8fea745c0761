"""Orders that somebody only considers: they are asked about with buttons, and nothing changes before."""

import pytest

from tests.handlers.settings.factories import only
from tests.talk import Talk


@pytest.mark.parametrize(
    ("text", "label"),
    [
        *((text, "❌ 인천") for text in ("인천 뺄까?", "인천 뺄까 말까", "should I remove Incheon?", "仁川を外そうか")),
        *((text, "❌ 인천") for text in ("要不要去掉仁川", "có nên bỏ Incheon không")),
        *((text, "08:00 ·") for text in ("8시로 바꿀까?", "8時に変えようかな", "要不要改成8点", "한 시간 늦출까요")),
        *((text, "부산") for text in ("부산도 넣을까?", "should I add Busan?", "釜山を足そうかな")),
        ("화씨로 바꿀까", "℃ → ℉"),
        ("알림 끌까?", "⏹"),
        ("영어로 바꿀까", "English"),
    ],
)
async def test_what_is_only_considered_is_offered(talk: Talk, text: str, label: str) -> None:
    await talk("/subscribe 07:00 서울 인천")
    before = await only(talk)
    shown = await talk(text)
    assert label in shown
    assert "[1]" in shown
    assert await only(talk) == before


@pytest.mark.parametrize("words", ["주말에는 9시로", "평일은 8시", "週末は9時に", "周末改9点"])
async def test_other_times_of_some_days_are_asked_about_after_the_command(talk: Talk, words: str) -> None:
    await talk("/subscribe 07:00 서울")
    before = await only(talk)
    assert "🆕" in await talk(f"/subscribe {words}")
    assert await only(talk) == before
