"""KMA's weather conditions as people say them, in every language.

Usual conditions have names of their own; others are put together from their parts.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from bot.i18n.translator import N_, Translator
from sources.korea.conditions import Condition, Course, Intensity, Phenomenon, parse_condition

CONDITIONS = {
    "맑음": N_("Clear"),
    "구름조금": N_("Partly cloudy"),
    "구름적음": N_("Partly cloudy"),
    "구름많음": N_("Mostly cloudy"),
    "흐림": N_("Cloudy"),
    "흐려짐": N_("Clouding over"),
    "차차흐려짐": N_("Clouding over"),
    "비": N_("Rain"),
    "비가끔": N_("Occasional rain"),
    "비끝": N_("Rain ended"),
    "약한비": N_("Light rain"),
    "약한비단속": N_("Intermittent light rain"),
    "약한비계속": N_("Continuous light rain"),
    "보통비": N_("Moderate rain"),
    "보통비단속": N_("Intermittent moderate rain"),
    "보통비계속": N_("Continuous moderate rain"),
    "강한비": N_("Heavy rain"),
    "강한비단속": N_("Intermittent heavy rain"),
    "강한비계속": N_("Continuous heavy rain"),
    "이슬비": N_("Drizzle"),
    "안개비": N_("Drizzle and fog"),
    "빗방울": N_("A few raindrops"),
    "언비": N_("Freezing rain"),
    "소나기": N_("Showers"),
    "소나기끝": N_("Showers ended"),
    "시계내강수": N_("Rain or snow nearby"),
    "눈": N_("Snow"),
    "눈가끔": N_("Occasional snow"),
    "눈끝": N_("Snow ended"),
    "약한눈": N_("Light snow"),
    "약한눈단속": N_("Intermittent light snow"),
    "약한눈계속": N_("Continuous light snow"),
    "보통눈": N_("Moderate snow"),
    "보통눈단속": N_("Intermittent moderate snow"),
    "보통눈계속": N_("Continuous moderate snow"),
    "강한눈": N_("Heavy snow"),
    "강한눈단속": N_("Intermittent heavy snow"),
    "강한눈계속": N_("Continuous heavy snow"),
    "소낙눈": N_("Snow showers"),
    "눈날림": N_("Flurries"),
    "눈보라": N_("Blowing snow"),
    "가루눈": N_("Snow grains"),
    "싸락눈": N_("Snow pellets"),
    "싸락우박": N_("Small hail"),
    "우박": N_("Hail"),
    "얼음싸라기": N_("Ice pellets"),
    "비또는눈": N_("Rain or snow"),
    "눈또는비": N_("Snow or rain"),
    "진눈깨비": N_("Sleet"),
    "진눈깨비끝": N_("Sleet ended"),
    "소낙진눈깨비": N_("Sleet showers"),
    "천둥번개": N_("Thunderstorm"),
    "뇌우": N_("Thunderstorm"),
    "뇌우끝": N_("Thunderstorm ended"),
    "뇌전": N_("Thunder and lightning"),
    "마른뇌전": N_("Thunder without rain"),
    "천둥": N_("Thunder"),
    "번개": N_("Lightning"),
    "용오름": N_("Waterspout"),
    "안개": N_("Fog"),
    "안개변화무": N_("Fog"),
    "안개강해짐": N_("Fog thickening"),
    "안개엷어짐": N_("Fog thinning"),
    "안개끝": N_("Fog cleared"),
    "부분안개": N_("Patchy fog"),
    "시계내안개": N_("Fog nearby"),
    "박무": N_("Mist"),
    "연무": N_("Haze"),
    "황사": N_("Yellow dust"),
    "먼지": N_("Dust"),
    "연기": N_("Smoke"),
    "햇무리": N_("Solar halo"),
    "서리": N_("Frost"),
}
"""English messages by KMA's word, its parts in the order of `Phenomenon.__str__`."""

_CLOUDY_WITH_RAIN = N_("Cloudy with rain")
_INTENSITIES = {
    Intensity.LIGHT: N_("Light {condition}"),
    Intensity.MODERATE: N_("Moderate {condition}"),
    Intensity.HEAVY: N_("Heavy {condition}"),
    Intensity.VIOLENT: N_("Violent {condition}"),
}
_COURSES = {
    Course.OCCASIONAL: N_("Occasional {condition}"),
    Course.INTERMITTENT: N_("Intermittent {condition}"),
    Course.CONTINUOUS: N_("Continuous {condition}"),
    Course.ENDED: N_("{condition} ended"),
}
_OR = N_("{first} or {next}")


def condition_name(word: str, tr: Translator) -> str:
    """Return a condition in the reader's language, or KMA's Korean word if it has no fixed equivalent."""
    # In Korean, too: KMA's 약한비단속 is a code's name and not Korean that anybody says.
    condition = parse_condition(word)
    try:
        return word if condition is None else _describe(condition, tr)
    except KeyError:
        return word


def _describe(condition: Condition, tr: Translator) -> str:
    """Return a condition's name.

    Raises:
        KeyError: a part has no name.
    """
    # One pair has a name of its own.
    if condition == parse_condition("흐리고비"):
        return tr.plain(_CLOUDY_WITH_RAIN)
    sky = [] if condition.sky is None else [tr.plain(CONDITIONS[condition.sky])]
    first, *others = [*sky, *(_describe_alternatives(phenomena, tr) for phenomena in condition.phenomena)]
    return _begin(tr.join_names([first, *map(_continue, others)]))


def _describe_alternatives(phenomena: Sequence[Phenomenon], tr: Translator) -> str:
    if (message := CONDITIONS.get("또는".join(map(str, phenomena)))) is not None:
        return tr.plain(message)
    first, *others = (_describe_phenomenon(one, tr) for one in phenomena)
    return reduce(lambda before, name: tr.plain(_OR, first=before, next=_continue(name)), others, first)


def _describe_phenomenon(one: Phenomenon, tr: Translator) -> str:
    if (message := CONDITIONS.get(str(one))) is not None:
        return tr.plain(message)
    if one.course is not None:
        return tr.plain(_COURSES[one.course], condition=_continue(_describe_phenomenon(replace(one, course=None), tr)))
    if one.intensity is not None:
        return tr.plain(_INTENSITIES[one.intensity], condition=_continue(tr.plain(CONDITIONS[one.name])))
    raise KeyError(one.name)


def _begin(name: str) -> str:
    return name[:1].upper() + name[1:]


def _continue(name: str) -> str:
    """Return a name as it stands inside another one."""
    return name[:1].lower() + name[1:]
