"""Wishes in words for other contents or days of the bulletins: a button carries each out, nothing changes before."""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup
from telegram import InlineKeyboardButton, Update

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.bulletins.contents import find_part
from bot.parsing.quotes import quote_all
from bot.parsing.reader import Asked
from bot.parsing.vocabulary.order_words import CONDITION, IMPOSSIBLE_CONDITION, ONLY_IF
from bot.parsing.wording import contains, prepare
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.questions import render_condition, render_impossible_condition
from bot.rendering.subscription import render_chosen_weather, render_not_understood, summary_label
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import switch_value
from bot.settings_menu.descriptions import SECTIONS
from bot.settings_menu.offered_sections import get_offered_sections
from handlers.callbacks import button
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import reply
from handlers.settings import show_settings
from handlers.subscriptions.cities import NO_SUBSCRIPTION
from handlers.subscriptions.requests import leave_button, list_own, settings_button
from handlers.updates import get_message, get_words
from sources.korea.stations import Catalogue
from storage.chats.subscriptions import Subscription
from storage.terms import Days, Section


async def offer_change(update: Update, context: Context, tr: Translator, asked: Asked) -> None:
    """Ask whether bulletins should lack the contents, or come only on the days, that somebody has said."""
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
        return
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    if not running:
        await reply(update, tr(NO_SUBSCRIPTION))
    elif offers := list(_offers(running, asked, context.deps.catalogue, tr)):
        unread = quote_all(get_words(get_message(update)), asked.rest)
        told = render_not_understood(unread, tr) if unread else None
        await reply(
            update, join_blocks([told, _question(running, asked, tr)]), [*([one] for one in offers), *leave_button(tr)]
        )
    else:
        await reply(update, tr("The bulletins here are like that already: /settings"), settings_button(tr))


async def offer_weather(update: Update, context: Context, tr: Translator) -> None:
    """Answer the wish for bulletins in some weather only: with buttons that choose it, or how to begin."""
    if contains(IMPOSSIBLE_CONDITION, prepare(get_words(get_message(update)))):
        await reply(update, render_impossible_condition(tr), settings_button(tr))
        return
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    if not running:
        await reply(update, render_condition(tr))
        return
    if not any(contains(words, prepare(get_words(get_message(update)))) for words in (CONDITION, ONLY_IF)):
        await _offer_parts(update, context, tr, running)
        return
    labels = [f": {summary_label(one, context.deps.catalogue, tr)}" if len(running) > 1 else "" for one in running]
    buttons = [
        [button(f"{tr.plain('🎯 Only if …')}{label}", SettingsCallback(one.id, "only"))]
        for one, label in zip(running, labels, strict=True)
    ]
    await reply(update, render_chosen_weather(tr), buttons)


async def _offer_parts(update: Update, context: Context, tr: Translator, running: list[Subscription]) -> None:
    """Ask whether bulletins should have the parts that somebody wants in them too: 미세먼지도 넣어줘."""
    wanted = find_part(get_words(get_message(update))) & await get_offered_sections(context.deps)
    buttons = []
    for one in running:
        for section in wanted & ~one.sections:
            label = f"📋 {tr.plain(SECTIONS[section])}: {summary_label(one, context.deps.catalogue, tr)}"
            value = switch_value(wanted=True, of=section.value)
            buttons.append([button(label, SettingsCallback(one.id, "part", value))])
    if buttons:
        await reply(update, tr("Should I change this?"), [*buttons, *leave_button(tr)])
    else:
        await show_settings(update, context)


def _question(running: list[Subscription], asked: Asked, tr: Translator) -> Markup:
    if asked.left_out:
        known = asked.left_out & _union(running)
        names = [tr.plain(name) for section, name in SECTIONS.items() if section & known]
        return join_lines([tr("Should I leave this out of the bulletin?"), Markup.escape(tr.join_names(names))])
    return tr("Should the bulletin come on these days only?")


def _union(running: list[Subscription]) -> Section:
    sections = Section(0)
    for one in running:
        sections |= one.sections
    return sections


def _offers(
    running: list[Subscription], asked: Asked, catalogue: Catalogue, tr: Translator
) -> Iterator[InlineKeyboardButton]:
    """Yield a button for each bulletin that would change, labelled with what it would be."""
    for one in running:
        if one.sections & asked.left_out:
            label = tr.plain("📋 Leave it out: {result}", result=summary_label(one, catalogue, tr))
            yield button(label, SettingsCallback(one.id, "without", str(asked.left_out.value)))
        days = one.schedule.days & (asked.when.repeated or Days.EVERY_DAY)
        if days and days != one.schedule.days:
            changed = replace(one, schedule=replace(one.schedule, days=days))
            label = f"📅 {summary_label(changed, catalogue, tr)}"
            yield button(label, SettingsCallback(one.id, "on", str(int(days))))
