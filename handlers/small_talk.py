"""Answers to talk, which asks and orders nothing: what can be asked instead, and buttons for it."""

from telegram import Update

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.reader import Asked
from bot.rendering.questions import render_half_order, render_talk
from handlers.buttons import overview_buttons, station_buttons
from handlers.replies import reply
from handlers.subscriptions.requests import settings_button
from handlers.weather import get_own_places


async def answer_talk(update: Update, context: Context, tr: Translator, asked: Asked) -> None:
    """Answer talk with buttons for the weather and the settings; change nothing."""
    if asked.is_half_order:
        await reply(update, render_half_order(tr), settings_button(tr))
        return
    deps, own = context.deps, await get_own_places(update, context)
    example = deps.catalogue.example
    weather = overview_buttons(own, deps.places, tr, has_pictures=False) if own else station_buttons((example,), tr)
    await reply(update, render_talk(example.name(tr.language), tr), [*weather, *settings_button(tr)])
