import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.text.encoding import decode

TEXT = "<p>골목 빵집은 새벽마다 이웃에 빵을 나눈다. 주인 펲 씨는 웃었다.</p>"
"""With a syllable that cp949 has and EUC-KR has not."""


def declaring(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{TEXT}</body></html>'


def xml_declaring(charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>\n<rss><title>{TEXT}</title></rss>'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_goes_before_every_name(encoding: str) -> None:
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


def test_the_header_goes_before_the_declaration() -> None:
    assert decode(declaring("gb2312").encode("cp949"), "euc-kr") == declaring("gb2312")


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "us-ascii", "hex", "idna", "klingon"]
)
def test_a_header_that_is_wrong_gives_way_to_the_declaration(charset: str) -> None:
    assert decode(declaring("euc-kr").encode("cp949"), charset) == declaring("euc-kr")


@pytest.mark.parametrize("charset", ["euc-kr", "iso-8859-1", "utf-16", "klingon", "", "\0", "한글", "x" * 1000])
def test_text_that_can_only_be_utf_8_is_read_so_whatever_it_is_called(charset: str) -> None:
    assert decode(declaring("euc-kr").encode(), charset) == declaring("euc-kr")


@pytest.mark.parametrize("charset", [None, "utf-8", "iso-8859-1"])
def test_cp949_that_nobody_names_or_that_is_named_wrongly_is_recognised(charset: str | None) -> None:
    assert decode(TEXT.encode("cp949"), charset) == TEXT


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "shift_jis", "euc_jp", "johab", "iso2022_kr"])
def test_other_encodings_of_east_asia_are_read_where_they_are_named(encoding: str) -> None:
    text = "한국" if encoding in {"johab", "iso2022_kr"} else "中國"
    assert decode(text.encode(encoding), encoding) == text


def test_syllables_in_parted_letters_are_put_together() -> None:
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
def test_what_is_not_text_is_refused_and_the_place_is_told(data: bytes, charset: str | None, reason: str) -> None:
    with pytest.raises(BrokenDocument, match=reason):
        decode(data, charset)


@given(
    st.binary(max_size=300),
    st.none() | st.text(max_size=20) | st.sampled_from(["utf-7", "undefined", "rot13", "cp037"]),
)
def test_bytes_of_any_kind_under_any_name_are_text_or_refused(data: bytes, charset: str | None) -> None:
    try:
        text = decode(data, charset)
    except BrokenDocument:
        return
    assert len(text) <= len(data)
