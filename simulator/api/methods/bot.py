"""Methods for the bot's own profile: commands, descriptions, menu button, default rights."""

from simulator import errors
from simulator.api.arguments import bot as arguments
from simulator.api.caller import Caller
from simulator.world.bot_commands import ChatScope, MemberScope
from simulator.world.fields import WebAppMenuButton

_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)


def get_me(caller: Caller, _call: arguments.GetMe) -> dict[str, object]:
    """Return the bot's User, with the fields that only getMe returns."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": caller.account.reads_all_messages,
        "supports_inline_queries": caller.account.supports_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": caller.account.has_topics,
        "allows_users_to_create_topics": caller.account.has_topics,
    }
    return caller.user.to_json() | abilities


def set_my_commands(caller: Caller, call: arguments.SetMyCommands) -> bool:
    """Set the menu of a scope in a language; an empty one removes it."""
    caller.account.menus[_menu_key(caller, call)] = list(call.commands)
    return True


def get_my_commands(caller: Caller, call: arguments.GetMyCommands) -> list[dict[str, object]]:
    """Return the menu of exactly this scope in exactly this language."""
    return [command.model_dump() for command in caller.account.menus.get(_menu_key(caller, call), [])]


def delete_my_commands(caller: Caller, call: arguments.DeleteMyCommands) -> bool:
    """Remove the menu of a scope in a language."""
    caller.account.menus.pop(_menu_key(caller, call), None)
    return True


def set_my_name(caller: Caller, call: arguments.SetMyName) -> bool:
    """Set the bot's name in a language."""
    caller.account.profile["name", call.language_code] = call.name
    return True


def set_my_description(caller: Caller, call: arguments.SetMyDescription) -> bool:
    """Set the bot's description in a language."""
    caller.account.profile["description", call.language_code] = call.description
    return True


def set_my_short_description(caller: Caller, call: arguments.SetMyShortDescription) -> bool:
    """Set the bot's short description in a language."""
    caller.account.profile["short_description", call.language_code] = call.short_description
    return True


def get_my_name(caller: Caller, call: arguments.GetMyName) -> dict[str, object]:
    """Return the bot's name in a language."""
    return {"name": _profile_text(caller, "name", call.language_code) or caller.user.first_name}


def get_my_description(caller: Caller, call: arguments.GetMyDescription) -> dict[str, object]:
    """Return the bot's description in a language."""
    return {"description": _profile_text(caller, "description", call.language_code)}


def get_my_short_description(caller: Caller, call: arguments.GetMyShortDescription) -> dict[str, object]:
    """Return the bot's short description in a language."""
    return {"short_description": _profile_text(caller, "short_description", call.language_code)}


def set_chat_menu_button(caller: Caller, call: arguments.SetChatMenuButton) -> bool:
    """Set the button next to the text field."""
    if isinstance(call.menu_button, WebAppMenuButton) and not call.menu_button.text:
        raise errors.bad_request("menu button text must be non-empty")
    caller.account.menu_buttons[_check_private(caller, call.chat_id)] = call.menu_button.model_dump()
    return True


def get_chat_menu_button(caller: Caller, call: arguments.GetChatMenuButton) -> dict[str, object]:
    """Return the button next to the text field."""
    buttons = caller.account.menu_buttons
    default = buttons.get(None, {"type": "commands"})
    return buttons.get(_check_private(caller, call.chat_id), default)


def set_my_default_administrator_rights(caller: Caller, call: arguments.SetMyDefaultAdministratorRights) -> bool:
    """Set the rights that the bot asks for; none named means no rights."""
    rights = call.rights.model_dump(exclude_none=True) if call.rights else {}
    caller.account.default_rights[call.for_channels] = rights
    return True


def get_my_default_administrator_rights(
    caller: Caller, call: arguments.GetMyDefaultAdministratorRights
) -> dict[str, object]:
    """Return the rights that the bot asks for."""
    given = caller.account.default_rights.get(call.for_channels, {})
    return {**dict.fromkeys(_RIGHTS, False), **given}


def _profile_text(caller: Caller, field: str, language: str) -> str:
    # Telegram falls back to the text without a language code.
    return caller.account.profile.get((field, language)) or caller.account.profile.get((field, ""), "")


def _check_private(caller: Caller, chat_id: int | None) -> int | None:
    if chat_id is not None and chat_id <= 0:
        raise errors.bad_request("invalid chat_id specified")
    if chat_id is not None and chat_id not in caller.account.private_chats:
        raise errors.bad_request("user not found")
    return chat_id


def _menu_key(caller: Caller, call: arguments.SetMyCommands | arguments.GetMyCommands) -> tuple[str, str]:
    if isinstance(call.scope, ChatScope | MemberScope):
        caller.world.find_chat(call.scope.chat_id, caller.account)
    if isinstance(call.scope, MemberScope) and call.scope.user_id not in caller.world.users:
        raise errors.bad_request("invalid user_id specified")
    return call.scope.model_dump_json(), call.language_code
