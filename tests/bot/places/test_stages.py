import pytest

from bot.places.homophones import sound_key
from bot.places.jamo import parse_initials
from bot.places.kana import kana_key, kana_keys, rare_kana_keys
from bot.places.keyboard import retype_as_hangul, retype_as_latin
from bot.places.normalization import normalize, short_form, town_short_form
from bot.places.phrases import name_candidates
from bot.places.romanization import coarse_key, fine_key, romanize


@pytest.mark.parametrize(
    ("hangul", "spellings"),
    [
        ("춘천", ["Chuncheon", "Ch'unch'ŏn", "Ch’unch’ŏn", "Chunchon"]),
        ("부산", ["Busan", "Pusan"]),
        ("대구", ["Daegu", "Taegu"]),
        ("광주", ["Gwangju", "Kwangju"]),
        ("제주", ["Jeju", "Cheju"]),
        ("전주", ["Jeonju", "Chŏnju", "Chonju"]),
        ("경주", ["Gyeongju", "Kyŏngju", "Kyongju"]),
        ("원주", ["Wonju", "Weonju", "Wŏnju"]),
        ("신라", ["Silla", "Sinra"]),
        ("독립", ["Dongnip"]),
        ("수원", ["Suwon", "Soowon"]),
    ],
)
def test_all_romanizations_of_a_name_share_its_key(hangul: str, spellings: list[str]) -> None:
    keys = {coarse_key(fine_key(sound)) for sound in romanize(hangul)}
    assert keys >= {coarse_key(fine_key(spelling)) for spelling in spellings}


def test_only_a_fine_key_distinguishes_similar_vowels() -> None:
    assert fine_key("Geochang") != fine_key("Gochang")
    assert coarse_key(fine_key("Geochang")) == coarse_key(fine_key("Gochang"))


@pytest.mark.parametrize("text", ["", "서울", "123", "!?"])
def test_a_text_without_latin_letters_has_no_key(text: str) -> None:
    assert not fine_key(text)


@pytest.mark.parametrize(
    ("text", "initials"),
    [("ㅅㅇ", "ᄉᄋ"), ("ㅅ ㅇ", "ᄉᄋ"), ("ㅄ", "ᄇᄉ"), ("ㅅ", None), ("서ㅇ", None), ("ㅎㅎㅎ", None)],
)
def test_initials_are_at_least_two_consonants_only(text: str, initials: str | None) -> None:
    assert parse_initials(text) == initials


@pytest.mark.parametrize(
    ("keys", "hangul"),
    [
        ("tjdnf", "서울"),
        ("TJDNF", "서울"),
        ("rkdfmd", "강릉"),
        ("rhkdwn", "광주"),
        ("dmltjd", "의성"),
        ("tjdnf skfTl", "서울 날씨"),
    ],
)
def test_korean_typed_on_the_latin_layout_is_converted(keys: str, hangul: str) -> None:
    assert hangul in retype_as_hangul(keys)


@pytest.mark.parametrize("keys", ["London", "Paris", "jjjj", "<b>"])
def test_keys_that_make_no_syllables_are_not_korean(keys: str) -> None:
    assert retype_as_hangul(keys) == []


@pytest.mark.parametrize(("hangul", "keys"), [("ㅠㅕㄴ무", "busan"), ("ㅑㅜ초대ㅜ", "incheon"), ("ㅓ더ㅕ", "jeju")])
def test_latin_typed_on_the_korean_layout_is_converted(hangul: str, keys: str) -> None:
    assert retype_as_latin(hangul) == keys


@pytest.mark.parametrize(
    ("slip", "name"),
    [
        ("제쥬", "제주"),
        ("데전", "대전"),
        ("쳔안", "천안"),
        ("셔울", "서울"),
        ("게룡", "계룡"),
        ("강능", "강릉"),
        ("할라산", "한라산"),
        ("뱅녕도", "백령도"),
        ("여이도", "여의도"),
        ("김포오", "김포"),
    ],
)
def test_homophones_share_a_key(slip: str, name: str) -> None:
    assert sound_key(slip) == sound_key(name) is not None


@pytest.mark.parametrize(
    ("kana", "hangul"),
    [
        ("ソウル", "서울"),
        ("そうる", "서울"),
        ("ｿｳﾙ", "서울"),
        ("プサン", "부산"),
        ("ブサン", "부산"),
        ("インチョン市", "인천"),
        ("チェジュ", "제주"),
        ("チェジュ島", "제주도"),
        ("クァンジュ", "광주"),
        ("グァンジュ", "광주"),
        ("カンヌン", "강릉"),
        ("スウォン", "수원"),
        ("ナムォン", "남원"),
        ("チョルォン", "철원"),
        ("ソグィポ", "서귀포"),
        ("フェンソン", "횡성"),
        ("インチョン国際空港", "인천공항"),
    ],
)
def test_kana_and_hangul_share_a_key(kana: str, hangul: str) -> None:
    assert kana_key(kana) in kana_keys(hangul)


@pytest.mark.parametrize(("kana", "hangul"), [("モッポ", "목포"), ("キンポ", "김포")])
def test_rare_kana_spellings_have_their_own_key(kana: str, hangul: str) -> None:
    assert kana_key(kana) not in kana_keys(hangul)
    assert kana_key(kana) in rare_kana_keys(hangul)


@pytest.mark.parametrize("text", ["", "ソ", "서울", "Seoul", "テープ", "おい", "東京"])
def test_other_words_in_kana_have_no_key(text: str) -> None:
    assert not kana_key(text)


def test_only_syllables_have_a_sound_key() -> None:
    assert sound_key("Seoul") is None
    assert sound_key("ㅅㅇ") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("인천의 날씨", "인천"),
        ("인천은 오늘 어때요?", "인천"),
        ("서울 비 와요?", "서울"),
        ("서울이 추워요?", "서울"),
        ("weather in Busan", "busan"),
        ("What's the weather in Busan today?", "busan"),
        ("仁川の天気", "仁川"),
        ("thời tiết ở Incheon hôm nay", "incheon"),
        ("首尔天气", "首尔"),
        ("서울 주간 날씨", "서울"),
        ("Busan KR", "busan"),
        ("釜山の天気を教えて", "釜山"),
        ("今天首尔天气怎么样", "首尔"),
        ("부산ㄴ", "부산"),
        ("서울ㅋㅋㅋ", "서울"),
        ("서우ㄹ 날씨", "서울"),
        ("ㅅㅓㅇㅜㄹ", "서울"),
    ],
)
def test_words_around_a_name_are_removed(text: str, name: str) -> None:
    assert name in name_candidates(text)


@pytest.mark.parametrize("text", ["날씨", "weather", "의", "고양이"])
def test_a_text_of_only_phrases_is_its_only_candidate(text: str) -> None:
    assert list(name_candidates(text)) == [text]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("강릉시", "강릉"),
        ("중구", "중구"),
        ("부평구", "부평"),
        ("강남구청", "강남"),
        ("서울역", "서울"),
        ("Jung-gu", "jung"),
    ],
)
def test_a_name_has_a_short_form(name: str, bare: str) -> None:
    assert short_form(name) == bare


@pytest.mark.parametrize("name", ["역삼동", "역삼1동", "역삼제2동", "역삼 동"])
def test_a_towns_short_form_has_no_number(name: str) -> None:
    assert town_short_form(name) == "역삼"


def test_a_normalized_name_has_only_letters_and_digits() -> None:
    assert normalize(" #“Ch'ŏng-ju”☀️ 1 ") == "chŏngju1"
