"""`/remove`, and `/unsubscribe` with cities: these are taken out of the bulletins."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.clock_times import take_times
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import Asked, read
from bot.parsing.subscribe import find_negated
from bot.parsing.topics import Topic
from bot.parsing.vocabulary.order_words import AT_A_TIME
from bot.parsing.wording import TAKEN, prepare
from bot.rendering.layout import join_blocks, shorten
from bot.rendering.subscription import render_last_city, render_negated, render_subscribed
from bot.settings_menu.changes import lost_cities, without_places
from bot.subscriptions import service
from handlers.callbacks import Notice, RemoveCities, add_callback, button
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, edit_message, reply
from handlers.settings import answer_with_cities
from handlers.subscriptions.requests import Answer, keep, leave_button, list_own, recall, settings_button
from handlers.updates import add_command, get_callback_query
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason

UNSUBSCRIBED = N_("Unsubscribed. /subscribe turns bulletins back on with the same settings.")
NO_SUBSCRIPTION = N_("This chat has no subscription. Start one with /subscribe.")
_MAX_ECHO_LENGTH = 40


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "remove", _remove)
    add_callback(application, RemoveCities, _on_end)


async def _remove(update: Update, context: Context) -> None:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    elif negated := find_negated(" ".join(context.words), context.deps.places, Topic.UNSUBSCRIBE):
        await reply(update, render_negated(negated, tr))
    else:
        await remove_cities(update, context, tr, " ".join(context.words))


async def remove_cities(update: Update, context: Context, tr: Translator, words: str) -> None:
    """Take the named cities out and answer, or show the cities to choose from if that is unclear; checks no rights.

    Of times alone it shows the times with buttons to remove them.
    """
    if _names_times(words):
        await answer_with_cities(update, context, tr, "times")
    elif answer := await _take_out(update, context, tr, words):
        await reply(update, *answer)
    else:
        await answer_with_cities(update, context, tr)


def _names_times(words: str) -> bool:
    """Return whether a text is nothing but clock times, or bulletins at these: 18:00, 18시 알림."""
    found = take_times(prepare(words), is_bulletin=True)
    return bool(found.times) and not AT_A_TIME.sub(TAKEN, found.rest).strip(f"{TAKEN} ,")


async def has_cities(update: Update, context: Context, words: str) -> bool:
    """Return whether each name in a text means a city of a running subscription of the topic."""
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    named = read(words, context.deps.places, Topic.UNSUBSCRIBE).named
    return bool(named) and all(keys_here(name, running) for name in named)


def having_cities(running: Sequence[Subscription], names: Sequence[PlaceName]) -> list[Subscription]:
    """Return the subscriptions that have a city which one of the names may mean."""
    return [one for one in running if any(keys_here(name, [one]) for name in names)]


async def _on_end(update: Update, context: Context, data: RemoveCities) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    words = await recall(context, data)
    answer = words and await _take_out(update, context, tr, words, may_end=True)
    if not answer:
        return tr.plain(OUT_OF_DATE)
    await edit_message(get_callback_query(update), *answer)
    return None


async def _take_out(
    update: Update, context: Context, tr: Translator, words: str, *, may_end: bool = False
) -> Answer | None:
    """Take the named cities out of a topic's running subscriptions; None if it is unclear which are meant.

    Nothing is changed unless each name means a city that is there. If a bulletin would have no city left, its end is
    asked for first, unless `may_end`.
    """
    asked, now = read(words, context.deps.places, Topic.UNSUBSCRIBE), context.deps.clock.now()
    if not (asked.named or asked.abroad or asked.north):
        return None
    async with context.deps.database.write() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
        if not running:
            return tr(NO_SUBSCRIPTION), ()
        keys = [keys_here(name, running) for name in asked.named]
        if not all(keys) or asked.abroad or asked.north:
            return render_not_here(asked, tr), settings_button(tr)
        if any(len(one) > 1 for one in keys):
            return None
        changed = [(one, after) for one in running if (after := _without(one, set[str]().union(*keys))) != one]
        ending = [one for one, after in changed if not after.cities]
        if ending and not may_end:
            end = button(tr.plain("⏹ End the bulletin"), RemoveCities(*await keep(connection, words, now)))
            return render_last_city(ending[0], context.deps.catalogue, tr), [[end], *leave_button(tr)]
        # One that ends beside others is switched off by itself, and /subscribe does not start it again.
        reason = StopReason.UNSUBSCRIBED if len(ending) == len(running) else StopReason.SWITCHED_OFF
        for one in ending:
            await subscriptions.stop_one(connection, one.id, reason, now)
        left = [await service.change(connection, after, now) for _, after in changed if after.cities]
    return _confirm(context, tr, left, has_ended=bool(ending), is_last=len(ending) == len(running)), ()


def keys_here(name: PlaceName, running: Sequence[Subscription]) -> set[str]:
    """Return the keys of the cities of subscriptions that a name may mean, also with a slip or among namesakes."""
    meant = (*name.answer.matches, *name.answer.suggestions)
    return {city.key for match in meant for one in running for city in lost_cities(one, without_places(one, [match]))}


def _without(subscription: Subscription, keys: set[str]) -> Subscription:
    return replace(subscription, cities=tuple(city for city in subscription.cities if city.key not in keys))


def _confirm(
    context: Context, tr: Translator, left: Sequence[Subscription], *, has_ended: bool, is_last: bool
) -> Markup:
    """Return what the changed subscriptions are now, and whether one has ended."""
    now = context.deps.clock.now()
    changed = [render_subscribed(one, context.deps.catalogue, now, tr) for one in left]
    ended = tr(UNSUBSCRIBED) if is_last else tr("That bulletin has ended. To see the others: /status")
    return join_blocks([*changed, ended if has_ended else None])


def render_not_here(asked: Asked, tr: Translator) -> Markup:
    """Return that no bulletin has the named cities."""
    names = " ".join((*(one.text for one in asked.named), *asked.abroad, *asked.north))
    name = shorten(names, _MAX_ECHO_LENGTH)
    return tr("“{name}” is not among the cities here, and nothing was changed. To see them: /status", name=name)
