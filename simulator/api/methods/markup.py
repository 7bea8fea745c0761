"""The checks of keyboards when they are sent."""

from simulator import errors
from simulator.formatting.entities import clean
from simulator.formatting.links import normalize_link, parse_user_id
from simulator.world.chats import Chat, ChatKind
from simulator.world.keyboards import (
    Button,
    InlineKeyboard,
    Keyboard,
    ReplyButton,
    ReplyKeyboard,
    WebApp,
    check_web_app,
)

_MAX_BUTTONS = 100
# Bots send the same inline keyboards again and again: these are known to be right.
_checked: set[str] = set()
_MAX_CHECKED = 256  # then they are forgotten
# The Bot API's limits (InlineKeyboardButton, CopyTextButton).
_MAX_DATA_SIZE = 64  # bytes
_MAX_COPY_LENGTH = 256  # characters
_QUERIES = {
    "switch_inline_query": "switch_inline_query",
    "switch_inline_query_chosen_chat": "switch_inline_query",
    "switch_inline_query_current_chat": "switch_inline_query_current_chat",
}
# What a button of a reply keyboard asks for, in the order in which Telegram looks for it, as its errors name it.
_REQUESTS = {
    "request_phone_number": "phone number can be requested",
    "request_contact": "phone number can be requested",
    "request_location": "location can be requested",
    "request_poll": "poll can be requested",
    "web_app": "Web App buttons can be used",
    "request_users": "users can be requested",
    "request_user": "users can be requested",
    "request_chat": "chats can be requested",
    "request_managed_bot": "managed bots can be requested",
}


def check_keyboard(chat: Chat, keyboard: Keyboard | None) -> None:
    """Check that a keyboard can be sent to a chat.

    Raises:
        ApiError: 400 for a keyboard that Telegram does not allow, or not in this chat.
    """
    if keyboard is None:
        return
    if isinstance(keyboard, InlineKeyboard):
        check_inline_keyboard(keyboard)
        _check_chat(chat, keyboard)
    elif chat.kind is ChatKind.CHANNEL:
        raise errors.bad_request("inline keyboard expected")
    elif isinstance(keyboard, ReplyKeyboard):
        for button in (button for row in keyboard.keyboard for button in row):
            _check_reply_button(chat, button)


def inline_keyboard_json(chat: Chat, keyboard: Keyboard | None) -> str:
    """Return the inline keyboard that an edit gives a message as JSON; empty for none.

    Raises:
        ApiError: as `check_keyboard`, and 400 for a keyboard of another kind.
    """
    if keyboard is None:
        return ""
    if not isinstance(keyboard, InlineKeyboard):
        raise errors.bad_request("inline keyboard expected")
    check_keyboard(chat, keyboard)
    return keyboard.as_json


def check_inline_keyboard(keyboard: InlineKeyboard) -> None:
    """Check an inline keyboard that may be sent to any chat.

    Raises:
        ApiError: 400 for a keyboard that Telegram does not allow.
    """
    if keyboard.as_json in _checked:
        return
    buttons = [button for row in keyboard.inline_keyboard for button in row]
    for button in buttons:
        if not clean(button.text):
            raise errors.bad_request("inline keyboard button text must be non-empty")
        _check_action(button)
    if len(buttons) > _MAX_BUTTONS:
        raise errors.bad_request("reply markup is too long")
    if len(_checked) == _MAX_CHECKED:
        _checked.clear()
    _checked.add(keyboard.as_json)


def _check_action(button: Button) -> None:
    match button:
        case Button(url=str(url)) if not parse_user_id(url):
            _check_url(url, "inline keyboard button")
        case Button(callback_data=str(data)) if len(data.encode()) > _MAX_DATA_SIZE:
            raise errors.bad_request("BUTTON_DATA_INVALID")
        case Button(login_url=login) if login:
            _check_url(login.url, "inline keyboard button login", https_only=True)
        case Button(web_app=app) if app:
            _check_app(app, "inline keyboard button")
        case Button(copy_text=copied) if copied and not 1 <= len(copied.text) <= _MAX_COPY_LENGTH:
            raise errors.bad_request("BUTTON_COPY_TEXT_INVALID")
        case Button(switch_inline_query_chosen_chat=chosen) if chosen and not _allows_any(chosen.model_dump()):
            raise errors.bad_request("at least one chat type must be allowed")
        # This server has no games and no payments, whose messages need these.
        case Button(action="callback_game" | "pay"):
            raise errors.bad_request("BUTTON_TYPE_INVALID")


def _allows_any(chosen: dict[str, object]) -> bool:
    return any(value is True for value in chosen.values())


def _check_url(url: str, holder: str, *, https_only: bool = False) -> None:
    try:
        normalize_link(url, https_only=https_only)
    except ValueError as error:
        raise errors.bad_request(f"{holder} URL '{url}' is invalid: {error}") from error


def _check_app(app: WebApp, holder: str) -> None:
    if parse_user_id(app.url):
        raise errors.bad_request("link to a user can't be used in Web App URL buttons")
    try:
        check_web_app(app, holder)
    except ValueError as error:
        raise errors.bad_request(str(error)) from error


def _check_chat(chat: Chat, keyboard: InlineKeyboard) -> None:
    if chat.kind is ChatKind.PRIVATE:
        return
    for button in (button for row in keyboard.inline_keyboard for button in row):
        # Web apps open from private chats only.
        if button.web_app:
            raise errors.bad_request("BUTTON_TYPE_INVALID")
        if chat.kind is ChatKind.CHANNEL and button.action in _QUERIES:
            raise errors.bad_request(
                f"can't use {_QUERIES[button.action]} button in a channel chat, because users will not be able to "
                "use the button without knowing bot's username"
            )


def _check_reply_button(chat: Chat, button: ReplyButton) -> None:
    if not clean(button.text):
        raise errors.bad_request("keyboard button text must be non-empty")
    request = next((name for name in _REQUESTS if getattr(button, name)), None)
    if request and chat.kind is not ChatKind.PRIVATE:
        raise errors.bad_request(f"{_REQUESTS[request]} in private chats only")
    if request == "web_app" and button.web_app:
        _check_app(button.web_app, "keyboard button")
