"""What the bot does about itself: who it is, its updates, its menus, its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import errors
from simulator.fields import ChatScope, MemberScope

if TYPE_CHECKING:
    from simulator import arguments
    from simulator.state import State

_LONGEST_POLL = 50  # seconds


def get_me(state: State, _call: arguments.GetMe) -> dict[str, object]:
    """Return the bot's User, with what only getMe tells."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return state.bot.to_json() | abilities


async def get_updates(state: State, call: arguments.GetUpdates) -> list[dict[str, object]]:
    """Return the updates from `offset` on, waiting for the first."""
    if call.allowed_updates is not None:
        state.updates.allow(frozenset(call.allowed_updates))
    seconds = min(call.timeout, _LONGEST_POLL)
    return [update.to_json() for update in await state.updates.poll(call.offset, call.limit, seconds)]


def delete_webhook(state: State, call: arguments.DeleteWebhook) -> bool:
    """Accept that there is no webhook, which is always so here."""
    if call.drop_pending_updates:
        state.updates.clear()
    return True


def set_my_commands(state: State, call: arguments.SetMyCommands) -> bool:
    """Set the menu of a scope in a language; an empty one takes it away."""
    state.menus[_menu_key(state, call)] = call.commands
    return True


def get_my_commands(state: State, call: arguments.GetMyCommands) -> list[dict[str, object]]:
    """Return exactly this scope's menu in exactly this language."""
    return [command.model_dump() for command in state.menus.get(_menu_key(state, call), [])]


def delete_my_commands(state: State, call: arguments.DeleteMyCommands) -> bool:
    """Take the menu of a scope in a language away."""
    state.menus.pop(_menu_key(state, call), None)
    return True


def set_my_name(state: State, call: arguments.SetMyName) -> bool:
    """Set the bot's name in a language."""
    state.profile["name", call.language_code] = call.name
    return True


def set_my_description(state: State, call: arguments.SetMyDescription) -> bool:
    """Set the bot's description in a language."""
    state.profile["description", call.language_code] = call.description
    return True


def set_my_short_description(state: State, call: arguments.SetMyShortDescription) -> bool:
    """Set the bot's short description in a language."""
    state.profile["short_description", call.language_code] = call.short_description
    return True


def _menu_key(state: State, call: arguments.SetMyCommands | arguments.GetMyCommands) -> tuple[str, str]:
    if isinstance(call.scope, ChatScope | MemberScope):
        state.find_chat(call.scope.chat_id)
    if isinstance(call.scope, MemberScope) and call.scope.user_id not in state.users:
        raise errors.bad_request("invalid user_id specified")
    return call.scope.model_dump_json(), call.language_code
