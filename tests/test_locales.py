"""The catalogues say all that the code says, and say it in the same form."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TypeAlias

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import locales
from bot.i18n.korean_particles import choose_particles
from bot.i18n.translator import DAY_PATTERN, DOMAIN, SHORT_DAY_PATTERN, SOURCE_LANGUAGE
from bot.i18n.weather_terms import CONDITIONS
from simulator.formatting import detection

Form: TypeAlias = tuple[str, ...]

FOLDER = Path(locales.__file__).parent
ROOT = FOLDER.parent
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if (path / "LC_MESSAGES").is_dir())
KEYWORDS = {"tr": None, "plural": (1, 2), "plain": None, "N_": None}
TAG = re.compile(r"</?\w+[^<>]*>")
CODE = re.compile(r"<code>.*?</code>")
PLACEHOLDER = re.compile(r"\{\w*\}")
COMMAND = re.compile(r"/[a-z]\w+")
LATIN_WORD = re.compile(r"[^\W\d_]{3,}")
UNTRANSLATED = {"airkorea", "jogan", "bot", "telegram", "hashtag", "toml", "natural", "earth"}
"""Words that are the same in every language."""
LETTERS = {
    "ko": (("HANGUL",), "euc_kr"),
    "ja": (("CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA"), "shift_jis"),
    "zh": (("CJK",), "gb2312"),
    "vi": (("LATIN",), "utf-8"),
}
"""The scripts of a language, and an encoding that has its letters: gb2312 has no traditional character."""
_WIDE = r"[\u3000-\u303f\uff01-\uff5e]"
_HAN_OR_KANA = r"[\u3041-\u30ff\u3400-\u9fff]"
_NARROW_BESIDE_WIDE = rf"{_HAN_OR_KANA}[,.!?:;()]|[,.!?:;()]{_HAN_OR_KANA}"
_WIDE_LETTERS = r"[０-９Ａ-Ｚａ-ｚ]"
SLIPS = {
    "ko": _WIDE,
    "ja": rf"{_NARROW_BESIDE_WIDE}|{_WIDE_LETTERS}|[，．“”‘’]",
    "zh": rf"{_NARROW_BESIDE_WIDE}|{_WIDE_LETTERS}|[．「」『』]",
    "vi": _WIDE,
}
"""Punctuation that the language does not write."""
ALTERNATIVES = re.compile(r"\([가-힣]+/[가-힣]+\)")


@pytest.fixture(scope="module")
def messages() -> set[Form]:
    """Messages of the code: each is a text, or its forms for one and many."""
    return {
        message if isinstance(message, tuple) else (message,)
        for folder in ("bot", "handlers")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
    }


def forms(text: str | list[str] | tuple[str, ...] | None) -> Form:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def bare(text: str) -> str:
    """The words of a text: without what is typed, tags, values and commands."""
    for ignored in (CODE, TAG, PLACEHOLDER, COMMAND):
        text = ignored.sub("", text)
    return text


def words_of(text: str) -> set[str]:
    return set(LATIN_WORD.findall(bare(text).casefold()))


def is_written(letter: str, language: str) -> bool:
    scripts, encoding = LETTERS[language]
    is_in_script = letter.isascii() or unicodedata.name(letter).startswith(scripts)
    return is_in_script and letter.encode(encoding, "ignore") != b""


def tappable(text: str) -> int:
    """Return the number of commands that Telegram finds in a text, outside of what is only for copying."""
    return sum(found.kind == "bot_command" for found in detection.find_entities(TAG.sub("", CODE.sub("", text))))


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    language: str = request.param
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)


def entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def translations(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each translated form, next to the form of the source that has all its values."""
    for message in entries(catalogue):
        for form in forms(message.string):
            yield forms(message.id)[-1], form


def language_of(catalogue: Catalog) -> str:
    return str(catalogue.locale)


def test_only_translations_have_a_catalogue(messages: set[Form]) -> None:
    assert LANGUAGES == ["ja", "ko", "vi", "zh"]
    assert SOURCE_LANGUAGE not in LANGUAGES
    assert len(messages) > 80


def test_every_message_of_the_code_is_in_the_catalogue(catalogue: Catalog, messages: set[Form]) -> None:
    assert messages - {forms(message.id) for message in entries(catalogue)} == set()


def test_the_catalogue_has_no_unused_message(catalogue: Catalog, messages: set[Form]) -> None:
    assert {forms(message.id) for message in entries(catalogue)} - messages == set()
    assert list(catalogue.obsolete) == []


def test_every_message_is_translated_in_all_its_plural_forms(catalogue: Catalog) -> None:
    for message in entries(catalogue):
        expected = catalogue.num_plurals if message.pluralizable else 1
        assert len(forms(message.string)) == expected, message.id
        assert all(form.strip() for form in forms(message.string)), message.id
        assert not message.fuzzy, message.id


def test_a_translation_has_the_same_values_as_its_source(catalogue: Catalog) -> None:
    for source, translation in translations(catalogue):
        assert placeholders(translation) == placeholders(source), source


def test_a_translation_has_the_same_tags_as_its_source(catalogue: Catalog) -> None:
    for source, translation in translations(catalogue):
        allowed = Counter(TAG.findall(source))
        assert Counter(TAG.findall(translation)) == allowed, source


def test_a_translation_begins_and_ends_with_the_same_white_space(catalogue: Catalog) -> None:
    for source, translation in translations(catalogue):
        assert translation.count("\n") == source.count("\n"), source
        assert (translation[0] == " ", translation[-1] == " ") == (source[0] == " ", source[-1] == " "), source


def test_a_command_that_can_be_tapped_can_be_in_the_translation_too(catalogue: Catalog) -> None:
    for source, translation in translations(catalogue):
        assert tappable(translation) == tappable(source), source


def test_translations_have_no_english_left(catalogue: Catalog) -> None:
    for source, translation in translations(catalogue):
        if source not in {DAY_PATTERN, SHORT_DAY_PATTERN}:
            left = words_of(translation) & words_of(source)
            assert left <= UNTRANSLATED, source


def test_a_translation_is_written_in_the_letters_of_its_language(catalogue: Catalog) -> None:
    for _, translation in translations(catalogue):
        letters = filter(str.isalpha, bare(translation))
        assert all(is_written(letter, language_of(catalogue)) for letter in letters), translation


def test_a_translation_has_the_punctuation_of_its_language(catalogue: Catalog) -> None:
    slip = re.compile(SLIPS[language_of(catalogue)])
    for _, translation in translations(catalogue):
        assert slip.search(TAG.sub("", translation)) is None, translation


def test_two_conditions_are_never_called_the_same(catalogue: Catalog) -> None:
    names = [message.string for word in set(CONDITIONS.values()) if (message := catalogue.get(word))]
    assert len(set(map(str, names))) == len(set(CONDITIONS.values()))


def test_the_catalogue_names_its_language_and_plural_rule(catalogue: Catalog) -> None:
    assert language_of(catalogue) in LANGUAGES
    assert catalogue.num_plurals == Catalog(locale=catalogue.locale).num_plurals
    assert not catalogue.fuzzy


def test_no_particle_is_left_open_in_korean() -> None:
    with (FOLDER / "ko" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        korean = read_po(file, locale="ko", domain=DOMAIN, abort_invalid=True)
    said = [translation for _, translation in translations(korean)]
    assert any(ALTERNATIVES.search(text) for text in said)
    for text in said:
        filled = text.format(**dict.fromkeys(placeholders(text), "인천"))
        assert not ALTERNATIVES.search(choose_particles(filled)), text
