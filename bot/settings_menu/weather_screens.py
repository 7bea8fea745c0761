"""Screens of the settings about the weather: hours of the way, and weather without which no bulletin comes."""

from bot.i18n.hours import hour_name
from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks, join_lines
from bot.settings_menu.descriptions import NOTABLE, describe_only_if, title
from bot.settings_menu.view import Row, Screen, View, arrange

_HOURS = 24


def way(view: View, tr: Translator, _value: str) -> Screen:
    """Return the hours of going out and coming home, each with a button that changes it."""
    one = view.subscription.way
    rows: list[Row] = [
        [view.button(tr.plain("Going out: {hour}", hour=hour_name(one.out, tr)), "goes")],
        [view.button(tr.plain("Coming home: {hour}", hour=hour_name(one.home, tr)), "comes")],
    ]
    hint = tr("The bulletin tells the weather of these two hours.")
    return Screen(join_blocks([title(tr.plain("🚶 Out and home")), hint]), [*rows, view.back(tr, "contents")])


def out_hour(view: View, tr: Translator, _value: str) -> Screen:
    """Return the hours of the day for going out."""
    rows = _hours(view, "out", view.subscription.way.out)
    return Screen(tr("When do you go out?"), [*rows, view.back(tr, "way")])


def home_hour(view: View, tr: Translator, _value: str) -> Screen:
    """Return the hours of the day for coming home."""
    rows = _hours(view, "homeward", view.subscription.way.home)
    return Screen(tr("When do you come home?"), [*rows, view.back(tr, "way")])


def only_if(view: View, tr: Translator, _value: str) -> Screen:
    """Return the kinds of weather without which no bulletin comes, each with its switch."""
    chosen = view.subscription.only_if
    switches = [
        view.switch(tr.plain(name), "if", is_on=weather in chosen, of=weather.value)
        for weather, name in NOTABLE.items()
        if weather in view.known_weather
    ]
    now = describe_only_if(view, tr) or tr("A bulletin comes in any weather.")
    hint = tr("If you choose some weather here, the bulletin comes only on days that have it.")
    return Screen(
        join_blocks([title(tr.plain("🎯 Only if …")), join_lines([now, hint])]),
        [*arrange(switches, 2), view.back(tr)],
    )


def _hours(view: View, action: str, chosen: int) -> list[Row]:
    return arrange(
        [view.choice(f"{number:02}", action, str(number), is_chosen=number == chosen) for number in range(_HOURS)],
        6,
    )
