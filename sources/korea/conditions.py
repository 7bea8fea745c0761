"""KMA's words for the weather, as its feeds and the newspapers print them, taken apart.

A word is a sky (맑음), a phenomenon with its intensity and its course (약한비단속: light, rain, intermittent), a sky
with phenomena (흐리고 비), or several phenomena (뇌우,비/눈). KMA has written the parts in several ways: 비끝 and
비끝남, 연속적 and 계속, 약한진눈깨비 and 진눈깨비약, with and without spaces.

A word that has another part is unknown; it is kept as printed.
"""

import enum
import re
from dataclasses import dataclass
from functools import lru_cache


class Intensity(enum.StrEnum):
    """Intensity of a phenomenon, by KMA's word before it."""

    LIGHT = "약한"
    MODERATE = "보통"
    HEAVY = "강한"
    VIOLENT = "격심한"


class Course(enum.StrEnum):
    """Course of a phenomenon, by KMA's word after it."""

    OCCASIONAL = "가끔"
    INTERMITTENT = "단속"
    CONTINUOUS = "계속"
    ENDED = "끝"
    THICKENING = "강해짐"
    THINNING = "엷어짐"
    UNCHANGED = "변화무"


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """A phenomenon.

    Attributes:
        name: KMA's word for it (비, 안개).
        intensity: None if it is not given.
        course: None if it is not given.
    """

    name: str
    intensity: Intensity | None = None
    course: Course | None = None

    def __str__(self) -> str:
        return f"{self.intensity or ''}{self.name}{self.course or ''}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A word of KMA's.

    Attributes:
        sky: KMA's word for the sky; None if it is not given.
        phenomena: what happens at the same time, each as its alternatives: rain or snow.
    """

    sky: str | None = None
    phenomena: tuple[tuple[Phenomenon, ...], ...] = ()


SKIES = frozenset({"맑음", "구름조금", "구름적음", "구름많음", "흐림", "흐려짐", "차차흐려짐"})
"""KMA's words for the sky."""

PHENOMENA = frozenset({
    "비", "이슬비", "안개비", "소나기", "언비", "빗방울", "시계내강수",
    "눈", "소낙눈", "가루눈", "싸락눈", "눈날림", "눈보라", "진눈깨비", "소낙진눈깨비",
    "우박", "싸락우박", "얼음싸라기",
    "뇌우", "뇌전", "마른뇌전", "천둥", "번개", "천둥번개", "용오름",
    "안개", "시계내안개", "부분안개", "박무", "연무", "황사", "먼지", "연기", "서리", "햇무리",
})  # fmt: skip
"""KMA's words for phenomena."""

_STEMS = {"맑고": "맑음", "구름조금에": "구름조금", "구름많고": "구름많음", "흐리고": "흐림"}
"""The sky before a phenomenon, by its word there; it may also have its own."""

_SPELLINGS = {"진눈개비": "진눈깨비", "얼비": "언비", "어는비": "언비"}
_INTENSITIES = {
    **{str(one): one for one in Intensity},
    "약": Intensity.LIGHT,
    "강": Intensity.HEAVY,
}
_COURSES = {
    **{str(one): one for one in Course if one is not Course.OCCASIONAL},
    "끝남": Course.ENDED,
    "단속적": Course.INTERMITTENT,
    "연속": Course.CONTINUOUS,
    "연속적": Course.CONTINUOUS,
}
_SKY_BEFORE = re.compile(f"({'|'.join((*_STEMS, *SKIES))})(.+)")
_PHENOMENON = re.compile(
    f"(가끔)?({'|'.join(_INTENSITIES)})?({'|'.join(PHENOMENA)})(?:/?(약|강))?({'|'.join(_COURSES)})?"
)
# 소낙눈/약 is light.
_OR = re.compile(r"/(?![약강])|또는")
PARTS = frozenset({*SKIES, *PHENOMENA, *_INTENSITIES, *_COURSES, "가끔", "또는"})
"""The parts of the words."""


# Cached: the lines of a ticker are tried at each of their letters.
@lru_cache(maxsize=10_000)
def parse_condition(word: str) -> Condition | None:
    """Take a word of KMA's apart, or return None if it has an unknown part."""
    plain = "".join(word.split())
    for spelling, usual in _SPELLINGS.items():
        plain = plain.replace(spelling, usual)
    if plain in SKIES:
        return Condition(plain)
    before = _SKY_BEFORE.fullmatch(plain)
    sky, rest = (None, plain) if before is None else before.groups()
    phenomena = tuple(tuple(map(_parse_phenomenon, _OR.split(part))) for part in rest.split(","))
    known = tuple(tuple(one for one in alternatives if one is not None) for alternatives in phenomena)
    return Condition(sky and _STEMS.get(sky, sky), known) if known == phenomena else None


def _parse_phenomenon(word: str) -> Phenomenon | None:
    match = _PHENOMENON.fullmatch(word)
    # 약한소낙눈/약 and 가끔비단속 would say it twice.
    if match is None or (match[2] and match[4]) or (match[1] and match[5]):
        return None
    intensity = _INTENSITIES.get(match[2] or match[4] or "")
    return Phenomenon(match[3], intensity, Course.OCCASIONAL if match[1] else _COURSES.get(match[5] or ""))
