"""Descriptions of a subscription in the settings."""

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.layout import join_blocks, join_lines, shorten
from bot.rendering.status import render_schedule
from bot.rendering.subscription import describe_cities, describe_days, describe_times
from bot.settings_menu.time_zones import zone_name
from bot.settings_menu.view import View
from storage.chats.subscriptions import Subscription
from storage.terms import Notable, Section

SECTIONS = {
    Section.CITIES: N_("Cities"),
    Section.TODAY: N_("Today"),
    Section.RAIN: N_("Hours of rain"),
    Section.DUST: N_("Fine dust"),
    Section.WARNINGS: N_("Warnings"),
    Section.CHANGE: N_("Change since yesterday"),
    Section.FEELS_LIKE: N_("Feels like"),
    Section.WAY: N_("Out and home"),
    Section.TOMORROW: N_("Tomorrow"),
    Section.WEEK: N_("Coming days"),
    Section.SUN: N_("Sunrise, sunset"),
    Section.COUNTRY: N_("All of Korea"),
    Section.MAP: N_("Map"),
    Section.HEADLINES: N_("Headlines"),
    Section.BUTTONS: N_("Buttons"),
}
"""Names of the sections of a bulletin, in the order of their buttons."""

NOTABLE = {
    Notable.RAIN: N_("☂️ Rain or snow"),
    Notable.FREEZING: N_("🧊 Below 0℃"),
    Notable.HEAT: N_("🥵 Heat"),
    Notable.BAD_AIR: N_("😷 Unhealthy air"),
    Notable.WARNING: N_("⚠️ A warning"),
}
"""Names of the weather without which a bulletin does not come, in the order of their buttons."""

_UNSAID = Section.BUTTONS
"""Sections that the description leaves out, because they tell nothing."""

_WITHOUT_CITIES = Section.COUNTRY | Section.MAP | Section.HEADLINES

_MAX_NAME_LENGTH = 40


def heading(view: View, tr: Translator) -> Markup:
    """Return the heading: the settings, and the chat if it is another one."""
    if view.chat is None:
        return title(tr.plain("⚙️ Settings"))
    return tr("⚙️ <b>Settings for {chat}</b>", chat=shorten(view.chat, _MAX_NAME_LENGTH))


def title(label: str) -> Markup:
    """Return the heading of a screen: the label of the button that leads there."""
    return Markup("<b>{}</b>").format(label)


def describe(view: View, tr: Translator) -> Markup:
    """Describe when bulletins are sent, and their contents."""
    one = view.subscription
    if one.stopped_at is not None:
        stopped = tr("⏹ Stopped. If you start it again, a bulletin comes {days} at {times}.", **_when(one, tr))
        return join_lines([stopped, describe_cities(one, view.catalogue, tr), *contents(view, tr)])
    return join_lines([*render_schedule(one, view.catalogue, view.now, tr), *contents(view, tr)])


def describe_first(view: View, tr: Translator) -> Markup:
    """Describe the default subscription, for a topic that has none."""
    one = view.subscription
    promise = tr("Tap “Start” to get a bulletin {days} at {times}.", **_when(one, tr))
    return join_blocks(
        [
            tr("This chat has no subscription yet."),
            join_lines([promise, describe_cities(one, view.catalogue, tr), *contents(view, tr)]),
            tr("You can change everything here later."),
        ]
    )


def contents(view: View, tr: Translator) -> list[Markup | None]:
    """Describe the contents of a bulletin, its sound and its time zone."""
    one = view.subscription
    parts = [
        tr.plain(name) for section, name in SECTIONS.items() if section in one.sections and _is_visible(section, view)
    ]
    return [
        tr("Includes: {parts}", parts=tr.join_names(parts)),
        describe_only_if(view, tr),
        tr("It comes without sound.") if one.silent else None,
        tr("⚠️ Weather warnings come at once.") if one.tells_warnings and view.can_tell_warnings else None,
        # Only another zone than the operator's is worth a line.
        None if one.schedule.zone == view.zones[0] else tr("Time zone: {city}", city=zone_name(one.schedule.zone, tr)),
    ]


def describe_only_if(view: View, tr: Translator) -> Markup | None:
    """Describe the weather without which no bulletin comes; None if it comes in any weather."""
    wanted = view.subscription.only_if & view.known_weather
    names = [tr.plain(name) for weather, name in NOTABLE.items() if weather in wanted]
    return tr("It comes only if there is: {weather}", weather=tr.join_names(names)) if names else None


def _is_visible(section: Section, view: View) -> bool:
    """Return whether a section appears in bulletins; those about cities need cities."""
    return section in view.offered & ~_UNSAID and (section in _WITHOUT_CITIES or bool(view.subscription.cities))


def _when(one: Subscription, tr: Translator) -> dict[str, str]:
    return {"days": describe_days(one.schedule, tr), "times": describe_times(one.schedule, tr)}
