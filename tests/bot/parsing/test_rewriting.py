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
        ("Jeju ngày 20/05", "Jeju ngày 20 tháng 05"),
        ("ngày 5/6 Jeju", "ngày 5 tháng 6 Jeju"),
        ("2024-05-20 Jeju", " 2024년 5월 20일  Jeju"),
        ("20.05.2024 Jeju", " 2024년 5월 20일  Jeju"),
        ("5/20/2024 Jeju", " 2024년 5월 20일  Jeju"),
        ("2023-02-29 Jeju", ", 2023-02-29,  Jeju"),
        ("20~22일 제주", "20일~22일 제주"),
        ("2~3일 뒤", "2~3일 뒤"),
        ("15-17/5 Jeju", "5/15~5/17 Jeju"),
        ("5/20~22 제주", "5/20~5/22 제주"),
        ("May 20 to 22", "May 20 to May 22"),
        ("20-22 May", "May 20-May 22"),
        ("May 20 to 7pm", "May 20 to 7pm"),
        ("từ 15 đến 17 tháng 5", "từ ngày 15 tháng 5 đến ngày 17 tháng 5"),
        ("từ 15 đến 17 giờ", "từ 15 đến 17 giờ"),
        ("13-12", "13-12"),
        ("20.5. Jeju", "5/20 Jeju"),
        ("5/20 제주", "5/20 제주"),
        ("12/5 Jeju", "12/5 Jeju"),
        ("20.5 degrees", "20.5 degrees"),
        ("2024/20/5", ", 2024/20/5, "),
        ("26.1.1 정동진", " 2026년 1월 1일  정동진"),
        ("26.1.1 Jeju", ", 26.1.1,  Jeju"),
        ("시월 구일", "10월 9일"),
        ("십일월 십일일", "11월 11일"),
        ("구월동 날씨", "구월동 날씨"),
        ("이월됐어", "이월됐어"),
        ("十月三日", "10月3日"),
        ("二十月三日", "二十月三日"),
        ("ngày ba mươi mốt tháng mười hai", "ngày 31 tháng 12"),
        ("October the third", "October 3"),
        ("third of May", "3th of May"),
        ("비 예보는 필요없고 미세먼지만", " 미세먼지만"),
        ("not the rain, just the dust", " just the dust"),
        ("뉴스 말고 날씨만 보내줘", " 날씨만 보내줘"),
    ],
)
def test_a_text_is_rewritten(text: str, rewritten: str) -> None:
    assert rewrite(text) == rewritten


@given(st.text(max_size=200))
def test_a_text_does_not_grow_much(text: str) -> None:
    assert len(rewrite(text)) <= 2 * len(text) + 20
