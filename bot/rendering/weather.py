"""Current weather as text: a station's, several places' and the country's."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.i18n.weather_terms import condition_name
from bot.places import Match, Places
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.measurements import join_facts, render_change, render_measurements
from bot.rendering.places import place_heading
from bot.weather.country import Summary
from bot.weather.freshness import is_late, is_old
from bot.weather.stations import StationWeather
from sources.korea.stations import Catalogue
from sources.records import KMA_SOURCE, KST, UNNAMED_SOURCE, Precision
from storage.content.observations import Observation

# Conditions are a source's free text, and the message must fit whatever they are called.
MAX_CONDITIONS = 8
MAX_SHORT_CONDITIONS = 3


def render_station(
    known: StationWeather,
    now: dt.datetime,
    tr: Translator,
    heading: Markup | None = None,
) -> Markup:
    """Return one station's newest reading with its time and warnings about it.

    Args:
        known: the station's weather.
        now: an aware time.
        tr: the reader's language.
        heading: the first line instead of the station's name.
    """
    name, observation = known.station.name(tr.language), known.observation
    title = tr("<b>{station}</b>", station=name) if heading is None else heading
    if observation is None:
        return join_lines([title, tr("There are no current readings from this station.")])
    return join_lines(
        [
            title,
            Markup.escape(condition_and_temperature(observation, tr)),
            tr("⚠️ The temperature changed very suddenly. This reading may be wrong.") if observation.suspect else None,
            None if known.change is None else render_change(known.change, tr),
            render_measurements(observation, tr),
            tr("Observed {when}", when=observation_time(observation, now, tr)),
            _reading_age(observation, now, tr),
            *(_other_source(other, tr) for other in known.others if _differs(other, observation)),
        ]
    )


def _differs(other: Observation, observation: Observation) -> bool:
    """Return whether another source's values contradict a reading; a missing value does not."""
    return (other.temperature is not None and other.temperature != observation.temperature) or (
        other.condition is not None
        and (observation.condition is None or not _is_same_weather(other.condition, observation.condition))
    )


def _is_same_weather(condition: str, other: str) -> bool:
    """Return whether two of KMA's words are the same, or one of them only says more: 비 and 약한 비 연속적."""
    shorter, longer = sorted((condition.replace(" ", ""), other.replace(" ", "")), key=len)
    return shorter == longer or (shorter in longer and not longer.endswith("끝"))


def _other_source(observation: Observation, tr: Translator) -> Markup:
    source = tr("Local newspaper") if observation.source == UNNAMED_SOURCE else observation.source
    return tr("{source}: {weather}", source=source, weather=reading_summary(observation, tr))


def _reading_age(observation: Observation, now: dt.datetime, tr: Translator) -> Markup | None:
    if is_old(observation, now):
        return tr("⚠️ This reading is more than a day old.")
    return tr("⚠️ This reading is more than three hours old.") if is_late(observation, now) else None


def reading_age(newest: Observation, now: dt.datetime, tr: Translator) -> Markup | None:
    """Return a warning that the newest readings are late or old; None if they are not."""
    if is_old(newest, now):
        return tr("⚠️ These readings are more than a day old.")
    return tr("⚠️ These readings are more than three hours old.") if is_late(newest, now) else None


def render_country(summary: Summary | None, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """Return the country's conditions, extremes and mean temperature, with the age of the readings."""
    if summary is None:
        return tr("There are no current readings. Please try again later.")
    extremes = [
        Markup("{}\n{}").format(title, _numbered_list(observations, summary.newest, catalogue, tr))
        for title, observations in (
            (tr("<b>Highest</b>"), summary.warmest),
            (tr("<b>Lowest</b>"), summary.coldest),
        )
        if observations
    ]
    blocks = [country_heading(summary, tr), *extremes, source_and_age(summary, now, tr)]
    return join_blocks(
        [*blocks, tr("For one city: <code>/weather {example}</code>", example=catalogue.example.name(tr.language))]
    )


def country_heading(summary: Summary, tr: Translator) -> Markup:
    """Return the number of stations, their mean and their conditions."""
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
    return join_lines([heading, _conditions(summary, tr)])


def _conditions(summary: Summary, tr: Translator, limit: int = MAX_CONDITIONS) -> Markup:
    """Return the most frequent conditions with their station counts, and the count of all others."""
    # Sources have several words for one condition (구름조금 and 구름적음): count what the reader sees.
    stations = Counter[str]()
    for word, n in summary.conditions:
        stations[condition_name(word, tr)] += n
    ranked = stations.most_common()
    counts = [tr("{condition} {n}", condition=name, n=tr.number(n)) for name, n in ranked[:limit]]
    if others := sum(n for _, n in ranked[limit:]):
        counts.append(tr("others {n}", n=tr.number(others)))
    return Markup(" · ").join(counts)


def station_list(observations: Sequence[Observation], newest: Observation, catalogue: Catalogue, tr: Translator) -> str:
    """Return stations and temperatures in one line: ``강릉 19.8℃, 북강릉 19.7℃``."""
    return tr.join_names([_station_temperature(observation, newest, catalogue, tr) for observation in observations])


def country_in_short(
    summary: Summary, catalogue: Catalogue, tr: Translator, *, with_extremes: bool = True, with_conditions: bool = True
) -> Markup:
    """Return the country's coldest and warmest station, or its mean, and the most frequent conditions, in two lines."""
    if with_extremes and summary.coldest:
        extremes = summary.coldest[0], summary.warmest[0]
        coldest, warmest = (_station_temperature(one, summary.newest, catalogue, tr) for one in extremes)
        line = tr("<b>Korea</b> {coldest} to {warmest}", coldest=coldest, warmest=warmest)
    elif summary.mean is not None:
        line = tr("<b>Korea</b> mean {mean}", mean=tr.degrees(summary.mean))
    else:
        line = tr("<b>Korea</b>")
    return join_lines([line, _conditions(summary, tr, MAX_SHORT_CONDITIONS) if with_conditions else None])


def source_and_age(summary: Summary, now: dt.datetime, tr: Translator) -> Markup:
    """Return time and source of the readings, with a warning if they are old."""
    when = observation_time(summary.newest, now, tr)
    return join_lines([Markup.escape(_source(summary.newest, when, tr)), reading_age(summary.newest, now, tr)])


def reading_source(newest: Observation, now: dt.datetime, tr: Translator) -> str:
    """Return time and source of readings in a few words, without the day if it is today's in Korea."""
    at = newest.observed_at.astimezone(KST)
    is_hour_of_today = newest.precision is Precision.HOUR and at.date() == now.astimezone(KST).date()
    return _source(newest, tr.time(at.time()) if is_hour_of_today else observation_time(newest, now, tr), tr)


def _source(newest: Observation, when: str, tr: Translator) -> str:
    if is_kmas(newest.source):
        return tr.plain("KMA readings of {when}", when=when)
    if newest.source == UNNAMED_SOURCE:
        return tr.plain("KMA readings of {when}, from a local newspaper", when=when)
    return tr.plain("KMA readings of {when}, from {source}", when=when, source=newest.source)


def is_kmas(source: str) -> bool:
    """Return whether a source is only named KMA, which every line about readings names anyway."""
    return source in {KMA_SOURCE, "기상청"}


def condition_and_temperature(observation: Observation, tr: Translator) -> str:
    """Return condition and temperature: ``맑음 15.9℃``."""
    condition = None if observation.condition is None else condition_name(observation.condition, tr)
    if observation.temperature is None:
        return join_facts([*filter(None, [condition]), tr.plain("no temperature")])
    return " ".join(filter(None, [condition, tr.degrees(observation.temperature)]))


def reading_summary(observation: Observation, tr: Translator) -> str:
    """Return condition and temperature, marked if the reading is suspect."""
    text = condition_and_temperature(observation, tr)
    return tr.plain("{weather} (⚠️ may be wrong)", weather=text) if observation.suspect else text


def observation_time(observation: Observation, now: dt.datetime, tr: Translator) -> str:
    """Return the day, or day and hour, of a reading in KST; with the year if it is not the current one."""
    at = observation.observed_at.astimezone(KST)
    day = tr.day(at.date()) if at.year == now.astimezone(KST).year else tr.full_day(at.date())
    # A newspaper page may give only the day.
    return day if observation.precision is Precision.DAY else tr.moment(day, at.time())


def _numbered_list(
    observations: Sequence[Observation], newest: Observation, catalogue: Catalogue, tr: Translator
) -> Markup:
    figures = (_station_temperature(observation, newest, catalogue, tr) for observation in observations)
    return join_lines(Markup("{}. {}").format(place, figure) for place, figure in enumerate(figures, 1))


def _station_temperature(observation: Observation, newest: Observation, catalogue: Catalogue, tr: Translator) -> str:
    """Return station and temperature, with the time if it differs from the newest reading's."""
    name = catalogue[observation.station].name(tr.language)
    figure = name if observation.temperature is None else f"{name} {tr.degrees(observation.temperature)}"
    # The time of the newest reading stands once, below the list.
    if observation.observed_at == newest.observed_at:
        return figure
    return tr.plain("{figure} ({when})", figure=figure, when=_relative_time(observation, newest, tr))


def _relative_time(observation: Observation, newest: Observation, tr: Translator) -> str:
    """Return a reading's time next to a newer one; with the day only if it differs or no hour is known."""
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
    outlooks: Mapping[str, Markup | None] | None = None,
) -> Markup:
    """Return the weather of each place's station as one text.

    Args:
        matches: the places.
        stations: the stations' newest readings, by station number.
        places: the place search, for names that several places share.
        now: an aware time.
        tr: the reader's language.
        title: the heading instead of the place's name.
        outlooks: what is told of each place after its reading, by the place's key.
    """
    return join_blocks(
        block
        for match in matches
        for block in (
            render_station(
                stations.get(match.station.number, StationWeather(match.station)),
                now,
                tr,
                title or place_heading(match, places, tr),
            ),
            (outlooks or {}).get(match.place.key),
        )
    )
