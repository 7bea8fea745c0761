"""The catalogues say all that the code says, and say it in the same form."""

import re
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
from bot.i18n import DOMAIN, SOURCE_LANGUAGE
from bot.particles import choose_particles

Form: TypeAlias = tuple[str, ...]

FOLDER = Path(locales.__file__).parent
ROOT = FOLDER.parent
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if (path / "LC_MESSAGES").is_dir())
KEYWORDS = {"tr": None, "plural": (1, 2), "plain": None, "mark": None}
TAG = re.compile(r"</?\w+[^<>]*>")
ALTERNATIVES = re.compile(r"\([가-힣]+/[가-힣]+\)")


def messages_of_the_code() -> set[Form]:
    """What the code can say: a text, or its forms for one and many."""
    return {
        message if isinstance(message, tuple) else (message,)
        for folder in ("bot", "handlers")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
    }


MESSAGES = messages_of_the_code()


def forms(text: str | list[str] | tuple[str, ...] | None) -> Form:
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    language: str = request.param
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)


def entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def translations(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each translated form, beside the form of the source that has all its values."""
    for message in entries(catalogue):
        for form in forms(message.string):
            yield forms(message.id)[-1], form


def test_there_is_korean_and_no_catalogue_of_the_source() -> None:
    assert "ko" in LANGUAGES
    assert SOURCE_LANGUAGE not in LANGUAGES
    assert len(MESSAGES) > 80


def test_every_message_of_the_code_is_in_the_catalogue(catalogue: Catalog) -> None:
    assert MESSAGES - {forms(message.id) for message in entries(catalogue)} == set()


def test_the_catalogue_has_nothing_that_the_code_does_not_say(catalogue: Catalog) -> None:
    assert {forms(message.id) for message in entries(catalogue)} - MESSAGES == set()
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


def test_the_catalogue_names_its_language_and_plural_rule(catalogue: Catalog) -> None:
    assert str(catalogue.locale) in LANGUAGES
    assert catalogue.num_plurals == (1 if str(catalogue.locale) in {"ko", "ja", "zh"} else catalogue.num_plurals)
    assert not catalogue.fuzzy


def test_no_particle_is_left_open_in_korean() -> None:
    with (FOLDER / "ko" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        korean = read_po(file, locale="ko", domain=DOMAIN, abort_invalid=True)
    said = [translation for _, translation in translations(korean)]
    assert any(ALTERNATIVES.search(text) for text in said)
    for text in said:
        filled = text.format(**dict.fromkeys(placeholders(text), "인천"))
        assert not ALTERNATIVES.search(choose_particles(filled)), text
