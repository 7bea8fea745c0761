"""The actions of the control API, by name: what each takes and what it does.

`dispatch` runs one. `simulator.control_http` offers it under `/sim/`; `simulator.client` calls it from Python, over
HTTP or in the same process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from simulator import control_fault_fields as fault_fields
from simulator import control_fields as fields
from simulator import control_people as people
from simulator import control_talk as talk
from simulator.control_faults import begin_outage, clear_faults, set_chaos, set_fault, set_limits
from simulator.control_json import Json, call_json, chat_json, fault_json, message_json, user_json
from simulator.control_menu import menu
from simulator.errors import ActionError, ApiError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from simulator.chats import Chat
    from simulator.control import Control
    from simulator.world import World


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


ACTIONS: dict[str, tuple[type[fields.Given], Callable[[Control, Any], Awaitable[object]]]] = {
    "state": (fields.Nothing, _state),
    "messages": (fields.OfChat, _messages),
    "log": (fields.Log, _log),
    "calls": (fields.After, _calls),
    "menu": (fields.Menu, _menu),
    "person": (fields.NewPerson, people.add_person),
    "chat": (fields.NewChat, people.add_chat),
    "topic": (fields.NewTopic, people.add_topic),
    "close_topic": (fields.OfTopic, people.close_topic),
    "reopen_topic": (fields.OfTopic, people.reopen_topic),
    "delete_topic": (fields.OfTopic, people.delete_topic),
    "say": (fields.Say, talk.say),
    "photo": (fields.PostPhoto, talk.post_photo),
    "document": (fields.PostDocument, talk.post_document),
    "location": (fields.ShareLocation, talk.share_location),
    "edit": (fields.Edit, talk.edit),
    "delete": (fields.Delete, talk.delete),
    "press": (fields.Press, talk.press),
    "open_web_app": (fields.OpenWebApp, talk.open_web_app),
    "inline": (fields.Inline, talk.ask_inline),
    "offers": (fields.OfQuery, talk.offers),
    "offers_button": (fields.OfQuery, talk.offers_button),
    "choose": (fields.Choose, talk.choose),
    "file": (fields.OfFile, talk.read_file),
    "language": (fields.SetLanguage, people.set_language),
    "block": (fields.ToBot, people.block),
    "unblock": (fields.ToBot, people.unblock),
    "delete_account": (fields.OfPerson, people.delete_account),
    "join": (fields.InChat, people.join),
    "leave": (fields.InChat, people.leave),
    "ban": (fields.InChat, people.ban),
    "restrict": (fields.InChat, people.restrict),
    "promote": (fields.Promote, people.promote),
    "demote": (fields.InChat, people.demote),
    "add_bot": (fields.OfChat, people.add_bot),
    "remove_bot": (fields.OfChat, people.remove_bot),
    "migrate": (fields.OfChat, people.migrate),
    "settings": (fields.Settings, people.set_settings),
    "clock": (fields.SetClock, _clock),
    "fault": (fault_fields.NewFault, set_fault),
    "chaos": (fault_fields.NewChaos, set_chaos),
    "clear_faults": (fields.Nothing, clear_faults),
    "outage": (fault_fields.Outage, begin_outage),
    "limits": (fault_fields.Limits, set_limits),
    "wait": (fields.Wait, _wait),
}
READINGS = frozenset({"state", "messages", "log", "calls", "menu", "offers", "offers_button", "file"})
"""The actions that change nothing, which may be asked with GET."""


async def dispatch(control: Control, name: str, given: Mapping[str, Any] | bytes) -> object:
    """Run an action, and return its result as JSON can hold it.

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
