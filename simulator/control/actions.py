"""The actions of the control API, by name, with the model of their arguments.

`dispatch` runs one. `simulator.control.routes` offers it under `/sim/`; `simulator.client` calls it from Python, over
HTTP or in the same process.
"""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, Mapping
from time import monotonic
from typing import Any

from pydantic import ValidationError

from simulator.control import fields
from simulator.control.control import Control, menu
from simulator.control.serialization import Json, call_json, chat_json, fault_json, message_json, offer_json, user_json
from simulator.control.server_state import ServerState
from simulator.errors import ActionError, ApiError, too_many_requests
from simulator.failures.faults import Chaos, Fault
from simulator.failures.rate_limits import RateLimits
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.files import Upload
from simulator.world.journal import Setting
from simulator.world.messages import Message
from simulator.world.topics import Topic
from simulator.world.world import World

_ENDLESS = 1_000_000_000  # calls


async def _state(control: Control, _given: fields.Nothing) -> Json:
    world = control.world
    faults = control.server.faults if control.server else []
    return {
        "clock": world.now().isoformat(),
        "zone": str(control.zone),
        "number": len(control.log),
        "bot": user_json(world.bot),
        "bots": [user_json(account.user) for account in world.accounts.values()],
        "people": [user_json(user) for user in world.users.values() if not user.is_bot],
        "chats": [chat_json(chat, world) for chat in _all_chats(world)],
        "faults": [fault_json(fault) for fault in faults if fault.times > 0],
    }


def _all_chats(world: World) -> Iterator[Chat]:
    yield from world.chats.values()
    for account in world.accounts.values():
        if account.user is not world.bot:
            yield from account.private_chats.values()


async def _messages(control: Control, given: fields.OfChat) -> list[Json]:
    return [message_json(message) for message in control.world.messages(control.chat(given.chat, given.bot))]


async def _log(control: Control, given: fields.Log) -> list[Json]:
    return list(control.happenings(given.after))


async def _calls(control: Control, given: fields.After) -> list[Json]:
    calls = control.server.calls[given.after :] if control.server else []
    bot = None if given.bot is None else control.bot(given.bot).id
    return [call_json(call) for call in calls if bot in {None, call.bot_id}]


async def _menu(control: Control, given: fields.Menu) -> list[Json]:
    chat, person = control.chat(given.chat, given.bot), control.human(given.person)
    return menu(control.account(given.bot), chat, person)


async def _clock(control: Control, given: fields.SetClock) -> Json:
    await control.set_clock(given)
    return {"clock": control.world.now().isoformat()}


async def _wait(control: Control, given: fields.Wait) -> Json:
    control.sent(given)  # names a chat or a bot that there is not before the waiting begins
    await control.wait(given)
    return {"number": len(control.log), "messages": [message_json(message) for message in control.sent(given)]}


async def _add_person(control: Control, given: fields.NewPerson) -> Json:
    """Add a person, with a private chat if the person has started the bot."""
    bot = control.bot(given.bot)
    person = control.world.add_person(given.name, language_code=given.language, username=given.username)
    if given.started:
        control.world.private_chat(person, bot)
    else:
        control.world.met.add(person.id)
    return user_json(person)


async def _add_chat(control: Control, given: fields.NewChat) -> Json:
    """Add a chat."""
    world, creator = control.world, control.human(given.creator)
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
    return chat_json(chat, world)


async def _add_topic(control: Control, given: fields.NewTopic) -> Json:
    """Create a topic as a member."""
    topic = control.world.create_topic(_public(control, given), control.human(given.person), given.name)
    return {"topic": topic.thread_id}


async def _close_topic(control: Control, given: fields.OfTopic) -> None:
    """Close a topic as a person."""
    control.world.close_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def _reopen_topic(control: Control, given: fields.OfTopic) -> None:
    """Reopen a topic as a person."""
    control.world.reopen_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def _delete_topic(control: Control, given: fields.OfTopic) -> None:
    """Delete a topic as a person."""
    control.world.delete_topic(control.topic(_public(control, given), given.topic), control.human(given.person))


async def _set_language(control: Control, given: fields.SetLanguage) -> None:
    """Change the language of a person's Telegram."""
    person = control.human(given.person)
    person.language_code = given.language
    control.world.events.tell(Setting("language", person))


async def _block(control: Control, given: fields.ToBot) -> None:
    """Block a bot as a person."""
    control.world.block(control.human(given.person), control.bot(given.bot))


async def _unblock(control: Control, given: fields.ToBot) -> None:
    """Unblock a bot as a person."""
    control.world.unblock(control.human(given.person), control.bot(given.bot))


async def _delete_account(control: Control, given: fields.OfPerson) -> None:
    """Delete a person's account."""
    control.world.delete_account(control.human(given.person))


async def _join(control: Control, given: fields.InChat) -> None:
    """Make a user join a chat."""
    control.world.join(_public(control, given), control.person(given.person))


async def _leave(control: Control, given: fields.InChat) -> None:
    """Make a user leave a chat."""
    control.world.leave(_public(control, given), control.person(given.person))


async def _ban(control: Control, given: fields.InChat) -> None:
    """Ban a user as the creator."""
    control.world.ban(_public(control, given), control.person(given.person))


async def _restrict(control: Control, given: fields.InChat) -> None:
    """Mute a user in a supergroup, as the creator."""
    control.world.restrict(_public(control, given), control.person(given.person))


async def _promote(control: Control, given: fields.Promote) -> None:
    """Make a user an administrator, as the creator."""
    chat, person = _public(control, given), control.person(given.person)
    control.world.promote(chat, person, anonymous=given.anonymous, without=given.without)


async def _demote(control: Control, given: fields.InChat) -> None:
    """Make an administrator an ordinary member, as the creator."""
    control.world.demote(_public(control, given), control.person(given.person))


async def _add_bot(control: Control, given: fields.OfChat) -> None:
    """Add a bot to a chat, as the creator."""
    control.world.add_bot(_public(control, given), control.bot(given.bot))


async def _remove_bot(control: Control, given: fields.OfChat) -> None:
    """Remove a bot from a chat, as the creator."""
    control.world.remove_bot(_public(control, given), control.bot(given.bot))


async def _migrate(control: Control, given: fields.OfChat) -> Json:
    """Turn a group into a supergroup."""
    return chat_json(control.world.migrate(control.chat(given.chat)), control.world)


async def _set_settings(control: Control, given: fields.Settings) -> None:
    """Set BotFather's settings of a bot."""
    account = control.account(given.bot)
    if given.privacy is not None:
        account.reads_all = not given.privacy
    if given.inline is not None:
        account.takes_inline = given.inline


def _public(control: Control, given: fields.OfChat) -> Chat:
    chat = control.chat(given.chat)
    if chat.kind is ChatKind.PRIVATE:
        raise ActionError("a private chat has its two members and no others; there is block and unblock")
    return chat


async def _say(control: Control, given: fields.Say) -> Json:
    """Send a text as a person; a ForceReply that is the newest message is answered, as apps do."""
    chat, person = _begun(control, given)
    answered = control.message(chat, given.reply_to) if given.reply_to is not None else _question(control, chat, person)
    topic = _topic(control, chat, given.topic)
    said = control.world.say(chat, person, given.text, anonymous=given.anonymous, reply_to=answered, topic=topic)
    return message_json(said)


def _question(control: Control, chat: Chat, person: User) -> Message | None:
    newest = next(reversed(control.world.history[chat].values()), None)
    return newest if newest and newest.makes_answer(person) else None


async def _post_photo(control: Control, given: fields.PostPhoto) -> Json:
    """Post a picture as a person."""
    chat, person = _begun(control, given)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.post_photo(chat, person, given.base64, given.caption, topic=topic))


async def _post_document(control: Control, given: fields.PostDocument) -> Json:
    """Post a file as a person."""
    chat, person = _begun(control, given)
    upload = Upload(given.name, given.mime_type, given.base64)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.post_document(chat, person, upload, given.caption, topic=topic))


async def _share_location(control: Control, given: fields.ShareLocation) -> Json:
    """Share a location as a person."""
    chat, person = _begun(control, given)
    topic = _topic(control, chat, given.topic)
    return message_json(control.world.share_location(chat, person, given.latitude, given.longitude, topic=topic))


async def _edit(control: Control, given: fields.Edit) -> Json:
    """Edit a person's own message."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    return message_json(control.world.edit(message, given.text))


async def _delete(control: Control, given: fields.Delete) -> None:
    """Delete a message as a person."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    control.world.delete(message, control.human(given.person))


async def _press(control: Control, given: fields.Press) -> Json:
    """Press a button as a person."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    callback = control.world.press(message, given.button, control.human(given.person))
    return {"id": callback.id, "data": callback.data}


async def _open_web_app(control: Control, given: fields.OpenWebApp) -> Json:
    """Open a web app as a person; its query's id is for the app to answer with."""
    message = control.message(control.chat(given.chat, given.bot), given.message_id)
    query = control.world.open_web_app(message, given.button, control.human(given.person))
    return {"query": query.id, "url": query.url}


async def _ask_inline(control: Control, given: fields.Inline) -> Json:
    """Send a bot an inline query as a person."""
    chat, person = control.chat(given.chat, given.bot), control.human(given.person)
    return {"query": control.world.ask_inline(chat, person, given.query, bot=control.bot(given.bot)).id}


async def _offers(control: Control, given: fields.OfQuery) -> list[Json] | None:
    """Return the results of an inline query; None before the bot has answered."""
    found = control.inline_query(given.query).offers
    return None if found is None else [offer_json(offer) for offer in found]


async def _offers_button(control: Control, given: fields.OfQuery) -> Json | None:
    """Return the button above the results of an inline query; None where there is none."""
    button = control.inline_query(given.query).button
    return None if button is None else button.model_dump(exclude_none=True)


async def _choose(control: Control, given: fields.Choose) -> Json:
    """Choose a result of an inline query."""
    return message_json(control.world.choose(control.inline_query(given.query), given.result))


async def _read_file(control: Control, given: fields.OfFile) -> Json:
    """Return a file's content."""
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


async def _set_fault(control: Control, given: fields.NewFault) -> None:
    """Add a fault for coming calls; one with `seconds` is removed automatically."""
    server = _server(control)
    if given.times and given.seconds:
        raise ActionError("give either `times`, a number of calls, or `seconds`")
    times = _ENDLESS if given.seconds else given.times or 1
    fault = Fault(given.method, times, given.chat, _answer(given), given.drop, given.delay, given.hang, given.trickle)
    if fault.answer is None and not (fault.drop or fault.hang or fault.delay or fault.trickle):
        raise ActionError("a fault needs a `status`, `retry_after`, `drop`, `hang`, `delay` or `trickle`")
    server.faults.append(fault)
    if given.seconds:
        fault.ends_at = monotonic() + given.seconds
        _count_down(server, fault, given.seconds, given.retry_after)
    control.world.events.tell(Setting("faults"))


async def _clear_faults(control: Control, _given: fields.Nothing) -> None:
    """Remove all faults, chaos and outages."""
    server = _server(control)
    server.faults.clear()
    server.chaos = None
    await server.outages.end()
    control.world.events.tell(Setting("faults"))


async def _begin_outage(control: Control, given: fields.Outage) -> None:
    """Break every bot's connection for so many seconds, or refuse all connections."""
    outages = _server(control).outages
    if given.refuse:
        await outages.refuse(given.seconds)
    else:
        outages.begin(given.seconds)


async def _set_chaos(control: Control, given: fields.NewChaos) -> None:
    """Make calls fail at random."""
    try:
        _server(control).chaos = Chaos(**given.model_dump())
    except ValueError as error:
        raise ActionError(str(error)) from error


async def _set_limits(control: Control, given: fields.Limits) -> None:
    """Switch Telegram's rate limits on or off, or set some of them."""
    single = given.model_dump(exclude={"on"}, exclude_none=True)
    if single and not given.on:
        raise ActionError("limits that are off cannot be set")
    _server(control).limits = RateLimits(**single) if given.on else RateLimits.off()


def _answer(given: fields.NewFault) -> ApiError | int | None:
    return too_many_requests(given.retry_after) if given.retry_after else given.status


def _count_down(server: ServerState, fault: Fault, left: float, retry_after: int | None) -> None:
    """Remove the fault when its time is over; until then lower its `retry_after` by one each second."""
    if left <= 0:
        server.faults[:] = [other for other in server.faults if other is not fault]
        return
    if retry_after is not None:
        fault.answer = too_many_requests(max(retry_after, 1))
        retry_after -= 1
    pause = min(left, 1.0)
    asyncio.get_running_loop().call_later(pause, _count_down, server, fault, left - pause, retry_after)


def _server(control: Control) -> ServerState:
    if control.server is None:
        raise ActionError("there is no server that could misbehave")
    return control.server


ACTIONS: dict[str, tuple[type[fields.Given], Callable[[Control, Any], Awaitable[object]]]] = {
    "state": (fields.Nothing, _state),
    "messages": (fields.OfChat, _messages),
    "log": (fields.Log, _log),
    "calls": (fields.After, _calls),
    "menu": (fields.Menu, _menu),
    "person": (fields.NewPerson, _add_person),
    "chat": (fields.NewChat, _add_chat),
    "topic": (fields.NewTopic, _add_topic),
    "close_topic": (fields.OfTopic, _close_topic),
    "reopen_topic": (fields.OfTopic, _reopen_topic),
    "delete_topic": (fields.OfTopic, _delete_topic),
    "say": (fields.Say, _say),
    "photo": (fields.PostPhoto, _post_photo),
    "document": (fields.PostDocument, _post_document),
    "location": (fields.ShareLocation, _share_location),
    "edit": (fields.Edit, _edit),
    "delete": (fields.Delete, _delete),
    "press": (fields.Press, _press),
    "open_web_app": (fields.OpenWebApp, _open_web_app),
    "inline": (fields.Inline, _ask_inline),
    "offers": (fields.OfQuery, _offers),
    "offers_button": (fields.OfQuery, _offers_button),
    "choose": (fields.Choose, _choose),
    "file": (fields.OfFile, _read_file),
    "language": (fields.SetLanguage, _set_language),
    "block": (fields.ToBot, _block),
    "unblock": (fields.ToBot, _unblock),
    "delete_account": (fields.OfPerson, _delete_account),
    "join": (fields.InChat, _join),
    "leave": (fields.InChat, _leave),
    "ban": (fields.InChat, _ban),
    "restrict": (fields.InChat, _restrict),
    "promote": (fields.Promote, _promote),
    "demote": (fields.InChat, _demote),
    "add_bot": (fields.OfChat, _add_bot),
    "remove_bot": (fields.OfChat, _remove_bot),
    "migrate": (fields.OfChat, _migrate),
    "settings": (fields.Settings, _set_settings),
    "clock": (fields.SetClock, _clock),
    "fault": (fields.NewFault, _set_fault),
    "chaos": (fields.NewChaos, _set_chaos),
    "clear_faults": (fields.Nothing, _clear_faults),
    "outage": (fields.Outage, _begin_outage),
    "limits": (fields.Limits, _set_limits),
    "wait": (fields.Wait, _wait),
}
READINGS = frozenset({"state", "messages", "log", "calls", "menu", "offers", "offers_button", "file"})
"""The actions that change nothing, which may be asked with GET."""


async def dispatch(control: Control, name: str, given: Mapping[str, Any] | bytes) -> object:
    """Run an action, and return its result in JSON types.

    Args:
        control: the local Telegram.
        name: the action, e.g. `say`.
        given: its arguments, as an object or as JSON.

    Raises:
        ActionError: there is no such action, its arguments are wrong, or nobody could do that.
        NotSettledError: the wait timed out; the error's text holds the conversation.
    """
    if name not in ACTIONS:
        raise ActionError(f"there is no action {name!r}; there is {', '.join(ACTIONS)}")
    model, run = ACTIONS[name]
    try:
        read = model.model_validate_json(given or b"{}") if isinstance(given, bytes) else model.model_validate(given)
    except ValidationError as error:
        raise ActionError(_reason(name, error)) from error
    try:
        return await run(control, read)
    except ApiError as error:
        raise ActionError(error.description.removeprefix("Bad Request: ")) from error


def _reason(name: str, error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{name}: {place + ': ' if place else ''}{first['msg']}"
