"""Orders in words for one setting: a clear one is carried out, with a button that undoes it; others are asked back."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from telegram import Update

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.intent import Setting
from bot.parsing.plain_orders import asks_whether
from bot.parsing.quotes import quote_all
from bot.parsing.reader import Asked
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.subscription import (
    render_earlier_schedule,
    render_not_understood,
    render_subscribed,
    summary_label,
)
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import format_time, switch_value
from bot.settings_menu.errors import Refusal
from handlers.callbacks import button
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, reply
from handlers.settings import answer_with_cities
from handlers.settings.actions import perform
from handlers.settings.target import Target, find_target
from handlers.subscriptions.cities import NO_SUBSCRIPTION, having_cities
from handlers.subscriptions.requests import Answer, leave_button, render_refusal, settings_button
from handlers.updates import get_message, get_words
from storage.chats.subscriptions import Subscription

_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class _Change:
    """Change of a setting.

    Attributes:
        label: the label of the button that makes it.
        data: the data of that button.
        undo: the data of the button that undoes it.
        before: the bulletin that is changed; None for the whole chat.
    """

    label: str
    data: SettingsCallback
    undo: SettingsCallback
    before: Subscription | None = None


async def change_setting(update: Update, context: Context, tr: Translator, asked: Asked, setting: Setting) -> None:
    """Change the setting that somebody has named, or ask if it is unclear of which bulletin, or whether at all."""
    here = await find_target(update, context, 0, is_elsewhere=False)
    if here is None:
        raise LookupError("the topic of an update is always found")
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
        return
    running = [one for one in here.subscriptions if one.stopped_at is None]
    if not (running or setting.unit):
        await reply(update, tr(NO_SUBSCRIPTION))
        return
    meant = having_cities(running, asked.names) if asked.names else running
    changes = list(_find_changes(here, meant, setting, context, tr))
    unread = quote_all(get_words(get_message(update)), asked.rest)
    if not changes and setting.minutes:
        await answer_with_cities(update, context, tr, "times")
    elif not changes:
        await reply(update, tr("The bulletins here are like that already: /settings"), settings_button(tr))
    elif len(changes) > 1 or unread or asked.names or asks_whether(get_words(get_message(update))):
        told = render_not_understood(unread, tr) if unread else None
        buttons = [[button(one.label, one.data)] for one in changes]
        await reply(update, join_blocks([told, tr("Should I change this?")]), [*buttons, *leave_button(tr)])
    else:
        await reply(update, *await _carry_out(update, context, tr, changes[0], setting))


def _find_changes(
    here: Target, meant: Sequence[Subscription], setting: Setting, context: Context, tr: Translator
) -> Iterator[_Change]:
    """Yield the changes that carry an order out; several if it does not say of which bulletin, or which time."""
    if setting.unit is not None and setting.unit != here.unit:
        label = f"🌡 {tr.unit_sign(here.unit)} → {tr.unit_sign(setting.unit)}"
        yield _Change(label, here.callback("unit", setting.unit.value), here.callback("unit", here.unit.value))
    for one in meant:
        summary = summary_label(one, context.deps.catalogue, tr)
        if setting.silent is not None and setting.silent != one.silent:
            sign = "🔕" if setting.silent else "🔔"
            values = switch_value(wanted=setting.silent), switch_value(wanted=one.silent)
            data, undo = (SettingsCallback(one.id, "quiet", value) for value in values)
            yield _Change(f"{sign} {summary}", data, undo, one)
        if setting.skips_holidays is not None and setting.skips_holidays != one.schedule.skips_holidays:
            skipped = f"{tr.plain('Skip Korean public holidays')}: " if setting.skips_holidays else ""
            values = switch_value(wanted=setting.skips_holidays), switch_value(wanted=one.schedule.skips_holidays)
            data, undo = (SettingsCallback(one.id, "skip", value) for value in values)
            yield _Change(f"📅 {skipped}{summary}", data, undo, one)
        for time in one.schedule.times if setting.minutes else ():
            minutes = time.hour * 60 + time.minute + setting.minutes
            # At another day the bulletin would be about another day, too.
            if 0 <= minutes < _MINUTES:
                yield _change_time(one, time, dt.time(*divmod(minutes, 60)), context, tr)


def _change_time(one: Subscription, old: dt.time, new: dt.time, context: Context, tr: Translator) -> _Change:
    times = tuple(sorted({*one.schedule.times} - {old} | {new}))
    changed = replace(one, schedule=replace(one.schedule, times=times))
    label = f"⏰ {summary_label(changed, context.deps.catalogue, tr)}"
    before, after = format_time(old), format_time(new)
    data, undo = (SettingsCallback(one.id, "time", value) for value in (f"{before}-{after}", f"{after}-{before}"))
    return _Change(label, data, undo, one)


async def _carry_out(update: Update, context: Context, tr: Translator, change: _Change, setting: Setting) -> Answer:
    target = await find_target(update, context, change.data.number, is_elsewhere=False)
    if target is None:
        return tr(OUT_OF_DATE), settings_button(tr)
    try:
        step = await perform(update, context, target, change.data)
    except Refusal as refusal:
        return render_refusal(refusal, tr)
    undo = [[button(tr.plain("↩️ Undo"), change.undo)]]
    return _confirm(context, tr, change.before, step.target.subscription, setting), [*undo, *settings_button(tr)]


def _confirm(
    context: Context, tr: Translator, before: Subscription | None, after: Subscription | None, setting: Setting
) -> Markup:
    """Return what is different from now on."""
    if setting.unit:
        return tr("✅ Temperatures here are in {unit} from now on.", unit=tr.unit_sign(setting.unit))
    if setting.silent is not None:
        silent, sounding = tr("🔕 Bulletins come without a sound from now on."), tr("🔔 Bulletins make a sound again.")
        return silent if setting.silent else sounding
    if before is None or after is None:
        raise LookupError("only a bulletin has times and days")
    confirmed = render_subscribed(after, context.deps.catalogue, context.deps.clock.now(), tr)
    return join_lines([confirmed, render_earlier_schedule(before, after, tr)])
