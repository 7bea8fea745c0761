"""The actions of the control API, by name: what each takes and what it does."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, TypeAlias

from simulator import control_fields as fields
from simulator.chats import ChatKind
from simulator.control_faults import begin_outage, clear_faults, set_chaos, set_fault, set_limits
from simulator.control_json import call_json, chat_json, message_json, offer_json, user_json
from simulator.control_menu import menu
from simulator.errors import ActionError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.chats import Chat, User
    from simulator.control import Control

Json: TypeAlias = dict[str, object]


async def _state(control: Control, _given: fields.Nothing) -> Json:
    world = control.world
    return {
        "clock": world.now().isoformat(),
        "zone": str(control.zone),
        "number": len(control.log),
        "bot": user_json(world.bot),
        "people": [user_json(user) for user in world.users.values() if not user.is_bot],
        "chats": [chat_json(chat) for chat in world.chats.values()],
    }


async def _messages(control: Control, given: fields.OfChat) -> list[Json]:
    return [message_json(message) for message in control.world.messages(control.chat(given.chat))]


async def _log(control: Control, given: fields.After) -> list[Json]:
    return list(control.happenings(given.after))


async def _calls(control: Control, given: fields.After) -> list[Json]:
    return [call_json(call) for call in control.server.calls[given.after :]] if control.server else []


async def _menu(control: Control, given: fields.Menu) -> list[Json]:
    return menu(control.world, control.chat(given.chat), _human(control, given.person))


async def _add_person(control: Control, given: fields.NewPerson) -> Json:
    person = control.world.add_person(given.name, language_code=given.language, username=given.username)
    if given.started:
        control.world.private_chat(person)
    else:
        control.world.met.add(person.id)
    return user_json(person)


async def _add_chat(control: Control, given: fields.NewChat) -> Json:
    world, creator = control.world, _human(control, given.creator)
    if given.kind == "group":
        if given.username:
            raise ActionError("a group has no username; a supergroup or a channel can have one")
        chat = world.add_group(given.title, creator)
    elif given.kind == "channel":
        chat = world.add_channel(given.title, creator, username=given.username)
    else:
        chat = world.add_supergroup(given.title, creator, username=given.username, is_forum=given.forum)
    if given.bot:
        world.add_bot(chat)
    return chat_json(chat)


async def _say(control: Control, given: fields.Say) -> Json:
    answered = None if given.reply_to is None else control.message(given.chat, given.reply_to)
    chat, person = _begun(control, given)
    topic = None if given.topic is None else control.topic(chat, given.topic)
    said = control.world.say(chat, person, given.text, anonymous=given.anonymous, reply_to=answered, topic=topic)
    return message_json(said)


async def _topic(control: Control, given: fields.NewTopic) -> Json:
    topic = control.world.create_topic(control.chat(given.chat), _human(control, given.person), given.name)
    return {"topic": topic.thread_id}


async def _edit(control: Control, given: fields.Edit) -> Json:
    return message_json(control.world.edit(control.message(given.chat, given.message_id), given.text))


async def _press(control: Control, given: fields.Press) -> Json:
    message = control.message(given.chat, given.message_id)
    callback = control.world.press(message, given.button, _human(control, given.person))
    return {"id": callback.id, "data": callback.data}


async def _location(control: Control, given: fields.ShareLocation) -> Json:
    chat, person = _begun(control, given)
    return message_json(control.world.share_location(chat, person, given.latitude, given.longitude))


async def _inline(control: Control, given: fields.Inline) -> Json:
    chat, person = control.chat(given.chat), _human(control, given.person)
    return {"query": control.world.ask_inline(chat, person, given.query).id}


async def _offers(control: Control, given: fields.OfQuery) -> list[Json] | None:
    offers = control.inline_query(given.query).offers
    return None if offers is None else [offer_json(offer) for offer in offers]


async def _choose(control: Control, given: fields.Choose) -> Json:
    return message_json(control.world.choose(control.inline_query(given.query), given.result))


async def _file(control: Control, given: fields.OfFile) -> Json:
    file = control.file(given.file)
    return {"name": file.name, "mime_type": file.mime_type, "base64": b64encode(file.data).decode()}


async def _set_language(control: Control, given: fields.SetLanguage) -> None:
    _human(control, given.person).language_code = given.language


async def _block(control: Control, given: fields.OfPerson) -> None:
    control.world.block(_human(control, given.person))


async def _unblock(control: Control, given: fields.OfPerson) -> None:
    control.world.unblock(_human(control, given.person))


async def _delete_account(control: Control, given: fields.OfPerson) -> None:
    control.world.delete_account(_human(control, given.person))


async def _join(control: Control, given: fields.InChat) -> None:
    control.world.join(_public(control, given), control.person(given.person))


async def _leave(control: Control, given: fields.InChat) -> None:
    control.world.leave(_public(control, given), control.person(given.person))


async def _promote(control: Control, given: fields.Promote) -> None:
    control.world.promote(_public(control, given), control.person(given.person), anonymous=given.anonymous)


async def _demote(control: Control, given: fields.InChat) -> None:
    control.world.demote(_public(control, given), control.person(given.person))


async def _add_bot(control: Control, given: fields.OfChat) -> None:
    control.world.add_bot(_public(control, given))


async def _remove_bot(control: Control, given: fields.OfChat) -> None:
    control.world.remove_bot(_public(control, given))


async def _migrate(control: Control, given: fields.OfChat) -> Json:
    return chat_json(control.world.migrate(control.chat(given.chat)))


async def _clock(control: Control, given: fields.SetClock) -> Json:
    await control.set_clock(given)
    return {"clock": control.world.now().isoformat()}


async def _wait(control: Control, given: fields.Wait) -> Json:
    if given.chat is not None:
        control.chat(given.chat)
    await control.wait(given)
    return {
        "number": len(control.log),
        "messages": [message_json(message) for message in control.sent(given.after, given.chat)],
    }


def _human(control: Control, user_id: int) -> User:
    person = control.person(user_id)
    if person.is_bot:
        raise ActionError(f"{person.first_name} is a bot, and acts for itself")
    return person


def _begun(control: Control, given: fields.InChat) -> tuple[Chat, User]:
    person = _human(control, given.person)
    if str(given.chat) == str(person.id):
        return control.world.private_chat(person), person
    return control.chat(given.chat), person


def _public(control: Control, given: fields.OfChat) -> Any:
    chat = control.chat(given.chat)
    if chat.kind is ChatKind.PRIVATE:
        raise ActionError("a private chat has its two members and no others; there is block and unblock")
    return chat


ACTIONS: dict[str, tuple[type[fields.Given], Callable[[Control, Any], Awaitable[object]]]] = {
    "state": (fields.Nothing, _state),
    "messages": (fields.OfChat, _messages),
    "log": (fields.After, _log),
    "calls": (fields.After, _calls),
    "menu": (fields.Menu, _menu),
    "person": (fields.NewPerson, _add_person),
    "chat": (fields.NewChat, _add_chat),
    "say": (fields.Say, _say),
    "topic": (fields.NewTopic, _topic),
    "edit": (fields.Edit, _edit),
    "press": (fields.Press, _press),
    "location": (fields.ShareLocation, _location),
    "inline": (fields.Inline, _inline),
    "offers": (fields.OfQuery, _offers),
    "choose": (fields.Choose, _choose),
    "file": (fields.OfFile, _file),
    "language": (fields.SetLanguage, _set_language),
    "block": (fields.OfPerson, _block),
    "unblock": (fields.OfPerson, _unblock),
    "delete_account": (fields.OfPerson, _delete_account),
    "join": (fields.InChat, _join),
    "leave": (fields.InChat, _leave),
    "promote": (fields.Promote, _promote),
    "demote": (fields.InChat, _demote),
    "add_bot": (fields.OfChat, _add_bot),
    "remove_bot": (fields.OfChat, _remove_bot),
    "migrate": (fields.OfChat, _migrate),
    "clock": (fields.SetClock, _clock),
    "fault": (fields.NewFault, set_fault),
    "chaos": (fields.NewChaos, set_chaos),
    "clear_faults": (fields.Nothing, clear_faults),
    "outage": (fields.Outage, begin_outage),
    "limits": (fields.Limits, set_limits),
    "wait": (fields.Wait, _wait),
}
READINGS = frozenset({"state", "messages", "log", "calls", "menu", "offers", "file"})
"""The actions that change nothing, which may be asked with GET."""
