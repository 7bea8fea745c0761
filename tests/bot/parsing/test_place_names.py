import pytest

from bot.parsing.place_names import MAX_CITIES, parse_places, split_names
from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("인천 강릉", ["인천", "강릉"]),
        ("제주 서귀포", ["제주", "서귀포"]),
        ("강원 고성", ["강원 고성"]),
        ("경상남도 고성군 인천", ["경상남도 고성군", "인천"]),
        ("인천 부산 중구", ["인천", "부산 중구"]),
        ("수원 판교", ["수원", "판교"]),
        ("고성 강능 수원 영통구", ["고성", "강능", "수원 영통구"]),
        ("New York 인천", ["New York", "인천"]),
        ("없는곳 다른곳", ["없는곳", "다른곳"]),
        ("=강원 고성군", ["=강원 고성군"]),
        ("", []),
    ],
)
def test_words_with_a_common_meaning_are_one_name(words: str, names: list[str]) -> None:
    spoken = [words] if words.startswith("=") else words.split()
    assert [named.text for named in split_names(spoken, PLACES)] == names


def test_a_key_means_exactly_its_place() -> None:
    (named,) = split_names(["=강원 고성군"], PLACES)
    assert named.answer.match is not None
    assert named.answer.match.place.key == "강원 고성군"


def test_the_key_of_a_removed_place_is_treated_as_a_name() -> None:
    (gone,) = split_names(["=강원 고성군 없는동"], PLACES)
    assert (gone.text, gone.answer) == ("강원 고성군 없는동", PLACES.find("강원 고성군 없는동"))


@pytest.mark.parametrize("text", ["Yonsei University", "Lotte World", "Camp Casey"])
def test_words_without_a_meaning_each_are_looked_up_together(text: str) -> None:
    assert parse_places(text, PLACES, MAX_CITIES).answer == PLACES.find(text)
    assert parse_places(text, PLACES, MAX_CITIES).is_place
