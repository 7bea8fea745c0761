"""Parts of a forecast day, and the hours in which it rains or snows."""

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.weather.outlook import PlaceForecast
from sources.forecasts import Amount, ForecastHour, Precipitation, Sky
from sources.records import KST

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
_RAINS = frozenset({Precipitation.RAIN, Precipitation.SHOWER, Precipitation.DRIZZLE})
_SNOWS = frozenset({Precipitation.SNOW, Precipitation.FLURRIES})
_SKIES = tuple(Sky)
_DAYTIME = range(6, 19)


class PartOfDay(enum.Enum):
    """Six hours of a day in Korea, by the first one."""

    NIGHT = 0
    MORNING = 6
    AFTERNOON = 12
    EVENING = 18


@dataclass(frozen=True, slots=True)
class DayPart:
    """Forecast of a part of a day.

    Attributes:
        part: the part.
        sky: the most frequent cloud cover, the cloudier of two; None if unknown.
        precipitation: form of precipitation; NONE if it stays dry, None if unknown.
        chance: highest chance of precipitation, %; None if unknown.
    """

    part: PartOfDay
    sky: Sky | None
    precipitation: Precipitation | None
    chance: int | None


@dataclass(frozen=True, slots=True)
class PrecipitationWindow:
    """Hours in a row for which precipitation is forecast.

    Attributes:
        start: aware.
        end: aware, not included.
        precipitation: its form; never NONE.
        chance: highest chance, %; None if unknown.
        rain: mm in all; None if unknown for one of the hours.
        snow: cm in all; None if unknown for one of the hours.
    """

    start: dt.datetime
    end: dt.datetime
    precipitation: Precipitation
    chance: int | None
    rain: Amount | None = None
    snow: Amount | None = None


def hours_between(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> list[ForecastHour]:
    """Return the hours of a forecast that begin before `end` and end after `start`, in ascending order."""
    hours = (hour for day in forecast.days for hour in day.hours)
    return sorted((one for one in hours if _overlaps(one, start, end)), key=lambda one: one.period[0])


def bounds_of(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return begin and end of a day in Korea."""
    begin = dt.datetime.combine(day, dt.time(), KST)
    return begin, begin + _DAY


def hour_at(forecast: PlaceForecast, at: dt.datetime) -> ForecastHour | None:
    """Return the hour that a moment is in; None if it is unknown."""
    return next((one for one in hours_between(forecast, at, at + _HOUR) if one.period[0] <= at), None)


def split_day(forecast: PlaceForecast, day: dt.date, since: dt.datetime | None = None) -> list[DayPart]:
    """Return the parts of a day of which hours are known.

    Args:
        forecast: the place's forecast.
        day: the day in Korea.
        since: aware; hours that end until then are left out.
    """
    begin, end = bounds_of(day)
    hours = hours_between(forecast, max(begin, since or begin), end)
    parts: dict[PartOfDay, list[ForecastHour]] = {}
    for one in hours:
        # Three hours may begin in the day before.
        hour = max(one.period[0], begin).astimezone(KST).hour
        parts.setdefault(PartOfDay(hour // 6 * 6), []).append(one)
    return [summarize_part(part, known) for part, known in parts.items()]


def summarize_part(part: PartOfDay, hours: Sequence[ForecastHour]) -> DayPart:
    """Return the forecast of a part of a day, of its hours."""
    return DayPart(part, common_sky(hours), common_form(hours), highest_chance(hours))


def common_sky(hours: Iterable[ForecastHour]) -> Sky | None:
    """Return the most frequent cloud cover of hours, the cloudier of equally frequent ones; None if none is known."""
    counts = Counter(one.sky for one in hours if one.sky is not None)
    return max(counts, key=lambda sky: (counts[sky], _SKIES.index(sky)), default=None)


def common_form(hours: Sequence[ForecastHour]) -> Precipitation | None:
    """Return the form of precipitation of hours; NONE only if all are known to be dry, None if it is unknown."""
    forms = {one.precipitation for one in hours} - {Precipitation.NONE}
    known = {form for form in forms if form is not None}
    if known:
        return _join_forms(known)
    return None if forms or not hours else Precipitation.NONE


def highest_chance(hours: Iterable[ForecastHour]) -> int | None:
    """Return the highest chance of precipitation of hours, %; None if none is known."""
    return max((one.chance for one in hours if one.chance is not None), default=None)


def main_weather(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> Precipitation | Sky | None:
    """Return the first rain or snow between two aware times of a day, or else the sky by day; None if it is unknown."""
    if windows := find_windows(forecast, start, end):
        return windows[0].precipitation
    hours = hours_between(forecast, start, end)
    return common_sky(one for one in hours if one.at.astimezone(KST).hour in _DAYTIME) or common_sky(hours)


def sum_amounts(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> tuple[Amount | None, Amount | None]:
    """Return rain (mm) and new snow (cm) of the wet hours between two aware times.

    Each is None if there is none, if it is unknown for one of these hours, or if one of them reaches beyond the times.
    """
    wet = [one for one in hours_between(forecast, start, end) if one.precipitation not in {None, Precipitation.NONE}]
    if any(begin < start or until > end for begin, until in (one.period for one in wet)):
        return None, None
    rains = [one.rain for one in wet if one.precipitation not in _SNOWS]
    snows = [one.snow for one in wet if one.precipitation not in _RAINS]
    return _sum(rains) if rains else None, _sum(snows) if snows else None


def find_windows(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> list[PrecipitationWindow]:
    """Return the hours between two aware times for which the forecast has precipitation, in ascending order."""
    return [_window(hours, start, end) for hours in _wet_runs(hours_between(forecast, start, end))]


def join_windows(windows: Sequence[PrecipitationWindow]) -> PrecipitationWindow:
    """Return the time from the first to the last of some windows, in which it does not always rain or snow."""
    chance = max((one.chance for one in windows if one.chance is not None), default=None)
    form = _join_forms({one.precipitation for one in windows})
    return PrecipitationWindow(windows[0].start, windows[-1].end, form, chance)


def is_known_dry(forecast: PlaceForecast, start: dt.datetime, end: dt.datetime) -> bool:
    """Return whether every hour between two aware times is forecast, and without precipitation."""
    reached = start
    for one in hours_between(forecast, start, end):
        begin, until = one.period
        if one.precipitation is not Precipitation.NONE or begin > reached:
            return False
        reached = max(reached, until)
    return reached >= end


def _overlaps(hour: ForecastHour, start: dt.datetime, end: dt.datetime) -> bool:
    begin, until = hour.period
    return begin < end and until > start


def _join_forms(forms: set[Precipitation]) -> Precipitation:
    if len(forms) == 1:
        return next(iter(forms))
    if forms <= _RAINS:
        return Precipitation.RAIN
    return Precipitation.SNOW if forms <= _SNOWS else Precipitation.RAIN_OR_SNOW


def _wet_runs(hours: Iterable[ForecastHour]) -> Iterator[list[ForecastHour]]:
    """Yield the hours with precipitation that follow each other without a gap."""
    run: list[ForecastHour] = []
    for one in hours:
        is_wet = one.precipitation not in {None, Precipitation.NONE}
        if run and (not is_wet or one.period[0] > _end_of(run)):
            yield run
            run = []
        if is_wet:
            run.append(one)
    if run:
        yield run


def _end_of(hours: Iterable[ForecastHour]) -> dt.datetime:
    # Three hours may begin before one and end after it.
    return max(one.period[1] for one in hours)


def _window(hours: Sequence[ForecastHour], start: dt.datetime, end: dt.datetime) -> PrecipitationWindow:
    return PrecipitationWindow(
        start=max(hours[0].period[0], start),
        end=min(_end_of(hours), end),
        precipitation=_join_forms({one.precipitation for one in hours if one.precipitation is not None}),
        chance=highest_chance(hours),
        rain=_sum([one.rain for one in hours]),
        snow=_sum([one.snow for one in hours]),
    )


def _sum(amounts: Sequence[Amount | None]) -> Amount | None:
    known = [one for one in amounts if one is not None]
    if len(known) < len(amounts):
        return None
    most = [one.most for one in known if one.most is not None]
    # Tenths of a millimetre: rounding removes the traces of binary fractions.
    return Amount(round(sum(one.least for one in known), 1), round(sum(most), 1) if len(most) == len(known) else None)
