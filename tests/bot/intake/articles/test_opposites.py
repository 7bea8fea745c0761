"""Two texts tell opposite results if the names have changed places, or the figures have, but not both."""

import pytest

from bot.intake.articles.opposites import Sides, are_opposite, find_sides
from bot.intake.articles.similarity import normalize_headline


def _sides(text: str) -> Sides:
    return find_sides(text, normalize_headline(text).split())


@pytest.mark.parametrize(
    ("one", "other", "opposite"),
    [
        ("Ulsan beats Jeonbuk", "Jeonbuk beats Ulsan", True),
        ("Ulsan HD beat Jeonbuk Hyundai in final", "Jeonbuk Hyundai beat Ulsan HD in final", True),
        ("울산, 전북 꺾고 4강", "전북, 울산 꺾고 4강", True),
        ("울산이 전북을 이겼다", "전북이 울산을 이겼다", True),
        ("울산 3-1 전북", "울산 1-3 전북", True),
        ("울산 3-1 전북", "전북 3-1 울산", True),
        ("울산, 전북에 3대1 승", "울산, 전북에 1대3 패", True),
        # The same result: names and figures have changed places, or neither have.
        ("울산 3-1 전북", "전북 1-3 울산", False),
        ("울산 3-1 전북", "울산 3대1 전북", False),
        # A part was moved as a whole.
        ("울산, 전북 꺾고 4강", "전북 꺾은 울산, 4강", False),
        ("인천시 버스 파업 철회", "버스 파업 철회한 인천시", False),
        # Other parts of the sentence.
        ("사과밭에 우박…피해 조사", "우박…사과밭 피해 조사", False),
        # Their order says nothing.
        ("울산·전북 축제 개최", "전북·울산 축제 개최", False),
        ("울산과 전북 축제 개최", "전북과 울산 축제 개최", False),
        ("Gaon and Naru share buses", "Naru and Gaon share buses", False),
        ("울산 1-1 전북", "전북 1-1 울산", True),
        ("", "", False),
    ],
)
def test_a_result_is_opposite_if_names_or_figures_have_changed_places(one: str, other: str, *, opposite: bool) -> None:
    assert are_opposite(_sides(one), _sides(other)) is opposite
    assert are_opposite(_sides(other), _sides(one)) is opposite
