"""Requests to subscribe: carried out, asked back where they are unclear or would drop cities, and kept for buttons."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Protocol, TypeAlias

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import InlineKeyboardButton, Update
from telegram.constants import ChatType

from bot.context import Context
from bot.i18n.translator import N_, Translator
from bot.parsing.bulletins.spans import find_beginning
from bot.parsing.days import DayPart
from bot.parsing.subscribe import SubscribeRequest
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.places import choice_labels
from bot.rendering.subscription import (
    has_choices,
    local_day,
    render_change_question,
    render_earlier_schedule,
    render_request_errors,
    render_separate,
    render_subscribed,
    render_warning_question,
    summary_label,
)
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import NO_BULLETIN_AT, format_time, is_possible_pause
from bot.settings_menu.errors import Refusal
from bot.subscriptions import service
from handlers import pending
from handlers.buttons import get_choices
from handlers.callbacks import (
    AddBulletin,
    CallbackData,
    ChangeCities,
    ChangeNothing,
    ChooseTime,
    Subscribe,
    TellWarnings,
    button,
)
from handlers.language import load_language_tag
from handlers.replies import Buttons
from handlers.subscriptions.plans import How, Offer, apply, find_changed, find_choice
from handlers.topics import get_topic_name
from handlers.updates import get_chat, get_message, get_topic_id
from storage.chats import chats, subscriptions, topics
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content import saved_searches
from storage.reasons import StopReason

Answer: TypeAlias = tuple[Markup, Buttons]
"""A text and the buttons below it."""

_LABELS = {
    How.ADD: N_("➕ Add: {result}"),
    How.REPLACE: N_("🔁 Instead: {result}"),
    How.SECOND: N_("🆕 A second bulletin: {result}"),
}


_TIMES_IN_ROW = 4
_HOURS = {
    DayPart.NOON: (12, 13),
    DayPart.AFTERNOON: (14, 16),
    DayPart.EVENING: (18, 19, 20),
    DayPart.NIGHT: (21, 22, 23),
}
"""Hours that are offered for a part of the day."""


class _StoredRequest(Protocol):
    """Data of a button that refers to a stored request."""

    @property
    def request(self) -> int:
        """Row id of the request's text."""

    @property
    def checksum(self) -> str:
        """Checksum of the text."""


async def keep(connection: AsyncConnection, words: str, now: dt.datetime) -> tuple[int, str]:
    """Store a request, which may be longer than a button's 64 bytes, and return its number and its checksum."""
    return await saved_searches.save(connection, words, now), checksum_of(words)


async def recall(context: Context, data: _StoredRequest) -> str | None:
    """Return the stored request of a button; None if it has expired."""
    async with context.deps.database.read() as connection:
        words = await saved_searches.get(connection, data.request)
    return None if words is None or checksum_of(words) != data.checksum else words


def checksum_of(words: str) -> str:
    """Return a checksum of a request: 8 hexadecimal digits."""
    # It tells requests apart, because row ids of deleted ones are used again.
    return blake2b(words.encode(), digest_size=4).hexdigest()


def settings_button(tr: Translator) -> Buttons:
    """Return the button that opens the settings."""
    return [[button(tr.plain("⚙️ Settings"), SettingsCallback(0, "list"))]]


def leave_button(tr: Translator) -> Buttons:
    """Return the button that ends a question and leaves everything as it is."""
    return [[button(tr.plain("✖️ Leave it as it is"), ChangeNothing())]]


def arrange_times(buttons: Sequence[InlineKeyboardButton]) -> Buttons:
    """Arrange the buttons of times in rows of `_TIMES_IN_ROW`."""
    return [buttons[first : first + _TIMES_IN_ROW] for first in range(0, len(buttons), _TIMES_IN_ROW)]


def render_refusal(refusal: Refusal, tr: Translator) -> Answer:
    """Return why nothing was changed, with the button of the settings."""
    return join_lines([tr(refusal.message, **refusal.values), tr("Nothing was changed.")]), settings_button(tr)


async def list_own(update: Update, connection: AsyncConnection) -> list[Subscription]:
    """Return the subscriptions of the topic of an update, the oldest first."""
    return await subscriptions.list_all(connection, get_chat(update).id, get_topic_id(get_message(update)))


async def answer_request(update: Update, context: Context, tr: Translator, request: SubscribeRequest) -> Answer:
    """Carry out a request and return the confirmation, or a question if a part of it is unclear or would drop cities.

    Args:
        update: the message, or the pressed button.
        context: its context.
        tr: the reader's language.
        request: what was asked for.
    """
    places = context.deps.places
    if request.separate and not (request.invalid_times or request.abroad or request.north):
        return render_separate(request.separate, tr), settings_button(tr)
    if request.parts and render_request_errors(timed := replace(request, parts=frozenset()), places, tr) is None:
        return await _ask_for_time(update, context, tr, timed, request.parts)
    if unclear := render_request_errors(request, places, tr):
        understood = await _offer_understood(update, context, request, tr)
        return unclear, [*await _choices(context, request, tr), *understood, *settings_button(tr)]
    async with context.deps.database.read() as connection:
        known = await list_own(update, connection)
    if lacking := [time for time in request.moved if not any(time in one.schedule.times for one in known)]:
        return render_refusal(Refusal(NO_BULLETIN_AT, time=tr.time(lacking[0])), tr)
    if choice := find_choice(request, known):
        text = render_change_question(choice.changed, request, context.deps.catalogue, tr)
        full = tr(choice.refusal.message, **choice.refusal.values) if choice.refusal else None
        return join_lines([text, full]), await offer_buttons(context, choice.offers, tr)
    if request.is_question:
        answer = _ask_whether(update, context, tr, request, find_changed(request, known))
    else:
        answer = carry_out(update, context, tr, request)
    return await answer


async def _ask_whether(
    update: Update, context: Context, tr: Translator, request: SubscribeRequest, changed: Subscription | None
) -> Answer:
    """Ask whether a request should be carried out, with a button that does it."""
    before = changed or make_usual(update, context, context.deps.clock.now())
    is_added = request.is_addition or changed is None
    try:
        offer = Offer(How.ADD if is_added else How.REPLACE, apply(request, before, keeps_cities=is_added), request)
    except Refusal as refusal:
        return render_refusal(refusal, tr)
    text = render_change_question(changed, request, context.deps.catalogue, tr)
    return text, await offer_buttons(context, [offer], tr)


async def carry_out(
    update: Update, context: Context, tr: Translator, request: SubscribeRequest, *, keeps_cities: bool = False
) -> Answer:
    """Store a request that is clear, and return the confirmation or the refusal; the arguments are those of `apply`."""
    catalogue, now = context.deps.catalogue, context.deps.clock.now()
    try:
        async with context.deps.database.write() as connection:
            before, after = await _save(update, context, connection, request, keeps_cities=keeps_cities)
    except Refusal as refusal:
        return render_refusal(refusal, tr)
    pending.forget(update, context)
    text = join_lines([render_subscribed(after, catalogue, now, tr), render_earlier_schedule(before, after, tr)])
    if before is not None or not await _may_ask_about_warnings(update, context, after):
        return text, ()
    return join_blocks([text, render_warning_question(after, catalogue, tr)]), _warning_buttons(after, tr)


async def _may_ask_about_warnings(update: Update, context: Context, subscription: Subscription) -> bool:
    """Return whether to ask if warnings should come at once: not in channels, and only if the bot knows warnings."""
    is_channel = get_chat(update).type == ChatType.CHANNEL
    return not is_channel and bool(subscription.cities) and await context.deps.caches.warnings.is_known()


def _warning_buttons(subscription: Subscription, tr: Translator) -> Buttons:
    return [
        [button(tr.plain("⚠️ Yes, at once"), TellWarnings("yes", subscription.id))],
        [button(tr.plain("No, only in the bulletin"), TellWarnings("no", subscription.id))],
    ]


async def _ask_for_time(
    update: Update, context: Context, tr: Translator, request: SubscribeRequest, parts: frozenset[DayPart]
) -> Answer:
    """Ask at which time of a part of the day the bulletin should come."""
    times = [dt.time(hour) for part, hours in _HOURS.items() if part in parts for hour in hours]
    async with context.deps.database.write() as connection:
        question = ChooseTime(*await keep(connection, request.text, context.deps.clock.now()))
    pending.ask(update, context, question)
    buttons = [button(tr.time(time), replace(question, time=format_time(time))) for time in times]
    return tr("What time should it come? Write it like 18:00."), [*arrange_times(buttons), *leave_button(tr)]


async def _choices(context: Context, request: SubscribeRequest, tr: Translator) -> Buttons:
    """Return a button for each meaning of the first unclear name, if nothing else is wrong."""
    # A button could correct only the name, and the rest would still be wrong.
    is_wrong = request.invalid_times or request.negated or request.lacks_time or request.abroad or request.north
    if is_wrong or not request.unclear:
        return ()
    unclear, now = request.unclear[0], context.deps.clock.now()
    answer = unclear.answer
    choices = get_choices(answer)
    async with context.deps.database.write() as connection:
        kept = [await keep(connection, request.with_choice(unclear, match), now) for match in choices]
    shown = choice_labels(answer, context.deps.places, tr)[: len(choices)]
    return [[button(label, Subscribe(*one))] for label, one in zip(shown, kept, strict=True)]


async def _offer_understood(update: Update, context: Context, request: SubscribeRequest, tr: Translator) -> Buttons:
    """Return buttons for what was understood of a request, if all else is words without a meaning to the bot."""
    is_wrong = request.invalid_times or request.negated or request.lacks_time or request.abroad or request.north
    if is_wrong or not request.unclear or any(map(has_choices, request.unclear)):
        return ()
    now = context.deps.clock.now()
    async with context.deps.database.read() as connection:
        known = await list_own(update, connection)
    pauses = _offer_pauses(request, known, now, tr)
    understood = replace(request, names=tuple(one for one in request.names if one.answer.match is not None))
    changed = find_changed(understood, known)
    before = make_usual(update, context, now) if changed is None else changed.running()
    # The cities that are there might go by a word that was not understood.
    understood = replace(understood, is_addition=understood.is_addition or bool(understood.places and before.cities))
    try:
        result = apply(understood, before)
    except Refusal:
        return pauses
    # Words after a command that are no time are most often a place that was misspelled.
    is_place_lost = not request.is_in_words and understood.places is None
    is_nothing = (understood.is_empty and changed is not None) or is_place_lost
    if is_nothing or result == changed:
        return pauses
    label = tr.plain("✅ Only this: {result}", result=summary_label(result, context.deps.catalogue, tr))
    async with context.deps.database.write() as connection:
        kept = await keep(connection, understood.text, now)
    return [*pauses, [button(label, Subscribe(*kept))]]


def _offer_pauses(
    request: SubscribeRequest, known: Sequence[Subscription], now: dt.datetime, tr: Translator
) -> Buttons:
    """Return a button that pauses the only bulletin until the day from which it was asked for: from May 20."""
    running = [one for one in known if one.stopped_at is None]
    found = (find_beginning(one.text, now) for one in request.unclear)
    if (
        len(running) != 1
        or (day := next(filter(None, found), None)) is None
        or not is_possible_pause(day, running[0], now)
    ):
        return ()
    label = tr.plain("⏸ Pause until {day}", day=local_day(day, running[0].schedule.zone, now, tr))
    return [[button(label, SettingsCallback(running[0].id, "until", day.isoformat()))]]


async def offer_buttons(context: Context, offers: Sequence[Offer], tr: Translator) -> Buttons:
    """Return a button for each way to carry out a request, which tells what would result, and one that leaves all."""
    texts = dict.fromkeys(offer.request.text for offer in offers)
    async with context.deps.database.write() as connection:
        kept = {text: await keep(connection, text, context.deps.clock.now()) for text in texts}

    def offer_button(offer: Offer) -> Buttons:
        one = kept[offer.request.text]
        data: CallbackData = AddBulletin(*one) if offer.how is How.SECOND else ChangeCities(offer.how, *one)
        if offer.result is None:
            return [[button(tr.plain("🆕 A second bulletin at another time"), data)]]
        result = summary_label(offer.result.running(), context.deps.catalogue, tr)
        return [[button(tr.plain(_LABELS[offer.how], result=result), data)]]

    return [*(row for offer in offers for row in offer_button(offer)), *leave_button(tr)]


async def _save(
    update: Update, context: Context, connection: AsyncConnection, request: SubscribeRequest, *, keeps_cities: bool
) -> tuple[Subscription | None, Subscription]:
    """Store a request, resume the subscriptions that were stopped with its own, and return that before and after."""
    chat, topic, now = get_chat(update), get_topic_id(get_message(update)), context.deps.clock.now()
    await save_chat(update, connection)
    if topic and (name := get_topic_name(get_message(update))):
        await topics.save(connection, chat.id, topic, name)
    known = await list_own(update, connection)
    changed = find_changed(request, known)
    if changed is None:
        usual = make_usual(update, context, now)
        return None, await service.add(connection, apply(replace(request, is_addition=False), usual), now)
    # A subscription that somebody switched off individually stays off.
    for other in known:
        is_stopped = other.stopped_at is not None and other.stopped_reason is not StopReason.SWITCHED_OFF
        if other is not changed and is_stopped:
            await service.restart(connection, other, now)
    return changed, await service.restart(connection, apply(request, changed, keeps_cities=keeps_cities), now)


def make_usual(update: Update, context: Context, now: dt.datetime) -> Subscription:
    """Return the default subscription of the chat, or the topic, of an update."""
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    is_channel = chat.type == ChatType.CHANNEL
    return service.make_default(chat.id, topic, context.deps.settings, now, is_channel=is_channel)


async def save_chat(update: Update, connection: AsyncConnection) -> None:
    """Store the chat of an update, with the language in which it is answered."""
    chat = get_chat(update)
    tag = await load_language_tag(update, connection)
    await chats.save(connection, Chat(chat.id, chat.type, None, tag))
