"""What the bot says: sending, editing and deleting messages, answering pressed buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator import errors
from simulator.chats import Chat, ChatKind
from simulator.entities import Entity, FormattedText, clean, detect, trim, units
from simulator.html_mode import parse_html
from simulator.messages import Event, EventKind, Message
from simulator.methods.access import writable
from simulator.world import LONGEST_TEXT

if TYPE_CHECKING:
    from simulator import arguments, fields
    from simulator.state import State


def send_message(state: State, call: arguments.SendMessage) -> dict[str, object]:
    """Put the bot's message into a chat."""
    chat = writable(state, call.chat_id)
    _check_thread(call.message_thread_id)
    content = _content(state, call.text, call.parse_mode)
    message = Message(
        state.next_message_id(chat),
        chat,
        state.bot,
        state.now(),
        content,
        sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
        markup=call.reply_markup,
        silent=call.disable_notification,
        reply_to=_answered(chat, call.reply_parameters),
        options=_options(call.link_preview_options, is_protected=call.protect_content),
    )
    return state.post(message).to_json()


def edit_message_text(state: State, call: arguments.EditMessageText) -> dict[str, object]:
    """Change the text and the buttons of one of the bot's messages."""
    message = _own(state, call.chat_id, call.message_id, "edit")
    content = _content(state, call.text, call.parse_mode)
    if (content, call.reply_markup) == (message.content, message.markup):
        raise errors.not_modified()
    is_protected = "has_protected_content" in message.options
    changed = replace(
        message,
        content=content,
        markup=call.reply_markup,
        edited=state.now(),
        options=_options(call.link_preview_options, is_protected=is_protected),
    )
    return state.change(changed).to_json()


def edit_message_reply_markup(state: State, call: arguments.EditMessageReplyMarkup) -> dict[str, object]:
    """Change only the buttons, which does not mark the message as edited."""
    message = _own(state, call.chat_id, call.message_id, "edit")
    if call.reply_markup == message.markup:
        raise errors.not_modified()
    return state.change(replace(message, markup=call.reply_markup)).to_json()


def delete_message(state: State, call: arguments.DeleteMessage) -> bool:
    """Take a message away: the bot's own, and other people's where it may."""
    chat = writable(state, call.chat_id)
    message = chat.messages.get(call.message_id)
    if message is None:
        raise errors.bad_request("message to delete not found")
    may = chat.kind is ChatKind.PRIVATE or chat.member(state.bot).is_administrator
    if message.sender is not state.bot and not may:
        raise errors.bad_request("message can't be deleted")
    state.remove(message)
    return True


def answer_callback_query(state: State, call: arguments.AnswerCallbackQuery) -> bool:
    """Let the pressed button rest, and show what the bot says to it."""
    callback = state.callbacks.get(call.callback_query_id)
    if callback is None or callback.is_answered:
        raise errors.query_too_old()
    callback.is_answered = True
    if call.text:
        state.events.append(Event(EventKind.TOAST, callback.message, call.text))
    return True


def send_chat_action(state: State, call: arguments.SendChatAction) -> bool:
    """Accept that the bot is busy, where it may say so."""
    if writable(state, call.chat_id).kind is ChatKind.CHANNEL:
        raise errors.bad_request("can't send chat actions to channel chats")
    _check_thread(call.message_thread_id)
    return True


def _own(state: State, chat_id: int | str, message_id: int, action: str) -> Message:
    message = writable(state, chat_id).messages.get(message_id)
    if message is None:
        raise errors.bad_request(f"message to {action} not found")
    if message.sender is not state.bot:
        raise errors.bad_request(f"message can't be {action}ed")
    return message


def _content(state: State, text: str, parse_mode: str) -> FormattedText:
    parsed = parse_html(text) if parse_mode else FormattedText(clean(text))
    content = detect(trim(FormattedText(parsed.text, _with_known_users(state, parsed.entities))))
    if not content.text:
        raise errors.bad_request("message text is empty")
    if units(content.text) > LONGEST_TEXT:
        raise errors.bad_request("message is too long")
    return content


def _with_known_users(state: State, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    # A mention of somebody whom the bot does not know is plain text, as with Telegram.
    known = (replace(entity, user=state.users.get(entity.user_id)) if entity.user_id else entity for entity in entities)
    return tuple(entity for entity in known if entity.user or not entity.user_id)


def _answered(chat: Chat, reply: fields.ReplyParameters | None) -> Message | None:
    if reply is None:
        return None
    message = chat.messages.get(reply.message_id)
    if message is None and not reply.allow_sending_without_reply:
        raise errors.bad_request("message to be replied not found")
    return message


def _check_thread(thread_id: int | None) -> None:
    # No chat here has topics yet, so no thread can be found.
    if thread_id:
        raise errors.bad_request("message thread not found")


def _options(preview: fields.LinkPreviewOptions | None, *, is_protected: bool) -> dict[str, object]:
    options: dict[str, object] = {"has_protected_content": True} if is_protected else {}
    if preview:
        options["link_preview_options"] = preview.model_dump(exclude_none=True)
    return options
