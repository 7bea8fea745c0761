"""At most three lines of a place: its temperatures, its sky or rain, and its warnings and fine dust."""

import datetime as dt
from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.i18n.forecast_terms import SKY_EMOJIS
from bot.i18n.translator import N_, Translator
from bot.rendering.bulletin.content import CityWeather, Detail
from bot.rendering.bulletin.view import PlaceView, get_told_time
from bot.rendering.layout import join_lines
from bot.rendering.measurements import join_facts, precipitation, render_short_change
from bot.rendering.outlook.advice import advice_texts
from bot.rendering.outlook.air import BAD_AIR, CLEAN_AIR, dust_text
from bot.rendering.outlook.forecast import (
    chance_text,
    get_notable_chance,
    rain_emoji,
    signed_difference,
    sky_by_part,
    temperature_range,
    windows_text,
)
from bot.rendering.outlook.warnings import WARNING, warnings_text
from bot.rendering.weather import condition_and_temperature, observation_time, reading_summary
from bot.weather.advice import Advice, advise, is_bad
from bot.weather.day_parts import PrecipitationWindow, common_sky, find_windows, hours_between, split_day
from bot.weather.feels_like import compute_feels_like
from bot.weather.freshness import is_late
from bot.weather.outlook import DayOutlook, PlaceForecast
from storage.content.observations import Observation

_MAX_ADVICE = 2
_ONE_DAY = dt.timedelta(days=1)
_OF_RAIN = frozenset({Advice.UMBRELLA, Advice.SNOW, Advice.ICE})
_OF_TEMPERATURE = frozenset({Advice.HEAT, Advice.SEVERE_COLD, Advice.WARM_CLOTHES, Advice.FROST, Advice.COAT})
_LESS_URGENT = frozenset({Advice.FROST, Advice.COAT})
_RANGES = {False: N_("today {range}"), True: N_("tomorrow {range}")}
_CHANGES = {False: N_("{degrees} from yesterday's high"), True: N_("{degrees} from today's high")}


class DayLines:
    """Lines of a place on its day.

    Args:
        one: the place.
        view: what is shown.
        now: an aware time.
        tr: the reader's language.
    """

    def __init__(self, one: CityWeather, view: PlaceView, now: dt.datetime, tr: Translator) -> None:
        self._one, self._view, self._now, self._tr = one, view, now, tr
        self._time = get_told_time(view.local_date, now, is_evening=view.is_evening)
        forecast = one.outlook.forecast
        self._windows = [] if forecast is None else find_windows(forecast, self._time.start, self._time.end)
        self._advice = self._get_advice()

    def render(self, name: str) -> Markup:
        """Return the lines under the place's name; empty if there is nothing to be said."""
        temperatures = join_facts([*self._reading(), *self._range(), *self._measured_rain()])
        lines = [line for line in (temperatures, *self._others()) if line]
        if not lines:
            return Markup()
        first, *others = map(Markup.escape, lines)
        return join_lines([Markup("<b>{}</b> {}").format(name, first), *others])

    def _others(self) -> list[str]:
        second, third = self._sky_or_rain(), self._warnings_and_dust()
        if not (second and third.startswith(CLEAN_AIR)):
            return [second, third]
        # Air that nobody needs to mind is worth no line of its own. The line may break, but not behind the emoji.
        return [join_facts([second, third.replace(" ", "\N{NO-BREAK SPACE}", 1)])]

    def _shows(self, detail: Detail) -> bool:
        return detail in self._view.details

    def _get_advice(self) -> list[Advice]:
        # Of an evening's own rain the umbrella is told, but not of its warmth.
        return advise(self._one.outlook, self._time.begin, self._time.end, self._windows)

    def _reading(self) -> list[str]:
        """Return the station's weather; a late reading with its time."""
        observation, tr = self._one.known.observation, self._tr
        if not self._view.has_reading:
            return []
        if observation is None:
            return [] if self._range() else [tr.plain("no reading")]
        # The time below the bulletin is that of the country's newest reading.
        if is_late(observation, self._now):
            when, weather = observation_time(observation, self._now, tr), condition_and_temperature(observation, tr)
            return [tr.plain("{weather} (⚠️ observed {when})", weather=weather, when=when)]
        return [reading_summary(observation, tr), *self._feels_like(observation), *self._change()]

    def _feels_like(self, observation: Observation) -> list[str]:
        felt = observation.feels_like
        if felt is None:
            felt = compute_feels_like(
                observation.observed_at, observation.temperature, observation.humidity, observation.wind_speed
            )
        if felt is None or felt == observation.temperature or not self._shows(Detail.FEELS_LIKE):
            return []
        return [self._tr.plain("feels like {degrees}", degrees=self._tr.degrees(felt))]

    def _change(self) -> list[str]:
        """Return the difference from yesterday's same hour, unless the difference of the highs is shown."""
        change = self._one.known.change
        if change is None or not self._shows(Detail.CHANGE) or self._get_high_change() is not None:
            return []
        return [render_short_change(change, self._tr)]

    def _measured_rain(self) -> list[str]:
        observation = self._one.known.observation
        is_shown = self._view.has_reading and self._shows(Detail.PRECIPITATION)
        return (
            []
            if observation is None or is_late(observation, self._now) or not is_shown
            else precipitation(observation, self._tr)
        )

    def _get_day(self) -> DayOutlook | None:
        forecast = self._one.outlook.forecast
        return None if forecast is None or not self._view.has_day else forecast.of(self._time.day)

    def _range(self) -> list[str]:
        """Return low and high of the day, with the difference of the highs."""
        day, tr = self._get_day(), self._tr
        temperatures = None if day is None else temperature_range(day.low, day.high, tr)
        if temperatures is None:
            return []
        text = tr.plain(_RANGES[self._view.is_evening], range=temperatures)
        change = self._get_high_change() if self._shows(Detail.CHANGE) else None
        if change is None or tr.whole_difference(change) == 0:
            return [text]
        changed = tr.plain(_CHANGES[self._view.is_evening], degrees=signed_difference(change, tr))
        return [tr.plain("{range} ({change})", range=text, change=changed)]

    def _get_high_change(self) -> float | None:
        day, forecast = self._get_day(), self._one.outlook.forecast
        if day is None or forecast is None or day.high is None:
            return None
        before = self._one.yesterdays_high
        if self._view.is_evening:
            today = forecast.of(self._time.day - _ONE_DAY)
            before = None if today is None else today.high
        return None if before is None else day.high - before

    def _sky_or_rain(self) -> str:
        """Return the hours of rain or snow, or else the sky, with advice."""
        forecast = self._one.outlook.forecast
        if forecast is None:
            return ""
        facts, wanted = [], set[Advice]()
        if self._shows(Detail.RAIN):
            wanted |= _OF_RAIN
            facts += self._rain(forecast, self._windows)
        if self._view.has_day:
            wanted |= _OF_TEMPERATURE
        if not self._windows or not facts:
            facts = [*self._sky(forecast), *facts]
        return join_facts([*facts, *self._advise(wanted)])

    def _advise(self, wanted: Collection[Advice]) -> list[str]:
        if not self._shows(Detail.ADVICE):
            return []
        given = [one for one in self._advice if one in wanted]
        # What is less urgent is left out beside what is more urgent.
        urgent = [one for one in given if one not in _LESS_URGENT]
        return advice_texts(urgent or given, wanted, _MAX_ADVICE, self._tr)

    def _rain(self, forecast: PlaceForecast, windows: Sequence[PrecipitationWindow]) -> list[str]:
        if windows:
            text = windows_text(windows, self._now, self._tr, with_day=self._view.is_evening)
            return [f"{rain_emoji(windows)} {text}"]
        chance = get_notable_chance(forecast, self._time.start, self._time.end)
        return [] if chance is None else [chance_text(chance, self._tr)]

    def _sky(self, forecast: PlaceForecast) -> list[str]:
        if not self._view.has_day or not self._shows(Detail.SKY):
            return []
        sky = common_sky(hours_between(forecast, self._time.begin, self._time.end))
        by_part = sky_by_part(split_day(forecast, self._time.day, self._time.begin), self._tr)
        return [] if sky is None or by_part is None else [f"{SKY_EMOJIS[sky]} {by_part}"]

    def _warnings_and_dust(self) -> str:
        outlook, tr = self._one.outlook, self._tr
        facts, emoji = [], CLEAN_AIR
        if outlook.warnings and self._shows(Detail.WARNINGS):
            facts.append(warnings_text(outlook.warnings, self._now, tr))
            emoji = WARNING
        dust = None if outlook.air is None or not self._shows(Detail.DUST) else dust_text(outlook.air, tr)
        if outlook.air is not None and dust is not None:
            # Beside a warning there is no room for advice on dust.
            mask = [] if facts else advice_texts(self._advice, {Advice.MASK}, 1, tr)
            emoji = BAD_AIR if not facts and is_bad(outlook.air) else emoji
            facts += [dust, *mask]
        return f"{emoji} {join_facts(facts)}" if facts else ""
