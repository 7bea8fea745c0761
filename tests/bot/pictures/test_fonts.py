import pytest

from bot.pictures.fonts import BOLD, font
from sources.korea.stations import load_catalogue

HANGUL = "".join(map(chr, range(0xAC00, 0xD7A4, 11)))
KANA = "".join(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)]))
SIMPLIFIED = "气温观测报纸来源最高最低星期一二三四五六日月点时没有数据过去小时"
VIETNAMESE = "ăâđêôơưạảãáàằắẳẵặầấẩẫậẹẻẽéèềếểễệỉĩíìịọỏõóòồốổỗộờớởỡợụủũúùừứửữựỳýỷỹỵ"
SIGNS = "℃℉°−–·→0123456789"


def glyph(language: str, character: str) -> bytes:
    return bytes(font(language, 24).getmask(character))


@pytest.mark.parametrize(
    ("language", "characters"),
    [
        *((language, "".join(s.names[language] for s in load_catalogue())) for language in ("ko", "en", "ja", "zh")),
        ("ko", HANGUL),
        ("ja", KANA),
        ("zh", SIMPLIFIED),
        ("vi", VIETNAMESE + VIETNAMESE.upper()),
        ("en", SIGNS),
    ],
    ids=["ko", "en", "ja", "zh", "hangul", "kana", "simplified", "vietnamese", "signs"],
)
def test_every_used_character_has_a_glyph(language: str, characters: str) -> None:
    nothing = glyph(language, "\U0010ffff")
    assert [one for one in sorted(set(characters)) if not one.isspace() and glyph(language, one) == nothing] == []


def test_a_missing_glyph_is_detected() -> None:
    assert glyph("ko", "\U0010fffe") == glyph("ko", "\U0010ffff")


def test_each_language_has_its_own_character_forms() -> None:
    assert glyph("ja", "直") != glyph("zh", "直")


def test_a_heavier_font_is_wider() -> None:
    assert font("ko", 36, BOLD).getlength("Jeju 17") > font("ko", 36, 300).getlength("Jeju 17")
