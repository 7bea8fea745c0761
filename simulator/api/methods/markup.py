"""The check of keyboards against the kind of chat."""

from simulator import errors
from simulator.world.chats import Chat, ChatKind
from simulator.world.keyboards import InlineKeyboard, Keyboard, ReplyKeyboard

_QUERIES = ("switch_inline_query", "switch_inline_query_current_chat")


def check_keyboard(chat: Chat, keyboard: Keyboard | None) -> None:
    """Check that a chat allows a keyboard.

    Raises:
        ApiError: 400 for a keyboard that the chat does not allow.
    """
    if keyboard is None:
        return
    if isinstance(keyboard, InlineKeyboard):
        _check_inline(chat, keyboard)
    elif chat.kind is ChatKind.CHANNEL:
        raise errors.bad_request("inline keyboard expected")
    elif isinstance(keyboard, ReplyKeyboard) and chat.kind is not ChatKind.PRIVATE:
        _check_requests(keyboard)


def _check_inline(chat: Chat, keyboard: InlineKeyboard) -> None:
    if chat.kind is ChatKind.PRIVATE:
        return
    for button in (button for row in keyboard.inline_keyboard for button in row):
        # Web apps open from private chats only.
        if button.web_app:
            raise errors.bad_request("BUTTON_TYPE_INVALID")
        for query in _QUERIES:
            if chat.kind is ChatKind.CHANNEL and getattr(button, query) is not None:
                raise errors.bad_request(
                    f"can't use {query} in a channel chat, because a user will not be able to use the button "
                    "without knowing bot's username"
                )


def _check_requests(keyboard: ReplyKeyboard) -> None:
    for button in (button for row in keyboard.keyboard for button in row):
        if button.request_contact:
            raise errors.bad_request("phone number can be requested in private chats only")
        if button.request_location:
            raise errors.bad_request("location can be requested in private chats only")
