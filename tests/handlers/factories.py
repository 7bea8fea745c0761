"""Actions of people in a chat, and the answers that several tests expect."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.application import make_application, make_webhook_target, running
from bot.clock import Clock, SetClock
from bot.context import JoganApplication
from bot.dependencies import assemble
from bot.runtime.settings_reading import read_settings
from bot.telegram_api.rate_limiter import Limiter
from handlers import register_all
from local import TOKEN
from simulator import Server
from simulator.api.calls import Call
from simulator.world.chats import Chat, User
from simulator.world.inline import InlineQuery
from sources.kma.town_table import parse_towns
from storage.content import towns
from storage.database import open_database
from storage.schema import metadata
from tests.factories import CATALOGUE, EVENING, TOWN_TABLE
from tests.talk import Talk

ONLY_ADMINISTRATORS = "이곳의 설정은 관리자만 바꿀 수 있어요."
OUT_OF_DATE = "기한이 지난 버튼이에요. 다시 요청해 주세요."
UPLOADED = "attach://"


@asynccontextmanager
async def bot_at(
    server: Server,
    database_url: str,
    clock: Clock | None = None,
    limiter: Limiter | None = None,
    settings: Mapping[str, object] | None = None,
) -> AsyncIterator[JoganApplication]:
    """Run the bot at a local Telegram that outlives it, in the evening and without limits unless given."""
    given: dict[str, Any] = {"database_url": database_url, "telegram_api": server.base_url, **(settings or {})}
    there = replace(read_settings(), **given)
    async with open_database(database_url) as database:
        dependencies = assemble(there, clock or SetClock(EVENING), database, CATALOGUE)
        webhook = make_webhook_target(there, TOKEN)
        application = make_application(
            TOKEN, dependencies, register_all, limiter or Limiter(rate=None), webhook=webhook
        )
        async with running(application):
            yield application
            await server.wait_until_idle()
            await application.dispatcher.join()


async def load_towns(talk: Talk) -> None:
    """Load towns as `jogan places import` does while the bot is running, which notices within a minute."""
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, parse_towns(TOWN_TABLE.read_bytes()).towns)
    await talk.at("2024-05-13 20:01")


def tell(talk: Talk, kind: str = "message", **fields: object) -> None:
    """Queue an update that the simulator does not make."""
    person = talk.town.person
    message: dict[str, object] = {
        "message_id": 900 + len(fields),
        "date": int(talk.world.now().timestamp()),
        "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
        "from": person.to_json(),
    }
    talk.world.accounts[talk.world.bot.id].updates.add(kind, message | fields)


async def press(talk: Talk, label: str, person: User | None = None, chat: Chat | None = None) -> str:
    """Press a button of the newest message that has one with the label."""
    person = person or talk.town.person
    chat = chat or talk.world.private_chat(person)
    for message in reversed(talk.world.messages(chat)):
        for number, button in enumerate(message.buttons):
            if label in button.text:
                talk.world.press(message, number, person)
                return await talk.shown()
    raise AssertionError(f"there is no button {label!r}")


async def ask(talk: Talk, query: str, where: Chat | None = None, who: User | None = None) -> InlineQuery:
    asked = talk.world.ask_inline(where or talk.town.group, who or talk.town.person, query)
    await talk.session.wait_until_idle()
    return asked


def shown(query: InlineQuery) -> str:
    """Render the cards as a person sees them, each with the message that it sends."""
    assert query.results is not None
    lines = [f"@{query.bot.username} {query.query}"]
    for offer in query.results:
        buttons = [button.text for row in (offer.markup.inline_keyboard if offer.markup else ()) for button in row]
        lines += [f"* {offer.title} | {offer.description}", *(f"    {line}" for line in offer.content.text.split("\n"))]
        lines += [f"    [{text}]" for text in buttons]
    if query.button:
        lines.append(f"({query.button.text}: {query.button.start_parameter})")
    return "\n".join(lines)


def texts(talk: Talk, chat: Chat) -> list[str]:
    return [message.text for message in talk.world.messages(chat) if message.sender.is_bot and message.text]


def photos(talk: Talk) -> list[Call]:
    return [call for call in talk.server.calls if call.method.lower() == "sendphoto" and call.accepted]


def uploads(talk: Talk) -> int:
    return sum(str(call.arguments["photo"]).startswith(UPLOADED) for call in photos(talk))


async def stored_rows(talk: Talk) -> dict[str, list[dict[str, object]]]:
    """Return all rows of all tables."""
    async with talk.session.database.read() as connection:
        return {
            table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for table in metadata.sorted_tables
        }


async def stored_of(talk: Talk, where: Chat) -> list[str]:
    """Return the tables with rows about a chat."""
    return [name for name, rows in (await stored_rows(talk)).items() if str(where.id) in str(rows)]


def own_names(language: str, *stations: int) -> Sequence[str]:
    """Return the names of stations in the language."""
    return [CATALOGUE[number].name(language) for number in stations]
