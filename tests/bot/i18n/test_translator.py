import datetime as dt

import pytest
from markupsafe import Markup

from bot.errors import UnknownLanguage
from bot.i18n.translator import Translator, Translators
from bot.i18n.weather_terms import condition_name
from tests.bot.factories import HOSTILE, TRANSLATORS

KO, EN = TRANSLATORS["ko"], TRANSLATORS["en"]


@pytest.mark.parametrize(
    ("tags", "language"),
    [
        (["ko"], "ko"),
        (["ko-KR"], "ko"),
        (["ko_KR"], "ko"),
        (["KO"], "ko"),
        (["en-GB"], "en"),
        (["fr"], "en"),
        (["zh-Hans-CN"], "zh"),
        (["zh-hant"], "zh"),
        (["ja-JP"], "ja"),
        (["vi"], "vi"),
        ([None], "ko"),
        ([], "ko"),
        ([""], "ko"),
        ([None, "en"], "en"),
        (["en", "ko"], "en"),
        (["-"], "en"),
    ],
)
def test_the_first_supported_language_is_chosen(tags: list[str | None], language: str) -> None:
    assert TRANSLATORS.choose(*tags).language == language


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("ko", "ko"),
        ("EN-gb", "en"),
        ("zh_TW", "zh"),
        ("한국어", "ko"),
        ("english", "en"),
        ("中文", "zh"),
        ("tiếng việt", "vi"),
        ("fr", None),
        ("한국", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_its_tag_and_its_own_name(word: str, language: str | None) -> None:
    assert TRANSLATORS.find_language(word) == language


def test_a_default_language_without_a_catalogue_is_rejected() -> None:
    with pytest.raises(UnknownLanguage, match="no language 'fr'; there are en, ja, ko, vi, zh"):
        Translators("fr")


def test_each_language_has_its_own_name() -> None:
    assert TRANSLATORS.names == {
        "en": "English",
        "ja": "日本語",
        "ko": "한국어",
        "vi": "Tiếng Việt",
        "zh": "中文",
    }


@pytest.mark.parametrize(
    ("temperature", "text"),
    [
        (15.9, "15.9℃"),
        (-3.14, "-3.1℃"),
        (0.0, "0.0℃"),
        (-0.04, "0.0℃"),
        (-0.0, "0.0℃"),
        (-0.05, "-0.1℃"),
        (30, "30.0℃"),
    ],
)
def test_a_temperature_has_one_decimal(tr: Translator, temperature: float, text: str) -> None:
    assert tr.degrees(temperature).replace("−", "-") == text


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["{next}"], "{next}"), (["인천", "{first}", "강릉"], "인천, {first}, 강릉")]
)
def test_names_are_joined(names: list[str], text: str) -> None:
    assert KO.join_names(names) == text


def test_values_are_escaped_and_markup_is_not() -> None:
    said = EN("Source: {source}", source=HOSTILE)
    assert said == Markup("Source: {}").format(HOSTILE)
    assert "<b>" not in said
    assert EN("Source: {source}", source=Markup("<b>x</b>")) == "Source: <b>x</b>"


def test_plain_text_is_not_escaped() -> None:
    assert EN.plain("Source: {source}", source="A & B") == "Source: A & B"


def test_braces_in_a_value_are_not_formatted(tr: Translator) -> None:
    assert "{source} {0}" in tr("Source: {source}", source="{source} {0}")


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1 station"), (2, "2 stations"), (0, "0 stations"), (1000, "1,000 stations")]
)
def test_english_has_two_plural_forms(n: int, text: str) -> None:
    assert EN.plural("<b>Korea</b> · {n} station", "<b>Korea</b> · {n} stations", n) == f"<b>Korea</b> · {text}"


@pytest.mark.parametrize("n", [1, 2])
def test_korean_has_one_plural_form(n: int) -> None:
    assert KO.plural("<b>Korea</b> · {n} station", "<b>Korea</b> · {n} stations", n) == f"<b>전국</b> · {n}곳"


def test_days_and_times_have_the_languages_format() -> None:
    day, time = dt.date(2024, 5, 13), dt.time(7)
    assert (KO.day(day), KO.full_day(day), KO.time(time)) == ("5월 13일 월요일", "2024년 5월 13일 월요일", "07:00")
    assert (EN.day(day), EN.full_day(day), EN.time(time)) == ("Monday, May 13", "Monday, May 13, 2024", "07:00")


@pytest.mark.parametrize(
    ("language", "day", "full_day", "moment", "degrees", "number", "names"),
    [
        ("ja", "5月13日月曜日", "2024年5月13日月曜日", "5月13日月曜日 07:00", "-0.5℃", "1,234.5", "仁川、江陵"),
        ("zh", "5月13日星期一", "2024年5月13日星期一", "5月13日星期一 07:00", "-0.5℃", "1,234.5", "仁川、江陵"),
        (
            "vi",
            "Thứ Hai, 13 tháng 5",
            "Thứ Hai, 13 tháng 5, 2024",
            "07:00 Thứ Hai, 13 tháng 5",
            "-0,5°C",
            "1.234,5",
            "仁川, 江陵",
        ),
    ],
)
def test_days_numbers_and_lists_have_the_languages_format(
    language: str, day: str, full_day: str, moment: str, degrees: str, number: str, names: str
) -> None:
    tr, date = TRANSLATORS[language], dt.date(2024, 5, 13)
    assert (tr.day(date), tr.full_day(date)) == (day, full_day)
    assert tr.moment(day, dt.time(7)) == moment
    assert (tr.degrees(-0.5), tr.number(1234.5), tr.join_names(["仁川", "江陵"])) == (degrees, number, names)


def test_weather_conditions_are_translated() -> None:
    assert (condition_name("구름조금", KO), condition_name("구름조금", EN)) == ("구름 조금", "Partly cloudy")
    assert [condition_name("구름조금", TRANSLATORS[language]) for language in ("ja", "zh", "vi")] == [
        "晴れ（雲少し）",
        "少云",
        "Ít mây",
    ]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("약한 비 연속적", "Continuous light rain"),
        ("보통 비 단속적", "Intermittent moderate rain"),
        ("비 끝", "Rain ended"),
        ("비 또는 눈", "Rain or snow"),
        ("흐리고 비", "Cloudy with rain"),
    ],
)
def test_spaces_in_a_condition_make_no_difference(printed: str, name: str) -> None:
    assert condition_name(printed, EN) == condition_name(printed.replace(" ", ""), EN) == name


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_a_condition_without_a_translation_stays_korean(language: str) -> None:
    assert condition_name("낙뢰", TRANSLATORS[language]) == "낙뢰"
