"""What people say, share, press and ask, as the control API takes it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from simulator.control_json import Json, message_json, offer_json
from simulator.files import Upload

if TYPE_CHECKING:
    from simulator import control_fields as fields
    from simulator.chats import Chat, User
    from simulator.control import Control
    from simulator.messages import Message
    from simulator.topics import Topic


async def say(control: Control, given: fields.Say) -> Json:
    """Let a person say something; what makes apps answer is answered without being named."""
    chat, person = _begun(control, given)
    answered = control.message(chat, given.reply_to) if given.reply_to is not None else _question(control, chat, person)
    topic = _topic(control, chat, given.topic)
    said = control.world.say(chat, person, given.text, anonymous=given.anonymous, reply_to=answered, topic=topic)
    return message_json(said)


def _question(control: Control, chat: Chat, person: User) -> Message | None:
    newest = next(reversed(control.world.history[chat].values()), None)
    return newest if newest and newest.makes_answer(person) else None


async def post_photo(control: Control, given: fields.PostPhoto) -> Json:
    """Let a person post a picture."""
    chat, person = _begun(control, given)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.post_photo(chat, person, given.base64, given.caption, topic=topic))


async def post_document(control: Control, given: fields.PostDocument) -> Json:
    """Let a person post a file."""
    chat, person = _begun(control, given)
    upload = Upload(given.name, given.mime_type, given.base64)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.post_document(chat, person, upload, given.caption, topic=topic))


async def share_location(control: Control, given: fields.ShareLocation) -> Json:
    """Let a person share a place."""
    chat, person = _begun(control, given)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.share_location(chat, person, given.latitude, given.longitude, topic=topic))


async def edit(control: Control, given: fields.Edit) -> Json:
    """Let a person change her words."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    return message_json(control.world.edit(message, given.text))


async def delete(control: Control, given: fields.Delete) -> None:
    """Let a person take a message away."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    control.world.delete(message, control.human(given.person))


async def press(control: Control, given: fields.Press) -> Json:
    """Let a person press a button."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    callback = control.world.press(message, given.button, control.human(given.person))
    return {"id": callback.id, "data": callback.data}


async def open_web_app(control: Control, given: fields.OpenWebApp) -> Json:
    """Let a person open a web app, which answers with the query's id."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    query = control.world.open_web_app(message, given.button, control.human(given.person))
    return {"query": query.id, "url": query.url}


async def ask_inline(control: Control, given: fields.Inline) -> Json:
    """Let a person ask a bot inline."""
    chat, person = control.chat(given.chat, given.bot), control.human(given.person)
    return {"query": control.world.ask_inline(chat, person, given.query, bot=control.bot(given.bot)).id}


async def offers(control: Control, given: fields.OfQuery) -> list[Json] | None:
    """Tell what the bot offers; None while it has not answered."""
    found = control.inline_query(given.query).offers
    return None if found is None else [offer_json(offer) for offer in found]


async def offers_button(control: Control, given: fields.OfQuery) -> Json | None:
    """Tell which button stands above what the bot offers; None where there is none."""
    button = control.inline_query(given.query).button
    return None if button is None else button.model_dump(exclude_none=True)


async def choose(control: Control, given: fields.Choose) -> Json:
    """Let a person choose what the bot offers."""
    return message_json(control.world.choose(control.inline_query(given.query), given.result))


async def read_file(control: Control, given: fields.OfFile) -> Json:
    """Tell a file's bytes."""
    file = control.file(given.file)
    return {"name": file.name, "mime_type": file.mime_type, "base64": b64encode(file.data).decode()}


def _begun(control: Control, given: fields.InChat) -> tuple[Chat, User]:
    # A private chat begins with the first thing that the person says there.
    person = control.human(given.person)
    if str(given.chat) == str(person.id):
        return control.world.private_chat(person, control.bot(given.bot)), person
    return control.chat(given.chat, given.bot), person


def _topic(control: Control, chat: Chat, thread_id: int | None) -> Topic | None:
    return None if thread_id is None else control.topic(chat, thread_id)
