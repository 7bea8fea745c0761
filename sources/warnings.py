"""Records of weather warnings (특보)."""

import datetime as dt
import enum
from dataclasses import dataclass

from sources.records import Rejected


class WarningLevel(enum.StrEnum):
    """Level of a warning, in ascending order: 예비, 주의, 경보, 중대경보 (since 2026)."""

    PRELIMINARY = "preliminary"
    ADVISORY = "advisory"
    WARNING = "warning"
    SEVERE = "severe"


class WarningKind(enum.StrEnum):
    """Kind of a warning, by KMA's word."""

    STRONG_WIND = "강풍"
    HEAVY_RAIN = "호우"
    COLD_WAVE = "한파"
    DRYNESS = "건조"
    STORM_SURGE = "폭풍해일"
    TSUNAMI = "지진해일"
    HIGH_SEAS = "풍랑"
    TYPHOON = "태풍"
    HEAVY_SNOW = "대설"
    YELLOW_DUST = "황사"
    HEAT_WAVE = "폭염"
    TROPICAL_NIGHT = "열대야"
    FOG = "안개"


UNKNOWN_ZONE = "?"
"""Stands for the zone of a row that does not tell it."""


@dataclass(frozen=True, slots=True)
class WeatherWarning:
    """Warning that is listed for one zone.

    Attributes:
        zone: code of the warning zone (``L1140100``).
        zone_name: name of the zone in Korean (``대구중부``).
        kind: KMA's word for its kind (``폭염``), usually one of `WarningKind`.
        level: its level.
        issued_at: aware.
        in_force_from: aware; may lie ahead.
        expected_end: KMA's words on its expected end, or None.
        upper_name: name of the zone above (``대구광역시``); it tells where a zone is that no table knows.
    """

    zone: str
    zone_name: str
    kind: str
    level: WarningLevel
    issued_at: dt.datetime
    in_force_from: dt.datetime
    expected_end: str | None = None
    upper_name: str = ""


@dataclass(frozen=True, slots=True)
class WarningList:
    """Warnings that are listed at a time; what is not listed is not in force, or has ended.

    Attributes:
        warnings: the warnings, at most one of a kind in a zone.
        rejected: the rows that could not be parsed.
        unread: codes of the zones of these rows, whose warnings are therefore not all known; `UNKNOWN_ZONE` for a row
            that does not tell its zone.
    """

    warnings: tuple[WeatherWarning, ...]
    rejected: tuple[Rejected, ...] = ()
    unread: frozenset[str] = frozenset()
