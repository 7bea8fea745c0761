"""The answer to the question whether warnings should come at once."""

from dataclasses import replace

from telegram import Update

from bot.context import AnyApplication, Context
from bot.rendering.layout import join_blocks
from bot.rendering.subscription import render_subscribed, render_warning_choice
from handlers.callbacks import Notice, TellWarnings, add_callback
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.replies import OUT_OF_DATE, edit_message
from handlers.updates import get_callback_query, get_chat
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_callback(application, TellWarnings, _on_answer)


async def _on_answer(update: Update, context: Context, data: TellWarnings) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if (changed := await _store(update, context, data)) is None:
        return tr.plain(OUT_OF_DATE)
    catalogue = context.deps.catalogue
    confirmation = render_subscribed(changed, catalogue, context.deps.clock.now(), tr)
    text = join_blocks([confirmation, render_warning_choice(changed, catalogue, tr)])
    await edit_message(get_callback_query(update), text)
    return None


async def _store(update: Update, context: Context, data: TellWarnings) -> Subscription | None:
    """Store the answer, and return the subscription; None if it does not exist any more."""
    async with context.deps.database.write() as connection:
        # Only one of this chat: row ids are used again.
        found = await subscriptions.get_of_chat(connection, get_chat(update).id, data.subscription)
        if found is None or not found.cities:
            return None
        changed = replace(found, tells_warnings=data.answer == "yes")
        await subscriptions.change(connection, changed)
        return changed
