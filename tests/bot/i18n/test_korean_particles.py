import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.korean_particles import choose_particles
from tests.bot.factories import TRANSLATORS


@pytest.mark.parametrize(
    ("forms", "after_consonant", "after_vowel"),
    [
        ("은/는", "인천은", "구미는"),
        ("이/가", "인천이", "구미가"),
        ("을/를", "인천을", "구미를"),
        ("과/와", "인천과", "구미와"),
        ("으로/로", "인천으로", "구미로"),
        ("이에요/예요", "인천이에요", "구미예요"),
    ],
)
def test_a_particle_follows_the_last_syllable(forms: str, after_consonant: str, after_vowel: str) -> None:
    assert choose_particles(f"인천({forms})") == after_consonant
    assert choose_particles(f"구미({forms})") == after_vowel


def test_a_final_rieul_takes_ro_but_counts_as_a_consonant_elsewhere() -> None:
    assert choose_particles("서울(으로/로) 서울(은/는) 서울(을/를)") == "서울로 서울은 서울을"


@pytest.mark.parametrize(
    ("digit", "expected"),
    [("0", "0은"), ("1", "1은"), ("2", "2는"), ("3", "3은"), ("4", "4는"),
     ("5", "5는"), ("6", "6은"), ("7", "7은"), ("8", "8은"), ("9", "9는")],
)  # fmt: skip
def test_digits_have_the_particle_of_their_name(digit: str, expected: str) -> None:
    assert choose_particles(f"{digit}(은/는)") == expected


def test_seven_and_eight_end_in_rieul() -> None:
    assert choose_particles("1(으로/로) 7(으로/로) 8(으로/로) 6(으로/로)") == "1로 7로 8로 6으로"


@pytest.mark.parametrize(
    ("word", "expected"), [("Seoul", "Seoul은"), ("Incheon", "Incheon은"), ("Jeju", "Jeju는"), ("BUAN", "BUAN은")]
)
def test_latin_letters_have_the_particle_of_their_sound(word: str, expected: str) -> None:
    assert choose_particles(f"{word}(은/는)") == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("고성 (강원)", "고성 (강원)은"), ("[구미]", "[구미]는"), ("「인천」", "「인천」은"), ("구미!", "구미!는"),
     ("인천…", "인천…은"), ("인천🙂", "인천🙂은"), ("(…)", "(…)은(는)"), ("성화·죽림동", "성화·죽림동은"),
     ("<b>구미</b>.", "<b>구미</b>.는"), ("80%!", "80%!는"), ("<b>좋아!</b>", "<b>좋아!</b>는")],
)  # fmt: skip
def test_brackets_and_signs_do_not_hide_the_last_sound(word: str, expected: str) -> None:
    assert choose_particles(f"{word}(은/는)") == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Jeonbuk", "Jeonbuk은"), ("Gangneung", "Gangneung은"), ("GANGNEUNG", "GANGNEUNG은"), ("desk", "desk는"),
     ("blog", "blog는"), ("server", "server는")],
)  # fmt: skip
def test_romanized_korean_keeps_its_final_consonants(word: str, expected: str) -> None:
    assert choose_particles(f"{word}(은/는)") == expected


@pytest.mark.parametrize("letter", "LMNRlmnr")
def test_letters_whose_korean_names_end_in_a_consonant(letter: str) -> None:
    assert choose_particles(f"{letter}(을/를)") == f"{letter}을"


@pytest.mark.parametrize("letter", "ABCDEFGHIJKOPQSTUVWXYZ")
def test_letters_whose_korean_names_end_in_a_vowel(letter: str) -> None:
    assert choose_particles(f"{letter}(을/를)") == f"{letter}를"


@pytest.mark.parametrize(
    ("word", "expected"), [("R", "R로"), ("L", "L로"), ("KBS", "KBS로"), ("HTML", "HTML로"), ("ATM", "ATM으로")]
)
def test_acronyms_are_spelled_out(word: str, expected: str) -> None:
    assert choose_particles(f"{word}(으로/로)") == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("6mm", "6mm를"), ("6 mm", "6 mm를"), ("2cm", "2cm를"), ("12 km", "12 km를"), ("3 m/s", "3 m/s를"),
     ("1.5 mm/h", "1.5 mm/h를"), ("15.9℃", "15.9℃를"), ("60℉", "60℉를"), ("15°C", "15°C를"), ("80%", "80%를"),
     ("1,013 hPa", "1,013 hPa을"), ("5kg", "5kg을"), ("5G", "5G를"), ("team", "team을")],
)  # fmt: skip
def test_units_are_read_by_their_korean_names(figure: str, expected: str) -> None:
    assert choose_particles(f"{figure}(을/를)") == expected


@pytest.mark.parametrize("between", ["’", "”", "'", '"', ")", "</b>", "</b></i>", "’</code>"])
def test_closing_punctuation_does_not_change_the_particle(between: str) -> None:
    assert choose_particles(f"인천{between}(을/를)") == f"인천{between}을"
    assert choose_particles(f"구미{between}(을/를)") == f"구미{between}를"


@pytest.mark.parametrize("text", ["", "인천", "(을/를)", "인천 (을/를)", "인천(동/서)", "홍성(예)"])
def test_other_brackets_are_unchanged(text: str) -> None:
    assert choose_particles(text) == text


def test_decomposed_syllables_have_the_same_particle() -> None:
    for word, expected in (("인천", "인천은"), ("구미", "구미는"), ("서울", "서울은")):
        parted = unicodedata.normalize("NFD", word)
        assert choose_particles(f"{parted}(은/는)") == expected
    assert choose_particles(f"{unicodedata.normalize('NFD', '서울')}(으로/로)").endswith("로")
    assert choose_particles(f"{unicodedata.normalize('NFD', '앞')}(으로/로)").endswith("으로")


def test_particles_are_chosen_in_korean_only() -> None:
    message = "I could not find “{name}”."
    assert TRANSLATORS["ko"](message, name="구미") == "‘구미’를 찾지 못했어요."
    assert TRANSLATORS["ko"](message, name="서울") == "‘서울’을 찾지 못했어요."
    assert TRANSLATORS["en"](message, name="x(을/를)") == "I could not find “x(을/를)”."


@given(st.text())
def test_any_text_is_accepted(text: str) -> None:
    assert len(choose_particles(f"{text}(은/는)")) <= len(text) + 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仁川(은/는)", "仁川은(는)"),
        ("🙂(이/가)", "🙂이(가)"),
        ("東京(과/와)", "東京과(와)"),
        ("東京(으로/로)", "東京(으)로"),
        ("東京(이에요/예요)", "東京이에요"),
    ],
)
def test_an_unknown_sound_keeps_both_particles(text: str, expected: str) -> None:
    assert choose_particles(text) == expected
