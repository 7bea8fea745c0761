import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.text.encoding import decode, decode_damaged

TEXT = "<p>골목 빵집은 새벽마다 이웃에 빵을 나눈다. 주인 펲 씨는 웃었다.</p>"
"""Contains a syllable that is in cp949 but not in EUC-KR."""


PAGE = (Path(__file__).parents[3] / "sources" / "sample_page.txt").read_text(encoding="utf-8")

JAPANESE = """気象庁は十四日、東京都心で今年初めての真夏日を観測したと発表した。
各地で気温が上がり、熱中症で搬送された人は百人を超えたという。
日本の首都圏では午後から雷を伴う激しい雨が降るおそれがある。
"""
SIMPLIFIED_CHINESE = """中央气象台今天早晨发布预报，全国大部分地区天气晴好，气温回升。
专家提醒市民，早晚温差较大，外出时请注意增减衣物，防止感冒。
北京市政府表示，今年将继续推进城市绿化和空气质量改善工作。
"""
TRADITIONAL_CHINESE = """中央氣象署今天表示，各地天氣晴朗穩定，早晚溫差大，請民眾注意保暖。
臺北市政府宣布，今年將擴大公園綠地面積，改善市區空氣品質。
"""
FRENCH = """L'été dernier, la météo a été très agréable à Orléans, où les élèves ont fêté la fin de l'année.
Les prévisions évoquent déjà une rentrée fraîche, voire gelée, à l'intérieur des Pyrénées.
"""
RUSSIAN = """Гидрометцентр сообщил, что сегодня в Москве ожидается тёплая и солнечная погода.
Температура воздуха днём поднимется до двадцати градусов, ночью возможны заморозки.
"""


def in_cp949(text: str, bullet: str) -> bytes:
    """Return the text in cp949, which has neither the page's bullet nor no-break spaces."""
    return text.replace("•", bullet).replace("\N{NO-BREAK SPACE}", "").encode("cp949")


def declaring(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{TEXT}</body></html>'


def xml_declaring(charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>\n<rss><title>{TEXT}</title></rss>'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_overrides_every_declaration(encoding: str) -> None:
    assert decode(declaring("euc-kr").encode(encoding), "cp949") == declaring("euc-kr")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_of_either_order_is_read_by_its_mark(mark: bytes) -> None:
    assert decode(mark + TEXT.encode("utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be")) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("page", [TEXT, xml_declaring("utf-16")])
def test_utf_16_without_a_mark_is_known_by_how_it_begins(encoding: str, page: str) -> None:
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize(
    "name",
    ["EUC-KR", "euckr", "ks_c_5601-1987", "KSC5601", "korean", "cp949", "MS949", "windows-949", "x-windows-949", "uhc"],
)
def test_every_korean_name_means_cp949(name: str) -> None:
    assert decode(TEXT.encode("cp949"), name) == TEXT
    assert decode(declaring(name).encode("cp949")) == declaring(name)
    assert decode(xml_declaring(name).encode("cp949")) == xml_declaring(name)


def test_the_header_overrides_the_declaration() -> None:
    assert decode(declaring("gb2312").encode("cp949"), "euc-kr") == declaring("gb2312")


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "us-ascii", "hex", "idna", "klingon"]
)
def test_the_declaration_overrides_a_wrong_header(charset: str) -> None:
    assert decode(declaring("euc-kr").encode("cp949"), charset) == declaring("euc-kr")


@pytest.mark.parametrize("charset", ["euc-kr", "iso-8859-1", "utf-16", "klingon", "", "\0", "한글", "x" * 1000])
def test_text_that_can_only_be_utf_8_overrides_the_declared_encoding(charset: str) -> None:
    assert decode(declaring("euc-kr").encode(), charset) == declaring("euc-kr")


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
def test_undeclared_or_wrongly_declared_cp949_is_recognised(charset: str | None) -> None:
    assert decode(TEXT.encode("cp949"), charset) == TEXT


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("bullet", ["·", "ㆍ", "*", "-"])
def test_an_undeclared_cp949_page_with_a_weather_ticker_is_decoded(bullet: str, charset: str | None) -> None:
    data = in_cp949(PAGE, bullet)
    assert decode(data, charset) == data.decode("cp949")


@pytest.mark.parametrize("bullet", ["·", "ㆍ"])
def test_an_undeclared_cp949_ticker_without_an_article_is_decoded(bullet: str) -> None:
    ticker = PAGE[: PAGE.rindex("℃") + 1]
    assert decode(in_cp949(ticker, bullet)) == in_cp949(ticker, bullet).decode("cp949")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (SIMPLIFIED_CHINESE, "gbk"),
        (TRADITIONAL_CHINESE, "big5"),
        (FRENCH, "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
    ],
)
def test_undeclared_text_in_other_languages_is_rejected(text: str, encoding: str) -> None:
    for part in (text, *text.splitlines()):
        with pytest.raises(BrokenDocument, match="is not utf-8 text"):
            decode(part.encode(encoding))


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_damaged_utf_8_page_is_rejected(removed: int) -> None:
    data = PAGE.encode()
    start = data.index("맑음".encode()) + removed
    with pytest.raises(BrokenDocument, match="is not utf-8 text"):
        decode(data[:start] + data[start + 1 :])


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "euc_jp", "johab", "iso2022_kr"])
def test_other_declared_encodings_of_east_asia_are_decoded(encoding: str) -> None:
    text = "한국" if encoding in {"johab", "iso2022_kr"} else "中國"
    assert decode(text.encode(encoding), encoding) == text


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1", "euc-kr"])
@pytest.mark.parametrize("damage", [b"\xff", b"\xec\x84", "맑".encode()[:2]])
def test_a_damaged_byte_of_a_utf_8_page_is_replaced_and_told(charset: str | None, damage: bytes) -> None:
    before, _, after = PAGE.partition("\n• 맑음")
    decoded = decode_damaged(f"{before}\n• ".encode() + damage + f"맑음{after}".encode(), charset)
    assert decoded.text == f"{before}\n• \ufffd맑음{after}"
    assert decoded.damage is not None
    assert decoded.damage.line == before.count("\n") + 2
    assert decoded.damage.reason == "bytes that are not utf-8 text: 1; \ufffd stands for each"
    assert "\ufffd맑음" in decoded.damage.text


@pytest.mark.parametrize("charset", ["euc-kr", None, "iso-8859-1"])
def test_a_damaged_byte_of_a_cp949_page_is_replaced_and_told(charset: str | None) -> None:
    data = in_cp949(PAGE, "·")
    decoded = decode_damaged(data[:5000] + b"\xff" + data[5000:], charset)
    assert decoded.text.count("\ufffd") <= 2
    assert decoded.damage is not None
    assert "cp949" in decoded.damage.reason


def test_an_undamaged_page_is_not_told_to_be_damaged() -> None:
    # A page may print the character itself.
    assert decode_damaged(f"{PAGE}\ufffd".encode()).damage is None


@pytest.mark.parametrize(
    "text", [JAPANESE.encode("shift_jis"), RUSSIAN.encode("koi8-r"), b"\xb0\xa1\xff" * 100, b"\xff"]
)
def test_text_that_is_mostly_damaged_is_rejected(text: bytes) -> None:
    with pytest.raises(BrokenDocument, match="is not utf-8 text"):
        decode_damaged(text)


@pytest.mark.parametrize(
    ("text", "encoding", "charset"),
    [
        (FRENCH, "latin-1", "iso-8859-1"),
        ("“Météo” – 5 €", "cp1252", "ISO-8859-1"),
        ("“Météo” – 5 €", "cp1252", "us-ascii"),
        ("İstanbul'da hava güneşli", "cp1254", "iso-8859-9"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        ("อากาศดี", "cp874", "tis-620"),
    ],
)
def test_a_declared_encoding_of_one_byte_is_read_as_browsers_do(text: str, encoding: str, charset: str) -> None:
    assert decode(text.encode(encoding), charset) == text


def test_decomposed_hangul_is_composed() -> None:
    assert decode("각".encode()) == "각"


@pytest.mark.parametrize(
    ("data", "charset", "reason"),
    [
        ("첫 줄\n둘".encode() + b"\xff", None, r"line 2: byte 11 is not utf-8 text"),
        (TEXT.encode() + b"\n\xb0", None, r"line 2: byte \d+ is not utf-8 text"),
        (TEXT.encode("cp949") + b"\n\xff\xfe", "euc-kr", r"line 2: byte \d+ is not cp949 text"),
        (codecs.BOM_UTF8 + TEXT.encode("cp949"), "cp949", r"line 1: byte \d+ is not utf-8-sig text"),
        (codecs.BOM_UTF16_LE + b"<", None, "is not utf-16 text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8, None, "is not utf-8 text"),
        (b"\x1f\x8b\x08\x00" + bytes(range(255, 0, -1)), "utf-8", "is not utf-8 text"),
        (b'<?xml encoding="klingon"?>', None, "unknown encoding, klingon"),
    ],
)
def test_bytes_that_are_not_text_are_rejected_with_their_position(
    data: bytes, charset: str | None, reason: str
) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        decode(data, charset)


@given(
    st.binary(max_size=300),
    st.none() | st.text(max_size=20) | st.sampled_from(["utf-7", "undefined", "rot13", "cp037"]),
)
def test_any_bytes_with_any_charset_are_decoded_or_rejected(data: bytes, charset: str | None) -> None:
    try:
        text = decode(data, charset)
    except BrokenDocument:
        return
    assert len(text) <= len(data)
