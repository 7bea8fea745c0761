"""KMA's words for coded weather.

Present weather is coded by WMO's table 4677 (WMO-No. 306, Manual on Codes).

Total cloud is coded in tenths of the sky: 0-2 맑음, 3-5 구름조금, 6-8 구름많음, 9-10 흐림 (KMA's sky classes).
"""

NO_SIGNIFICANT_WEATHER = range(4)
"""Codes 00-03 of table 4677: only the development of clouds."""

# Codes without an exact word of KMA's (freezing rain, showers with hail, drifting snow) are missing.
_PRESENT_WEATHER = {
    5: "연무",
    6: "황사",
    10: "박무",
    13: "번개",
    21: "비끝",
    22: "눈끝",
    23: "진눈깨비끝",
    25: "소나기끝",
    28: "안개끝",
    29: "뇌우끝",
    **dict.fromkeys(range(41, 50), "안개"),
    **dict.fromkeys(range(50, 56), "이슬비"),
    60: "약한비단속",
    61: "약한비연속적",
    62: "보통비단속",
    63: "보통비연속적",
    64: "강한비단속",
    65: "강한비연속적",
    68: "진눈깨비",
    69: "진눈깨비",
    70: "약한눈단속",
    71: "약한눈연속적",
    72: "보통눈",
    73: "보통눈",
    74: "강한눈",
    75: "강한눈",
    **dict.fromkeys(range(80, 83), "소나기"),
    85: "소낙눈",
    86: "소낙눈",
    95: "뇌우",
    97: "뇌우",
}

_SKY = ((2, "맑음"), (5, "구름조금"), (8, "구름많음"), (10, "흐림"))


def describe_weather(code: int) -> str | None:
    """Return KMA's word for a code of WMO's table 4677, or None if no word is exact."""
    return _PRESENT_WEATHER.get(code)


def describe_sky(tenths: float) -> str:
    """Return KMA's word for the total cloud in tenths of the sky (0 to 10)."""
    return next(word for highest, word in _SKY if tenths <= highest)
