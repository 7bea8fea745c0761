"""Buttons below the weather of a place, and below a question that offers places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton

from bot.i18n.translator import Translator
from bot.parsing.pictures import ChartView, MapKind
from bot.places import Answer, Match, Places
from bot.rendering.place_questions import MAX_CHOICES
from bot.rendering.places import choice_labels, short_label
from handlers.callbacks import AddCity, CallbackData, ShowChart, ShowForecast, ShowMap, ShowWeather, button
from handlers.replies import Buttons
from sources.korea.stations import Station

_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place whose weather is shown.

    Attributes:
        match: the place.
        namesakes: other stations with the same name.
        own: the places of the chat's subscriptions.
        has_pictures: whether the bot can draw pictures.
        is_awaited: whether its forecast is being fetched.
        chart: the view of the chart that is offered; None for no chart.
        map: the map that is offered.
    """

    match: Match
    namesakes: Sequence[Station] = ()
    own: Sequence[Match] = ()
    has_pictures: bool = False
    is_awaited: bool = False
    chart: ChartView | None = ChartView.PAST
    map: MapKind = MapKind.TEMPERATURE


def weather_buttons(shown: ShownPlace, places: Places, tr: Translator) -> Buttons:
    """Return the buttons below a place's weather: stations with the same name, the chat's other cities, and actions."""
    actions = [button for make in _ACTIONS if (button := make(shown, tr))]
    return [*station_buttons(shown.namesakes, tr), *_other_cities(shown, places, tr), *([actions] if actions else [])]


def overview_buttons(own: Sequence[Match], places: Places, tr: Translator, *, has_pictures: bool) -> Buttons:
    """Return the buttons below the weather of the chat's cities, or of the country: each city, and the map."""
    actions = [map_button(MapKind.TEMPERATURE, tr)] if has_pictures else []
    return [*_city_buttons(own, places, tr), *([actions] if actions else [])]


def place_buttons(
    answer: Answer, places: Places, tr: Translator, data_for: Callable[[str], CallbackData] = ShowWeather
) -> Buttons:
    """Return one button per row for each place that a name may mean; `data_for` makes its data from the place's key."""
    choices = get_choices(answer)
    shown = choice_labels(answer, places, tr)[: len(choices)]
    return [[button(label, data_for(match.place.key))] for label, match in zip(shown, choices, strict=True)]


def get_choices(answer: Answer) -> Sequence[Match]:
    """Return the places to offer as buttons, the most likely first."""
    return (answer.matches or answer.suggestions)[:MAX_CHOICES]


def station_buttons(stations: Sequence[Station], tr: Translator) -> Buttons:
    """Return one button per row for the weather of each station."""
    return [[button(station.name(tr.language), ShowWeather(str(station.number)))] for station in stations]


def _other_cities(shown: ShownPlace, places: Places, tr: Translator) -> Buttons:
    """Return buttons for the chat's cities, without the shown one and those that have a button already."""
    known = {shown.match.station, *shown.namesakes}
    return _city_buttons([match for match in shown.own if match.station not in known], places, tr)


def _city_buttons(matches: Sequence[Match], places: Places, tr: Translator) -> Buttons:
    """Return buttons for the weather of each place, `_COLUMNS` a row."""
    buttons = [button(short_label(match, places, tr), ShowWeather(match.stable_key)) for match in matches]
    return [buttons[first : first + _COLUMNS] for first in range(0, len(buttons), _COLUMNS)]


def _follow(shown: ShownPlace, tr: Translator) -> InlineKeyboardButton | None:
    """Return the button that subscribes to the place; None if the chat has it already."""
    if any(match.station == shown.match.station for match in shown.own):
        return None
    return button(tr.plain("🔔 Subscribe"), AddCity(shown.match.stable_key))


def _again(shown: ShownPlace, tr: Translator) -> InlineKeyboardButton | None:
    """Return the button that shows the place's weather again, with the forecast that has come meanwhile."""
    return button(tr.plain("🔄 Again"), ShowWeather(shown.match.stable_key)) if shown.is_awaited else None


def _chart(shown: ShownPlace, tr: Translator) -> InlineKeyboardButton | None:
    """Return the button that sends the place's day and week, or its forecast, as a picture."""
    if shown.chart is None or not shown.has_pictures:
        return None
    key = shown.match.stable_key
    return button(
        tr.plain("📈 Chart"), ShowChart(key) if shown.chart is ChartView.PAST else ShowForecast(shown.chart, key)
    )


def _map(shown: ShownPlace, tr: Translator) -> InlineKeyboardButton | None:
    """Return the button that sends a map of the country."""
    return map_button(shown.map, tr) if shown.has_pictures else None


def map_button(kind: MapKind, tr: Translator) -> InlineKeyboardButton:
    """Return the button that sends a map of the country."""
    return button(tr.plain("🗺 Map"), ShowMap(kind))


_ACTIONS: Sequence[Callable[[ShownPlace, Translator], InlineKeyboardButton | None]] = (_again, _follow, _chart, _map)
"""Actions on the shown place; each returns its button, or None if it does not apply."""
