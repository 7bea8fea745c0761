"""The bot's menu of commands, as Telegram chooses it for one person in one chat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from simulator.chats import ChatKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.accounts import Account
    from simulator.chats import Chat, User


def menu(bot: Account, chat: Chat, person: User) -> list[dict[str, object]]:
    """Return the commands of the narrowest scope that has some, in the person's language or else in none."""
    languages = (language_of(person), "")
    menus = {(_scope_key(scope), language): commands for (scope, language), commands in bot.menus.items()}
    for scope in _scopes(chat, person):
        for language in languages:
            if commands := menus.get((scope, language)):
                return [command.model_dump() for command in commands]
    return []


def language_of(person: User) -> str:
    """The two letters by which menus are kept, e.g. `ko` for `ko-KR`."""
    return (person.language_code or "").partition("-")[0].lower()


def _scopes(chat: Chat, person: User) -> Iterator[tuple[str, ...]]:
    # Telegram's own order, which stands under "Determining list of commands" in its documentation.
    is_private = chat.kind is ChatKind.PRIVATE
    if not is_private:
        yield ("chat_member", str(chat.id), str(person.id))
        if chat.member(person).is_administrator:
            yield ("chat_administrators", str(chat.id))
    yield ("chat", str(chat.id))
    if not is_private and chat.member(person).is_administrator:
        yield ("all_chat_administrators",)
    yield ("all_private_chats",) if is_private else ("all_group_chats",)
    yield ("default",)


def _scope_key(scope: str) -> tuple[str, ...]:
    return tuple(str(value) for value in json.loads(scope).values())
