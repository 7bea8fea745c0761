"""Screens of the settings about a bulletin's contents: cities, sections, language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.parsing.place_names import MAX_CITIES
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.places import city_name
from bot.settings_menu.changes import MAX_HEADLINES, checksum_of
from bot.settings_menu.descriptions import SECTIONS, title
from bot.settings_menu.view import Button, Row, Screen, View, arrange
from sources.korea.stations import Catalogue, Station
from sources.korea.succession import present_province
from storage.terms import Section


def cities(view: View, tr: Translator, _value: str) -> Screen:
    """Return the cities, each with a button that removes it."""
    known = view.subscription.cities
    drops = [view.button(f"❌ {city_name(city, view.catalogue, tr)}", "-", checksum_of(city)) for city in known]
    has_room = len(known) < MAX_CITIES
    lines = [
        None if known else tr("No cities yet. The bulletin covers all of Korea."),
        tr("Tap ❌ to remove a city.") if known else None,
        None if has_room else tr("The list is full: {n} cities at most.", n=MAX_CITIES),
        _channel_hint(view, tr) if has_room else None,
    ]
    rows = [*arrange(drops, 2), *([_add_buttons(view, tr)] if has_room else []), view.back(tr)]
    return Screen(join_blocks([title(tr.plain("🏙 Cities")), join_lines(lines)]), rows)


def regions(view: View, tr: Translator, _value: str) -> Screen:
    """Return the provinces, those that are cities first; one with a single station leads to that directly."""
    buttons = []
    for province, stations in _stations(view.catalogue).items():
        if len(stations) == 1:
            buttons.append(_station(stations[0], view, tr))
        elif match := view.places.get(province):
            buttons.append(view.button(f"{match.place.name(tr.language)} ›", "region", province))
    return Screen(tr("Choose a region."), [*arrange(buttons, 2), view.back(tr, "cities")])


def region(view: View, tr: Translator, value: str) -> Screen:
    """Return the stations of a province."""
    # Buttons of before a merger work too.
    stations = _stations(view.catalogue).get(present_province(value))
    if stations is None:
        raise ValueError(value)
    buttons = [_station(station, view, tr) for station in stations]
    return Screen(tr("Choose a city."), [*arrange(buttons, 2), view.back(tr, "regions")])


def contents(view: View, tr: Translator, _value: str) -> Screen:
    """Return the sections of a bulletin, and the number of headlines."""
    one = view.subscription
    switches = [
        view.switch(tr.plain(name), "part", is_on=section in one.sections, of=section.value)
        for section, name in SECTIONS.items()
        if section in view.offered
    ]
    rows = arrange(switches, 2)
    if Section.WAY in one.sections & view.offered:
        rows.append([view.button(tr.plain("🚶 Hours of out and home"), "way")])
    hint = None
    if Section.HEADLINES in one.sections:
        numbers = range(1, MAX_HEADLINES + 1)
        rows.append([view.choice(tr.number(n), "count", str(n), is_chosen=n == one.headlines) for n in numbers])
        hint = tr("The numbers set how many headlines you get.")
    question = tr("What should the bulletin include?")
    return Screen(join_blocks([title(tr.plain("📋 Contents")), join_lines([question, hint])]), [*rows, view.back(tr)])


def language(view: View, tr: Translator, _value: str) -> Screen:
    """Return the languages."""
    rows = [
        [view.choice(name, "speak", language, is_chosen=language == view.language)]
        for language, name in view.languages.items()
    ]
    return Screen(title(tr.plain("🌐 Language")), [*rows, view.back(tr)])


def _add_buttons(view: View, tr: Translator) -> Row:
    from_list = view.button(tr.plain("📍 Choose from a list"), "regions")
    # In a channel nobody can reply to the question for names.
    return [view.button(tr.plain("➕ Add by name"), "ask"), from_list] if view.can_answer else [from_list]


def _channel_hint(view: View, tr: Translator) -> Markup | None:
    """Return how to add a city in a channel, where nobody can reply; None if `/subscribe` would change another one."""
    if view.can_answer or view.subscription.id != view.others[0].id:
        return None
    example = view.catalogue.example.name(tr.language)
    return tr("Not in the list? Post <code>/subscribe {city}</code> here, with all your cities.", city=example)


def _station(station: Station, view: View, tr: Translator) -> Button:
    return view.button(station.name(tr.language), "+", f"station:{station.number}")


def _stations(catalogue: Catalogue) -> Mapping[str, Sequence[Station]]:
    """Return the stations by province, the provinces with the fewest first."""
    found: defaultdict[str, list[Station]] = defaultdict(list)
    for station in catalogue:
        found[present_province(station.region.province)].append(station)
    return dict(sorted(found.items(), key=lambda item: len(item[1])))
