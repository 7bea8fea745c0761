"""The weather of a station and of the country, as a reader sees it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.i18n.weather_terms import condition_name
from bot.places import Match, Places
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.measurements import join_facts, render_change, render_measurements
from bot.rendering.places import place_heading
from bot.weather.country import Summary, is_late, is_old
from bot.weather.stations import StationWeather
from sources.korea.stations import Catalogue
from sources.records import KST, PAGE, Precision
from storage.content.observations import Observation

MAX_CONDITIONS = 8


def render_station(
    known: StationWeather,
    now: dt.datetime,
    tr: Translator,
    heading: Markup | None = None,
) -> Markup:
    """One station's newest reading, its time, and what to know of it.

    Args:
        known: what is known of it.
        now: aware.
        tr: the reader's language.
        heading: the first line, where it is not the station's name.
    """
    name, observation = known.station.name(tr.language), known.observation
    title = tr("<b>{station}</b>", station=name) if heading is None else heading
    if observation is None:
        return join_lines([title, tr("There is no reading of this station yet.")])
    return join_lines(
        [
            title,
            Markup.escape(condition_and_temperature(observation, tr)),
            tr("⚠️ It has changed too suddenly; this reading may be wrong.") if observation.suspect else None,
            None if known.change is None else render_change(known.change, tr),
            render_measurements(observation, tr),
            tr("Observed {when}", when=observation_time(observation, now, tr)),
            _reading_age(observation, now, tr),
            *(_other_source(other, tr) for other in known.others if _differs(other, observation)),
        ]
    )


def _differs(other: Observation, observation: Observation) -> bool:
    """Whether another source says something else; one that says nothing does not."""
    return (other.temperature is not None and other.temperature != observation.temperature) or (
        other.condition is not None and other.condition != observation.condition
    )


def _other_source(observation: Observation, tr: Translator) -> Markup:
    source = tr("A newspaper page") if observation.source == PAGE else observation.source
    return tr("{source}: {weather}", source=source, weather=reading_summary(observation, tr))


def _reading_age(observation: Observation, now: dt.datetime, tr: Translator) -> Markup | None:
    if is_old(observation, now):
        return tr("⚠️ This reading is more than a day old.")
    return tr("⚠️ This reading is more than three hours old.") if is_late(observation, now) else None


def _readings_age(newest: Observation, now: dt.datetime, tr: Translator) -> Markup | None:
    if is_old(newest, now):
        return tr("⚠️ These readings are more than a day old.")
    return tr("⚠️ These readings are more than three hours old.") if is_late(newest, now) else None


def render_country(summary: Summary | None, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The country: how many stations have which condition, the extremes, the mean, and how fresh this is."""
    if summary is None:
        return tr("There are no readings yet. Please try again later.")
    extremes = [
        Markup("{}\n{}").format(title, _numbered_list(observations, summary.newest, catalogue, tr))
        for title, observations in (
            (tr("<b>Warmest</b>"), summary.warmest),
            (tr("<b>Coldest</b>"), summary.coldest),
        )
        if observations
    ]
    blocks = [country_heading(summary, tr), *extremes, source_and_age(summary, now, tr)]
    return join_blocks(
        [*blocks, tr("For one city: <code>/weather {example}</code>", example=catalogue.example.name(tr.language))]
    )


def country_heading(summary: Summary, tr: Translator, *, with_conditions: bool = True) -> Markup:
    """How many stations, their mean, and if wished their conditions."""
    count = len(summary.observations)
    if summary.mean is None:
        heading = tr.plural("<b>Korea</b> · {n} station", "<b>Korea</b> · {n} stations", count)
    else:
        heading = tr.plural(
            "<b>Korea</b> · {n} station · mean {mean}",
            "<b>Korea</b> · {n} stations · mean {mean}",
            count,
            mean=tr.degrees(summary.mean),
        )
    return join_lines([heading, _conditions(summary, tr) if with_conditions else None])


def _conditions(summary: Summary, tr: Translator) -> Markup:
    """The most frequent conditions, and how many stations have others."""
    shown = summary.conditions[:MAX_CONDITIONS]
    counts = [tr("{condition} {n}", condition=condition_name(word, tr), n=tr.number(n)) for word, n in shown]
    if others := sum(n for _, n in summary.conditions[MAX_CONDITIONS:]):
        counts.append(tr("others {n}", n=tr.number(others)))
    return Markup(" · ").join(counts)


def station_list(observations: Sequence[Observation], newest: Observation, catalogue: Catalogue, tr: Translator) -> str:
    """Stations and temperatures in one line: ``강릉 19.8℃, 북강릉 19.7℃``."""
    return tr.join_names([_station_temperature(observation, newest, catalogue, tr) for observation in observations])


def source_and_age(summary: Summary, now: dt.datetime, tr: Translator) -> Markup:
    """Where and when the readings come from, and a word when they are old."""
    when = observation_time(summary.newest, now, tr)
    if summary.newest.source == PAGE:
        line = tr("KMA readings of {when}, from a newspaper page", when=when)
    else:
        line = tr("KMA readings of {when}, from {source}", when=when, source=summary.newest.source)
    return join_lines([line, _readings_age(summary.newest, now, tr)])


def condition_and_temperature(observation: Observation, tr: Translator) -> str:
    """Condition and temperature: ``맑음 15.9℃``."""
    condition = None if observation.condition is None else condition_name(observation.condition, tr)
    if observation.temperature is None:
        return join_facts([*filter(None, [condition]), tr.plain("no temperature")])
    return " ".join(filter(None, [condition, tr.degrees(observation.temperature)]))


def reading_summary(observation: Observation, tr: Translator) -> str:
    """Condition and temperature, and whether they are doubted."""
    text = condition_and_temperature(observation, tr)
    return tr.plain("{weather} (⚠️ may be wrong)", weather=text) if observation.suspect else text


def observation_time(observation: Observation, now: dt.datetime, tr: Translator) -> str:
    """The day, or day and hour, of an observation in Seoul's time; with the year if it is not this one."""
    at = observation.observed_at.astimezone(KST)
    day = tr.day(at.date()) if at.year == now.astimezone(KST).year else tr.full_day(at.date())
    return day if observation.precision is Precision.DAY else tr.moment(day, at.time())


def _numbered_list(
    observations: Sequence[Observation], newest: Observation, catalogue: Catalogue, tr: Translator
) -> Markup:
    figures = (_station_temperature(observation, newest, catalogue, tr) for observation in observations)
    return join_lines(Markup("{}. {}").format(place, figure) for place, figure in enumerate(figures, 1))


def _station_temperature(observation: Observation, newest: Observation, catalogue: Catalogue, tr: Translator) -> str:
    """Station and temperature, with the time where it is not that of the newest reading, which dates them all."""
    name = catalogue[observation.station].name(tr.language)
    figure = name if observation.temperature is None else f"{name} {tr.degrees(observation.temperature)}"
    if observation.observed_at == newest.observed_at:
        return figure
    return tr.plain("{figure} ({when})", figure=figure, when=_relative_time(observation, newest, tr))


def _relative_time(observation: Observation, newest: Observation, tr: Translator) -> str:
    """The time of an observation beside a newer one: the day only where it is another one or all that is known."""
    at = observation.observed_at.astimezone(KST)
    if observation.precision is Precision.HOUR and at.date() == newest.observed_at.astimezone(KST).date():
        return tr.time(at.time())
    return observation_time(observation, newest.observed_at, tr)


def render_places(
    matches: Sequence[Match],
    stations: Mapping[int, StationWeather],
    places: Places,
    now: dt.datetime,
    tr: Translator,
    title: Markup | None = None,
) -> Markup:
    """Return the weather of each place's station as one text.

    Args:
        matches: the places.
        stations: the stations' latest readings, by station number.
        places: the known places, for names that several places share.
        now: an aware time.
        tr: the reader's language.
        title: the heading instead of the place's name.
    """
    return join_blocks(
        render_station(
            stations.get(match.station.number, StationWeather(match.station)),
            now,
            tr,
            title or place_heading(match, places, tr),
        )
        for match in matches
    )
