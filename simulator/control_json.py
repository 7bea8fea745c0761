"""What people see, as JSON: the only place that decides how the control API writes things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.journal import MemberChange
from simulator.messages import EventKind
from simulator.plain import render

if TYPE_CHECKING:
    from simulator.chats import Chat, User
    from simulator.files import StoredFile
    from simulator.inline import Offer
    from simulator.journal import Happening
    from simulator.messages import Event, Message
    from simulator.server import Call


def user_json(user: User) -> dict[str, object]:
    """Write a person or a bot."""
    return {
        "id": user.id,
        "name": user.first_name,
        "username": user.username,
        "language": user.language_code,
        "is_bot": user.is_bot,
    }


def chat_json(chat: Chat) -> dict[str, object]:
    """Write a chat, with everybody who is or was in it."""
    return {
        "id": chat.id,
        "kind": chat.kind.value,
        "name": chat.name,
        "username": chat.username,
        "person": chat.person.id if chat.person else None,
        "migrated_to": chat.migrated_to.id if chat.migrated_to else None,
        "members": [
            {"user": member.user.id, "status": member.status.value, "anonymous": member.is_anonymous}
            for member in chat.members.values()
        ],
    }


def message_json(message: Message) -> dict[str, object]:
    """Write a message as people see it; lengths in UTF-16 code units, times in ISO 8601."""
    return {
        "chat": message.chat.id,
        "message_id": message.message_id,
        "sender": user_json(message.sender),
        "in_name_of_chat": message.sender_chat is not None,
        "date": message.date.isoformat(),
        "edited": message.edited.isoformat() if message.edited else None,
        "text": message.text,
        "entities": [entity.to_json() for entity in message.entities],
        "keyboard": [[button.model_dump(exclude_none=True) for button in row] for row in message.keyboard],
        "reply_keyboard": message.reply_keyboard,
        "file": file_json(message.file) if message.file else None,
        "silent": message.silent,
        "pinned": message.message_id in message.chat.pinned,
        "thread": message.thread_id,
        "via": message.via.username if message.via else None,
        "reply_to": message.reply_to.message_id if message.reply_to else None,
        "location": message.location.to_json() if message.location else None,
        "service": dict(message.service),
    }


def file_json(file: StoredFile) -> dict[str, object]:
    """Write a photo or document: where it can be fetched, and how large it is, in pixels."""
    return {
        "id": file.file_id,
        "kind": file.kind,
        "name": file.name,
        "url": f"/sim/files/{file.file_id}",
        "width": file.width,
        "height": file.height,
    }


def offer_json(offer: Offer) -> dict[str, object]:
    """Write one result of an inline query."""
    return {"id": offer.id, "title": offer.title, "description": offer.description, "text": offer.content.text}


def happening_json(number: int, happening: Happening, bot: User) -> dict[str, object]:
    """Write what happened, numbered from 1; `by_bot` where it is what a person would look at the bot for."""
    if isinstance(happening, MemberChange):
        return {
            "number": number,
            "kind": "membership",
            "chat": happening.chat.id,
            "user": user_json(happening.user),
            "status": happening.status.value,
        }
    return {
        "number": number,
        "kind": happening.kind.value,
        "chat": happening.message.chat.id,
        "by_bot": is_of_bot(happening, bot),
        "text": happening.text,
        "plain": render(happening),
        "message": message_json(happening.message),
    }


def is_of_bot(event: Event, bot: User) -> bool:
    """Whether the bot made this happen."""
    return event.kind is EventKind.TOAST or event.message.sender is bot


def call_json(call: Call) -> dict[str, object]:
    """Write one call of the bot's."""
    return {
        "method": call.method,
        "arguments": call.arguments,
        "accepted": call.accepted,
        "error": call.error,
    }
