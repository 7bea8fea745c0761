"""The question for names of cities, and the reply to it, which may come after a restart."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup
from telegram import ForceReply, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.place_names import PlaceName, certain_matches
from bot.parsing.subscribe import parse_subscribe
from bot.places import Match
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.places import city_name, to_city
from bot.rendering.subscription import render_city_question
from bot.settings_menu.changes import with_places
from bot.settings_menu.errors import Refusal
from bot.subscriptions import service
from handlers.buttons import place_buttons
from handlers.callbacks import button
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, Buttons, get_reply_parameters, reply, send_to_topic
from handlers.settings.render import show
from handlers.settings.target import Target, find_target, reload
from handlers.updates import WORDS_OF_OTHERS, get_chat, get_message, get_topic_id
from storage.chats import prompts, subscriptions
from storage.chats.subscriptions import Subscription

_HANDLER_GROUP = -1
_MAX_QUESTIONS = 3


def register(application: AnyApplication) -> None:
    """Register the handler of replies."""
    # A group of its own before all others: a reply to another message goes on to the handlers of plain text.
    text = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND & ~WORDS_OF_OTHERS
    application.add_handler(MessageHandler(filters.REPLY & text, _on_reply), _HANDLER_GROUP)


async def ask(update: Update, context: Context, subscription: Subscription) -> None:
    """Ask the person who pressed a button for names of cities, and store which subscription the question is about."""
    tr = await get_translator(update, context)
    example = context.deps.catalogue.example.name(tr.language)
    question = tr("Which cities should I add? Reply to this message with their names.")
    text = join_lines([await _mention(update), question])
    is_shared = get_chat(update).type != ChatType.PRIVATE
    # A reply, because a bot in privacy mode receives no other text of a group.
    reply_box = ForceReply(selective=is_shared, input_field_placeholder=example)
    message = get_message(update)
    to_reply = get_reply_parameters(message)
    asked = await send_to_topic(
        message.chat_id,
        get_topic_id(message),
        lambda topic: message.reply_text(
            text, message_thread_id=topic or None, reply_markup=reply_box, reply_parameters=to_reply
        ),
    )
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        await prompts.save(connection, asked.chat_id, asked.message_id, subscription.id, now)


async def _mention(update: Update) -> Markup | None:
    """Return a mention of the person in a group, so that a selective reply box opens for them only."""
    chat, user = get_chat(update), update.effective_user
    if chat.type == ChatType.PRIVATE or user is None:
        return None
    member = await chat.get_member(user.id)
    # A mention would reveal who an anonymous administrator is.
    is_hidden = getattr(member, "is_anonymous", False)
    return None if is_hidden else Markup(user.mention_html())  # noqa: S704 - escaped there


async def _on_reply(update: Update, context: Context) -> None:
    question = get_message(update).reply_to_message
    if question is None or question.from_user is None or question.from_user.id != context.bot.id:
        return
    async with context.deps.database.read() as connection:
        number = await prompts.get(connection, get_chat(update).id, question.message_id)
    if number is not None:
        if answer := await _add_cities(update, context, number):
            await reply(update, *answer)
        # Otherwise the handlers of plain text would answer the names too.
        raise ApplicationHandlerStop


async def _add_cities(update: Update, context: Context, number: int) -> tuple[Markup, Buttons] | None:
    """Add the cities that a reply names, and return the answer; None if the person was refused."""
    tr = await get_translator(update, context)
    target = await find_target(update, context, number, is_elsewhere=False)
    # The question may have been asked in the private chat of a channel's administrator.
    target = target or await find_target(update, context, number, is_elsewhere=True)
    if target is None:
        return tr(OUT_OF_DATE), ()
    if not await may_change_settings(update, target.chat_id):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
        return None
    names = parse_subscribe((get_message(update).text or "").split(), context.deps.places).names
    found = tuple(certain_matches(names))
    try:
        target = await _save(context, target, found)
    except Refusal as refusal:
        return tr(refusal.message, **refusal.values), _back(target, tr)
    added = tr("✅ Added: {stations}", stations=_names(found, context, tr)) if found else None
    unclear = [named for named in names if named.answer.match is None][:_MAX_QUESTIONS]
    if found and not unclear:
        screen, buttons = await show(update, context, tr, target, "cities")
        return join_blocks([added, screen]), buttons
    question, choices = _question(unclear, context, target, tr)
    return join_blocks([added, question]), [*choices, *_back(target, tr)]


async def _save(context: Context, target: Target, found: Sequence[Match]) -> Target:
    """Store the named cities and return the target as it is then.

    Raises:
        Refusal: the subscription would have too many cities.
    """
    async with context.deps.database.write() as connection:
        before = await subscriptions.get_of_chat(connection, target.chat_id, target.number)
        if before is not None and (after := with_places(before, found)) != before:
            await service.change(connection, after, context.deps.clock.now())
    return await reload(context, target)


def _question(unclear: Sequence[PlaceName], context: Context, target: Target, tr: Translator) -> tuple[Markup, Buttons]:
    """Return a question about unclear names, with a button for each place that may be meant."""
    places = context.deps.places
    data_for = partial(target.callback, "+")
    choices = [row for named in unclear for row in place_buttons(named.answer, places, tr, data_for)]
    lines = [render_city_question(named, places, tr) for named in unclear]
    if not choices:
        lines.append(tr("Please reply to my question again with the name of a Korean city."))
    return join_lines(lines), choices


def _names(found: Sequence[Match], context: Context, tr: Translator) -> str:
    return tr.join_names([city_name(to_city(match), context.deps.catalogue, tr) for match in found])


def _back(target: Target, tr: Translator) -> Buttons:
    return [[button(tr.plain("‹ Back"), target.callback("cities"))]]
