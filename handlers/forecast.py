"""`/forecast`, `/tomorrow`, `/week`, `/dust` and `/warnings`: of named places, or of the chat's own."""

import datetime as dt
from dataclasses import replace
from functools import partial

from telegram import Update

from bot.context import AnyApplication, Context
from bot.parsing.asked_days.packed import unpack_days, unpack_times
from bot.parsing.days import Day, DayKind
from bot.parsing.intent import When
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import Asked, read
from bot.parsing.topics import Topic
from bot.places import Answer
from bot.rendering.places import short_label
from handlers.callbacks import AnswerAt, AnswerFor, Notice, add_callback
from handlers.language import get_translator
from handlers.replies import OUT_OF_DATE, edit_message, send_reply
from handlers.updates import add_command, get_callback_query
from handlers.weather import answer_question, ask_for_missing_place, find_place, get_own_places

_TOMORROW = When((Day(DayKind.OFFSET, 1),))
_WEEK = When((Day(DayKind.WEEK, 0),))
_END_OF_DAY = 24
_COMMANDS: dict[str, tuple[Topic, When | None]] = {
    "forecast": (Topic.FORECAST, None),
    "tomorrow": (Topic.FORECAST, _TOMORROW),
    "week": (Topic.FORECAST, _WEEK),
    "dust": (Topic.DUST, None),
    "warnings": (Topic.WARNINGS, None),
}


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    for command in _COMMANDS:
        add_command(application, command, partial(_answer, command=command))
    add_callback(application, AnswerFor, _on_button)
    add_callback(application, AnswerAt, _on_button_with_days)


async def _answer(update: Update, context: Context, command: str) -> None:
    tr = await get_translator(update, context)
    asked = _of_command(command, read(" ".join(context.words), context.deps.places, _COMMANDS[command][0]))
    if not asked.named and not await get_own_places(update, context):
        await send_reply(update, ask_for_missing_place(context, tr, command))
        return
    await send_reply(update, await answer_question(update, context, tr, asked))


def _of_command(command: str, asked: Asked) -> Asked:
    """Return a request as a command means it: it says what and when, whatever else is said."""
    topic, when = _COMMANDS[command]
    return replace(asked, what=frozenset({topic}), when=asked.when if when is None else when)


async def _on_button(update: Update, context: Context, data: AnswerFor) -> Notice:
    return await _answer_for_place(update, context, data.place, _of_command(data.command, Asked()))


async def _on_button_with_days(update: Update, context: Context, data: AnswerAt) -> Notice:
    hours, parts = unpack_times(data.times)
    times = tuple(dt.time(hour % _END_OF_DAY) for hour in hours)
    when = When(unpack_days(data.days), parts, times, ends_day=_END_OF_DAY in hours)
    topic = next(topic for topic in (Topic.FORECAST, Topic.RAIN) if topic.startswith(data.topic))
    return await _answer_for_place(update, context, data.place, Asked(frozenset({topic}), when))


async def _answer_for_place(update: Update, context: Context, place: str, asked: Asked) -> Notice:
    """Answer a question for the place that was chosen, instead of asking for it."""
    places, match = context.deps.places, find_place(place, context.deps.places)
    tr = await get_translator(update, context)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    asked = replace(asked, named=(PlaceName(short_label(match, places, tr), Answer((match,))),))
    answer = await answer_question(update, context, tr, asked)
    await edit_message(get_callback_query(update), answer.text, answer.buttons)
    return None
