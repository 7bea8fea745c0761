"""`/forecast`, `/tomorrow`, `/week`, `/dust` and `/warnings`: of named places, or of the chat's own."""

from dataclasses import replace
from functools import partial

from telegram import Update

from bot.context import AnyApplication, Context
from bot.parsing.days import Day, DayKind
from bot.parsing.intent import When
from bot.parsing.reader import read
from bot.parsing.topics import Topic
from bot.rendering.questions import render_missing_place
from handlers.language import get_translator
from handlers.replies import Reply, send_reply
from handlers.updates import add_command
from handlers.weather import answer_question, get_own_places

_TOMORROW = When((Day(DayKind.OFFSET, 1),))
_WEEK = When((Day(DayKind.WEEK, 0),))
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


async def _answer(update: Update, context: Context, command: str) -> None:
    topic, when = _COMMANDS[command]
    tr = await get_translator(update, context)
    asked = read(" ".join(context.words), context.deps.places, topic)
    # The command says when, whatever else is said.
    asked = replace(asked, what=frozenset({topic}), when=asked.when if when is None else when)
    if not asked.named and not await get_own_places(update, context):
        city = context.deps.catalogue.example.name(tr.language)
        await send_reply(update, Reply(render_missing_place(command, city, tr)))
        return
    await send_reply(update, await answer_question(update, context, tr, asked))
