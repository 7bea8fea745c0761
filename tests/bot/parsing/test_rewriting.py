"""Texts are brought into the form that the reader knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.rewriting import rewrite


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("내일서울비와?", "내일서울 비와?"),
        ("지금비와?", "지금 비와?"),
        ("thoi tiet Seoul", "thời tiết Seoul"),
        ("troi co mua khong, ngay mai", "trời có mưa không, ngày mai"),
        ("아니 원주 말고 전주", "아니  전주"),
        ("not Seoul but Busan", "Busan"),
        ("sân bay Incheon", "Incheon airport"),
        ("co mai", "co mai"),
        ("나비와 꽃", "나비와 꽃"),
        ("How is the weekend looking?", "How is the weekend look?"),
        ("looking for a hotel", "looking for a hotel"),
        ("20/5 Jeju", "5/20 Jeju"),
        ("Jeju 20/05", "Jeju 05/20"),
        ("Jeju ngày 20/05", "Jeju ngày 20/05"),
        ("2024-05-20 Jeju", ", 2024-05-20,  Jeju"),
        ("13-12", "13-12"),
        ("20.5. Jeju", "5/20 Jeju"),
        ("5/20 제주", "5/20 제주"),
        ("12/5 Jeju", "12/5 Jeju"),
        ("20.5 degrees", "20.5 degrees"),
        ("2024/20/5", "2024/20/5"),
    ],
)
def test_a_text_is_rewritten(text: str, rewritten: str) -> None:
    assert rewrite(text) == rewritten


@given(st.text(max_size=200))
def test_a_text_does_not_grow_much(text: str) -> None:
    assert len(rewrite(text)) <= 2 * len(text) + 20
