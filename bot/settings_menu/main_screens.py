"""First screens of the settings: one subscription, several, and none yet."""

from bot.i18n.translator import Translator
from bot.rendering.layout import join_blocks
from bot.rendering.subscription import has_pause, is_paused, summary_label
from bot.settings_menu.alert_screens import alerts_row
from bot.settings_menu.changes import switch_value
from bot.settings_menu.descriptions import describe, describe_first, heading, title
from bot.settings_menu.time_zones import zone_name
from bot.settings_menu.view import Button, Row, Screen, View
from bot.subscriptions.service import MAX_BULLETINS
from storage.terms import Unit


def home(view: View, tr: Translator, _value: str) -> Screen:
    """Return a subscription, with buttons for everything that can be changed."""
    rows: list[Row] = [
        [view.button(tr.plain("🏙 Cities"), "cities"), view.button(tr.plain("⏰ Times"), "times")],
        [view.button(tr.plain("📅 Days"), "days"), view.button(tr.plain("📋 Contents"), "contents")],
        [_sound(view, tr), view.button(f"🕰 {zone_name(view.subscription.schedule.zone, tr)}", "zones")],
        *_weather_buttons(view, tr),
        _chat_buttons(view, tr),
        [*_pause_buttons(view, tr), view.button(tr.plain("📨 Send now"), "now")],
        *alerts_row(view, tr),
        *_subscription_buttons(view, tr),
    ]
    return Screen(join_blocks([heading(view, tr), describe(view, tr)]), rows)


def start(view: View, tr: Translator, _value: str) -> Screen:
    """Return the default subscription, with a button that starts it."""
    rows = [
        [view.button(tr.plain("▶️ Start"), "start")],
        [view.button(tr.plain("📨 Send one now"), "now")],
        _chat_buttons(view, tr),
        *alerts_row(view, tr),
    ]
    return Screen(join_blocks([heading(view, tr), describe_first(view, tr)]), rows)


def several(view: View, tr: Translator, _value: str) -> Screen:
    """Return the subscriptions of a topic to choose from."""
    rows = [[Button(summary_label(one, view.catalogue, tr), view.callback_for(one))] for one in view.others]
    question = tr.plural(
        "{n} bulletin is set up here.", "{n} bulletins are set up here. Which one do you want to see?", len(view.others)
    )
    return Screen(join_blocks([heading(view, tr), question]), [*rows, *_add_button(view, tr), *alerts_row(view, tr)])


def remove(view: View, tr: Translator, _value: str) -> Screen:
    """Return the question to confirm before a subscription is removed."""
    question = tr("Remove this bulletin and its settings?")
    rows = [[view.button(tr.plain("🗑 Yes, remove"), "removed")], view.back(tr)]
    return Screen(join_blocks([title(summary_label(view.subscription, view.catalogue, tr)), question]), rows)


def _sound(view: View, tr: Translator) -> Button:
    if view.subscription.silent:
        # The wanted state and not a toggle: two people may press the same button at once.
        return view.button(tr.plain("🔔 Sound on"), "quiet", switch_value(wanted=False))
    return view.button(tr.plain("🔕 Sound off"), "quiet", switch_value(wanted=True))


def _weather_buttons(view: View, tr: Translator) -> list[Row]:
    """Return buttons for what depends on the weather of the subscription's places."""
    row = []
    if view.can_tell_warnings:
        row.append(view.switch(tr.plain("⚠️ Warnings at once"), "warn", is_on=view.subscription.tells_warnings))
    if view.known_weather:
        row.append(view.button(tr.plain("🎯 Only if …"), "only"))
    return [row] if row else []


def _chat_buttons(view: View, tr: Translator) -> Row:
    """Return buttons for the settings of the whole chat."""
    other = Unit.CELSIUS if view.unit is Unit.FAHRENHEIT else Unit.FAHRENHEIT
    return [
        view.button(f"🌐 {view.languages[view.language]}", "language"),
        view.button(f"🌡 {tr.unit_sign(view.unit)} → {tr.unit_sign(other)}", "unit", other.value),
    ]


def _pause_buttons(view: View, tr: Translator) -> Row:
    """Return buttons that pause, stop or resume the subscription."""
    if view.subscription.stopped_at is not None:
        return [view.button(tr.plain("▶️ Start again"), "go")]
    if is_paused(view.subscription, view.now):
        return [view.button(tr.plain("▶️ Resume now"), "resume")]
    if has_pause(view.subscription, view.now):
        return [view.button(tr.plain("▶️ Cancel the pause"), "resume"), view.button(tr.plain("⏹ Stop"), "stop")]
    return [view.button(tr.plain("⏸ Pause"), "pause"), view.button(tr.plain("⏹ Stop"), "stop")]


def _subscription_buttons(view: View, tr: Translator) -> list[Row]:
    if len(view.others) < 2:  # noqa: PLR2004 - more than one
        return _add_button(view, tr)
    return [[view.button(tr.plain("🗑 Remove"), "remove"), view.button(tr.plain("‹ All bulletins"), "list")]]


def _add_button(view: View, tr: Translator) -> list[Row]:
    """Return the button that asks for the time of a further subscription, if there is room."""
    # The button carries their number, so that pressing it twice adds one only.
    count = len(view.others)
    return [] if count >= MAX_BULLETINS else [[view.button(tr.plain("➕ Add a bulletin"), "more", str(count))]]
