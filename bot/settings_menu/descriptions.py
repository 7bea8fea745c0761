"""What the settings say of a subscription."""

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.rendering.layout import join_blocks, join_lines, shorten
from bot.rendering.places import city_name
from bot.rendering.status import what_comes
from bot.rendering.subscription import describe_cities, describe_days, describe_times
from bot.settings_menu.time_zones import zone_name
from bot.settings_menu.view import View
from storage.chats.subscriptions import Subscription
from storage.terms import Section

SECTIONS = {
    Section.CITIES: N_("Cities"),
    Section.COUNTRY: N_("All of Korea"),
    Section.MAP: N_("Map"),
    Section.CHANGE: N_("Change since yesterday"),
    Section.HEADLINES: N_("Headlines"),
}
"""The parts of a bulletin, in the order in which they are shown."""

_LONGEST_NAME = 40
_LONGEST_LABEL = 60


def heading(view: View, tr: Translator) -> Markup:
    """Whose settings they are."""
    if view.chat is None:
        return title(tr.plain("⚙️ Settings"))
    return tr("⚙️ <b>Settings for {chat}</b>", chat=shorten(view.chat, _LONGEST_NAME))


def title(label: str) -> Markup:
    """What stands above a screen: the label of the button that leads there."""
    return Markup("<b>{}</b>").format(label)


def describe(view: View, tr: Translator) -> Markup:
    """When bulletins come, and what is in them."""
    one = view.subscription
    if one.stopped_at is not None:
        stopped = tr("⏹ Stopped. If you start it again, a bulletin comes {days} at {times}.", **_when(one, tr))
        return join_lines([stopped, describe_cities(one, view.catalogue, tr), *contents(view, tr)])
    return join_lines([*what_comes(one, view.catalogue, view.now, tr), *contents(view, tr)])


def describe_first(view: View, tr: Translator) -> Markup:
    """What would come where nothing does."""
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
    """What is in a bulletin, and how it comes."""
    one = view.subscription
    parts = [
        tr.plain(name) for section, name in SECTIONS.items() if section in one.sections and _is_told(section, view)
    ]
    return [
        tr("Includes: {parts}", parts=tr.join_names(parts)),
        tr("It comes without sound.") if one.silent else None,
        None if one.schedule.zone == view.zones[0] else tr("Time zone: {city}", city=zone_name(one.schedule.zone, tr)),
    ]


def _is_told(section: Section, view: View) -> bool:
    """Whether a part of a bulletin is seen in it: without cities there is no weather of theirs."""
    of_cities = Section.CITIES | Section.CHANGE
    return can_have(section, view) and (section not in of_cities or bool(view.subscription.cities))


def can_have(section: Section, view: View) -> bool:
    """Whether a bulletin can have a part."""
    return section is not Section.MAP or view.has_pictures


def label_of(one: Subscription, view: View, tr: Translator) -> str:
    """A bulletin among others, on a button: ``07:00 · 인천, 강릉``."""
    names = tr.join_names([city_name(city, view.catalogue, tr) for city in one.cities])
    sign = "⏹ " if one.stopped_at is not None else ""
    return shorten(f"{sign}{describe_times(one.schedule, tr)} · {names or tr.plain('All of Korea')}", _LONGEST_LABEL)


def _when(one: Subscription, tr: Translator) -> dict[str, str]:
    return {"days": describe_days(one.schedule, tr), "times": describe_times(one.schedule, tr)}
