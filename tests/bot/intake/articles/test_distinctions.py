import pytest

from bot.intake.articles.distinctions import are_distinct, find_distinctions


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("전남광주통합특별시, 청년 지원금 접수", "광주시, 청년 지원금 접수", False),
        ("전남광주통합특별시, 청년 지원금 접수", "순천시, 청년 지원금 접수", False),
        ("순천시, 청년 지원금 접수", "광주시, 청년 지원금 접수", True),
        ("전남광주통합특별시, 청년 지원금 접수", "전북, 청년 지원금 접수", True),
    ],
)
def test_a_city_lies_in_the_province_into_which_it_was_merged(one: str, other: str, *, apart: bool) -> None:
    assert are_distinct(find_distinctions(one, "", None), find_distinctions(other, "", None)) is apart
