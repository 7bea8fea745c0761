"""The JSON of the control API, which `simulator.client.models` reads."""

from time import monotonic
from typing import TypeAlias

from pydantic_core import from_json

from simulator.api.calls import Call
from simulator.errors import ApiError
from simulator.failures.faults import Fault
from simulator.world.chats import Chat, User
from simulator.world.content.files import StoredFile
from simulator.world.content.reactions import totals_json
from simulator.world.inline import InlineResult
from simulator.world.journal import JournalEntry, MemberChange, SettingChange
from simulator.world.messages import Event, EventKind, Message
from simulator.world.topics import Topic
from simulator.world.transcript import render_event
from simulator.world.world import World

Json: TypeAlias = dict[str, object]


def user_json(user: User) -> Json:
    """Return the JSON of a person or a bot."""
    return {
        "id": user.id,
        "name": user.first_name,
        "username": user.username,
        "language": user.language_code,
        "is_bot": user.is_bot,
    }


def chat_json(chat: Chat, world: World) -> Json:
    """Return the JSON of a chat, with its present and former members, and its topics."""
    return {
        "id": chat.id,
        "kind": chat.kind.value,
        "name": chat.name,
        "username": chat.username,
        "person": chat.person.id if chat.person else None,
        "bot": _bot_of_chat(chat),
        "migrated_to": chat.migrated_to.id if chat.migrated_to else None,
        "linked": chat.linked.id if chat.linked else None,
        "parent": chat.parent.id if chat.parent else None,
        "slow_mode": chat.slow_mode_delay,
        "refuses": world.refusals.get(chat),
        "forum": chat.is_forum,
        "topics": [topic_json(topic) for topic in world.topics[chat].values()],
        "members": [
            {"user": member.user.id, "status": member.status.value, "anonymous": member.is_anonymous}
            for member in chat.members.values()
        ],
    }


def topic_json(topic: Topic) -> Json:
    """Return the JSON of a topic other than the General one."""
    return {"id": topic.thread_id, "name": topic.name, "closed": topic.is_closed}


def message_json(message: Message) -> Json:
    """Return the JSON of a message as people see it; lengths in UTF-16 code units, times in ISO 8601."""
    return {
        "chat": message.chat.id,
        "bot": _bot_of_chat(message.chat),
        "message_id": message.message_id,
        "sender": user_json(message.sender),
        # The copy of a channel's post is in another chat's name.
        "in_name_of_chat": message.sender_chat is message.chat,
        "date": message.date.isoformat(),
        "edited": message.edited.isoformat() if message.edited else None,
        "text": message.text,
        "entities": [entity.to_json() for entity in message.entities],
        "keyboard": [[button.model_dump(exclude_none=True) for button in row] for row in message.keyboard],
        "reply_keyboard": message.reply_keyboard,
        "reply_markup": from_json(message.reply_markup) if message.reply_markup else None,
        "forces_reply_from": _forced_repliers(message),
        "file": file_json(message.file) if message.file else None,
        "album": message.options.get("media_group_id"),
        "poll": message.poll.to_json() if message.poll else None,
        "reactions": totals_json(message.reactions),
        "silent": message.silent,
        "pinned": message.message_id in message.chat.pinned,
        "thread": message.thread_id,
        "via": message.via.username if message.via else None,
        "reply_to": message.reply_to.message_id if message.reply_to else None,
        "forward_origin": message.options.get("forward_origin"),
        "location": message.location.to_json() if message.location else None,
        "service": dict(message.service),
    }


def _forced_repliers(message: Message) -> list[int]:
    """Return the ids of the members whose next message answers this one."""
    inside = message.chat.members.values() if message.reply_markup else ()
    return [member.user.id for member in inside if message.forces_reply_from(member.user)]


def file_json(file: StoredFile) -> Json:
    """Return the JSON of a photo or document, with its path on this server and its size in pixels."""
    return {
        "id": file.file_id,
        "kind": file.kind,
        "name": file.name,
        "url": f"/sim/files/{file.file_id}",
        "width": file.width,
        "height": file.height,
    }


def inline_result_json(result: InlineResult) -> Json:
    """Return the JSON of one result of an inline query."""
    return {"id": result.id, "title": result.title, "description": result.description, "text": result.content.text}


def entry_json(number: int, entry: JournalEntry) -> Json:
    """Return the JSON of an event, numbered from 1; `by_bot` is true for what a bot did."""
    match entry:
        case MemberChange(chat, user, status):
            fields: Json = {"kind": "membership", "chat": chat.id, "bot": _bot_of_chat(chat), "user": user_json(user)}
            return {"number": number, **fields, "status": status.value}
        case SettingChange(kind, user):
            return {"number": number, "kind": kind, "user": user_json(user) if user else None}
        case event:
            return {"number": number, **_event_json(event)}


def _event_json(event: Event) -> Json:
    return {
        "kind": event.kind.value,
        "chat": event.message.chat.id,
        "bot": _bot_of_chat(event.message.chat),
        "by_bot": acting_bot(event) is not None,
        "text": event.text,
        "alert": event.is_alert,
        "plain": render_event(event),
        "message": message_json(event.message),
    }


def acting_bot(event: Event) -> User | None:
    """Return the bot that caused the event; None where a person did."""
    sender = event.actor or event.message.sender
    if event.kind is EventKind.TOAST:
        return event.message.via or sender
    return sender if sender.is_bot else None


def call_json(call: Call) -> Json:
    """Return the JSON of a bot's call."""
    return {
        "bot": call.bot_id,
        "method": call.method,
        "arguments": call.arguments,
        "accepted": call.accepted,
        "error": call.error,
    }


def fault_json(fault: Fault) -> Json:
    """Return the JSON of an active fault, with its remaining calls or seconds."""
    error = fault.answer if isinstance(fault.answer, ApiError) else None
    return {
        "method": fault.method,
        "chat": fault.chat_id,
        "times": None if fault.ends_at else fault.times,
        "seconds": max(fault.ends_at - monotonic(), 0) if fault.ends_at else None,
        "status": error.code if error else fault.answer,
        "retry_after": error.parameters.get("retry_after") if error else None,
        "drop": fault.drop,
        "hang": fault.hang,
        "delay": fault.delay,
        "trickle": fault.trickle,
    }


def _bot_of_chat(chat: Chat) -> int | None:
    # A person's private chats with several bots have one id.
    if chat.person is None:
        return None
    return next(user_id for user_id, member in chat.members.items() if member.user.is_bot)
