"""The actions of the control API, by name, with the model of their arguments.

`dispatch` runs one. `simulator.control.routes` offers it under `/sim/`; `simulator.client` calls it from Python, over
HTTP or in the same process.
"""

from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from simulator.control import arguments
from simulator.control.control import Control, find_menu
from simulator.control.failure_actions import FAILURE_ACTIONS
from simulator.control.serialization import (
    Json,
    call_json,
    chat_json,
    fault_json,
    inline_result_json,
    message_json,
    user_json,
)
from simulator.errors import ActionError, ApiError
from simulator.world.chats import Chat, ChatKind, User
from simulator.world.content.files import Upload
from simulator.world.content.media import MediaDetails
from simulator.world.journal import SettingChange
from simulator.world.messages import Message
from simulator.world.topics import Topic
from simulator.world.world import World


async def _state(control: Control, _given: arguments.NoArguments) -> Json:
    world = control.world
    faults = control.server.faults if control.server else []
    return {
        "clock": world.now().isoformat(),
        "zone": str(control.zone),
        "about": dict(control.about),
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


async def _messages(control: Control, args: arguments.ChatArguments) -> list[Json]:
    return [message_json(message) for message in control.world.messages(control.find_chat(args.chat, args.bot))]


async def _log(control: Control, args: arguments.Log) -> list[Json]:
    return list(control.entries_json(args.after))


async def _calls(control: Control, args: arguments.Calls) -> list[Json]:
    calls = control.server.calls[args.after :] if control.server else []
    bot = None if args.bot is None else control.find_bot(args.bot).id
    return [call_json(call) for call in calls if bot in {None, call.bot_id}]


async def _menu(control: Control, args: arguments.Menu) -> list[Json]:
    chat, person = control.find_chat(args.chat, args.bot), control.find_person(args.person)
    return find_menu(control.find_account(args.bot), chat, person)


async def _clock(control: Control, args: arguments.SetClock) -> Json:
    await control.set_clock(args)
    return {"clock": control.world.now().isoformat()}


async def _wait(control: Control, args: arguments.Wait) -> Json:
    control.sent_messages(args)  # reports an unknown chat or bot before the wait begins
    await control.wait(args)
    return {"number": len(control.log), "messages": [message_json(message) for message in control.sent_messages(args)]}


async def _add_person(control: Control, args: arguments.NewPerson) -> Json:
    """Add a person, with a private chat if the person has started the bot."""
    bot = control.find_bot(args.bot)
    person = control.world.add_person(args.name, language_code=args.language, username=args.username)
    if args.started:
        control.world.private_chat(person, bot)
    else:
        control.world.known_people.add(person.id)
    return user_json(person)


async def _add_chat(control: Control, args: arguments.NewChat) -> Json:
    """Add a chat."""
    world, creator = control.world, control.find_person(args.creator)
    if args.kind == "group":
        if args.username:
            raise ActionError("a group has no username; a supergroup or a channel can have one")
        chat = world.add_group(args.title, creator)
    elif args.kind == "channel":
        chat = world.add_channel(args.title, creator, username=args.username)
    else:
        chat = world.add_supergroup(args.title, creator, username=args.username, is_forum=args.forum)
    if args.bot:
        world.add_bot(chat)
    return chat_json(chat, world)


async def _link(control: Control, args: arguments.Link) -> None:
    """Link a channel to a discussion group, as their creator, or end it."""
    group = None if args.group is None else control.find_chat(args.group)
    control.world.link(control.find_chat(args.chat), group)


async def _open_direct_messages(control: Control, args: arguments.ChatArguments) -> Json:
    """Open the direct messages of a channel, as its creator."""
    return chat_json(control.world.open_direct_messages(control.find_chat(args.chat)), control.world)


async def _comment(control: Control, args: arguments.Comment) -> Json:
    """Comment on a channel's post."""
    post = control.find_message(control.find_chat(args.chat), args.message_id)
    return message_json(control.world.comment(post, control.find_person(args.person), args.text))


async def _add_topic(control: Control, args: arguments.NewTopic) -> Json:
    """Create a topic as a member."""
    chat = control.find_chat(args.chat, args.bot)
    topic = control.world.create_topic(chat, control.find_person(args.person), args.name)
    return {"topic": topic.thread_id}


async def _close_topic(control: Control, args: arguments.TopicArguments) -> None:
    """Close a topic as a person."""
    topic = control.find_topic(control.find_chat(args.chat, args.bot), args.topic)
    control.world.close_topic(topic, control.find_person(args.person))


async def _reopen_topic(control: Control, args: arguments.TopicArguments) -> None:
    """Reopen a topic as a person."""
    topic = control.find_topic(control.find_chat(args.chat, args.bot), args.topic)
    control.world.reopen_topic(topic, control.find_person(args.person))


async def _delete_topic(control: Control, args: arguments.TopicArguments) -> None:
    """Delete a topic as a person."""
    topic = control.find_topic(control.find_chat(args.chat, args.bot), args.topic)
    control.world.delete_topic(topic, control.find_person(args.person))


async def _set_language(control: Control, args: arguments.SetLanguage) -> None:
    """Change the language of a person's Telegram."""
    person = control.find_person(args.person)
    person.language_code = args.language
    control.world.events.notify(SettingChange("language", person))


async def _block(control: Control, args: arguments.PersonBotArguments) -> None:
    """Block a bot as a person."""
    control.world.block(control.find_person(args.person), control.find_bot(args.bot))


async def _unblock(control: Control, args: arguments.PersonBotArguments) -> None:
    """Unblock a bot as a person."""
    control.world.unblock(control.find_person(args.person), control.find_bot(args.bot))


async def _delete_account(control: Control, args: arguments.PersonArguments) -> None:
    """Delete a person's account."""
    control.world.delete_account(control.find_person(args.person))


async def _join(control: Control, args: arguments.ChatPersonArguments) -> None:
    """Make a user join a chat."""
    control.world.join(_group_or_channel(control, args), control.find_user(args.person))


async def _join_by_link(control: Control, args: arguments.JoinByLink) -> Json:
    """Open an invite link as a person, who joins or asks to join."""
    return {"joined": control.world.join_by_link(args.link, control.find_person(args.person))}


async def _leave(control: Control, args: arguments.ChatPersonArguments) -> None:
    """Make a user leave a chat."""
    control.world.leave(_group_or_channel(control, args), control.find_user(args.person))


async def _ban(control: Control, args: arguments.ChatPersonArguments) -> None:
    """Ban a user as the creator."""
    control.world.ban(_group_or_channel(control, args), control.find_user(args.person))


async def _restrict(control: Control, args: arguments.ChatPersonArguments) -> None:
    """Mute a user in a supergroup, as the creator."""
    control.world.restrict(_group_or_channel(control, args), control.find_user(args.person))


async def _promote(control: Control, args: arguments.Promote) -> None:
    """Make a user an administrator, as the creator."""
    chat, person = _group_or_channel(control, args), control.find_user(args.person)
    control.world.promote(chat, person, anonymous=args.anonymous, without=args.without, extra=args.extra)


async def _demote(control: Control, args: arguments.ChatPersonArguments) -> None:
    """Make an administrator an ordinary member, as the creator."""
    control.world.demote(_group_or_channel(control, args), control.find_user(args.person))


async def _add_bot(control: Control, args: arguments.ChatArguments) -> None:
    """Add a bot to a chat, as the creator."""
    control.world.add_bot(_group_or_channel(control, args), control.find_bot(args.bot))


async def _remove_bot(control: Control, args: arguments.ChatArguments) -> None:
    """Remove a bot from a chat, as the creator."""
    control.world.remove_bot(_group_or_channel(control, args), control.find_bot(args.bot))


async def _migrate(control: Control, args: arguments.ChatArguments) -> Json:
    """Turn a group into a supergroup."""
    return chat_json(control.world.migrate(control.find_chat(args.chat)), control.world)


async def _set_settings(control: Control, args: arguments.Settings) -> None:
    """Set BotFather's settings of a bot."""
    account = control.find_account(args.bot)
    if args.privacy is not None:
        account.reads_all_messages = not args.privacy
    if args.topics is not None:
        account.has_topics = args.topics
    if args.inline is not None:
        account.supports_inline = args.inline


def _group_or_channel(control: Control, args: arguments.ChatArguments) -> Chat:
    chat = control.find_chat(args.chat)
    if chat.kind is ChatKind.PRIVATE:
        raise ActionError("the members of a private chat cannot change; use `block` and `unblock`")
    return chat


async def _say(control: Control, args: arguments.Say) -> Json:
    """Send a text as a person; a ForceReply that is the newest message is answered, as apps do."""
    chat, person = _chat_and_sender(control, args)
    answered = (
        control.find_message(chat, args.reply_to)
        if args.reply_to is not None
        else _message_forcing_reply(control, chat, person)
    )
    topic = _topic(control, chat, args.topic)
    said = control.world.say(chat, person, args.text, anonymous=args.anonymous, reply_to=answered, topic=topic)
    return message_json(said)


def _message_forcing_reply(control: Control, chat: Chat, person: User) -> Message | None:
    newest = next(reversed(control.world.history[chat].values()), None)
    return newest if newest and newest.forces_reply_from(person) else None


async def _post_photo(control: Control, args: arguments.PostPhoto) -> Json:
    """Post a picture as a person."""
    chat, person = _chat_and_sender(control, args)
    topic = _topic(control, chat, args.topic)
    return message_json(control.world.post_photo(chat, person, args.base64, args.caption, topic=topic))


async def _post_document(control: Control, args: arguments.PostDocument) -> Json:
    """Post a file as a person."""
    chat, person = _chat_and_sender(control, args)
    upload = Upload(args.name, args.mime_type, args.base64)
    topic = _topic(control, chat, args.topic)
    return message_json(control.world.post_document(chat, person, upload, args.caption, topic=topic))


async def _post_media(control: Control, args: arguments.PostMedia) -> Json:
    """Post a voice message, a video or another kind of file as a person."""
    chat, person = _chat_and_sender(control, args)
    upload, details = Upload(args.name, args.mime_type, args.base64), MediaDetails(args.duration)
    topic = _topic(control, chat, args.topic)
    posted = control.world.post_media(chat, person, args.kind, upload, details, args.caption, topic=topic)
    return message_json(posted)


async def _share_location(control: Control, args: arguments.ShareLocation) -> Json:
    """Share a location as a person."""
    chat, person = _chat_and_sender(control, args)
    topic = _topic(control, chat, args.topic)
    return message_json(control.world.share_location(chat, person, args.latitude, args.longitude, topic=topic))


async def _forward(control: Control, args: arguments.Forward) -> Json:
    """Forward a message as a person."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    to = control.find_chat(args.to, args.bot)
    forwarded = control.world.forward(
        message, to, control.find_person(args.person), topic=_topic(control, to, args.topic)
    )
    return message_json(forwarded)


async def _edit(control: Control, args: arguments.Edit) -> Json:
    """Edit a person's own message."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    return message_json(control.world.edit(message, args.text))


async def _delete(control: Control, args: arguments.Delete) -> None:
    """Delete a message as a person."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    control.world.delete(message, control.find_person(args.person))


async def _press(control: Control, args: arguments.Press) -> Json:
    """Press a button as a person."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    callback = control.world.press(message, args.button, control.find_person(args.person))
    return {"id": callback.id, "data": callback.data}


async def _react(control: Control, args: arguments.React) -> None:
    """React to a message as a person."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    control.world.react(message, control.find_person(args.person), args.emoji)


async def _vote(control: Control, args: arguments.Vote) -> None:
    """Vote in a poll as a person."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    control.world.vote(message, control.find_person(args.person), args.options)


async def _open_web_app(control: Control, args: arguments.OpenWebApp) -> Json:
    """Open a web app as a person; its query's id is for the app to answer with."""
    message = control.find_message(control.find_chat(args.chat, args.bot), args.message_id)
    query = control.world.open_web_app(message, args.button, control.find_person(args.person))
    return {"query": query.id, "url": query.url}


async def _ask_inline(control: Control, args: arguments.Inline) -> Json:
    """Send a bot an inline query as a person."""
    chat, person = control.find_chat(args.chat, args.bot), control.find_person(args.person)
    return {"query": control.world.ask_inline(chat, person, args.query, bot=control.find_bot(args.bot)).id}


async def _read_inline_results(control: Control, args: arguments.QueryArguments) -> list[Json] | None:
    """Return the results of an inline query; None before the bot has answered."""
    found = control.find_inline_query(args.query).results
    return None if found is None else [inline_result_json(offer) for offer in found]


async def _read_inline_button(control: Control, args: arguments.QueryArguments) -> Json | None:
    """Return the button above the results of an inline query; None where there is none."""
    button = control.find_inline_query(args.query).button
    return None if button is None else button.model_dump(exclude_none=True)


async def _choose(control: Control, args: arguments.Choose) -> Json:
    """Choose a result of an inline query."""
    return message_json(control.world.choose(control.find_inline_query(args.query), args.result))


async def _read_file(control: Control, args: arguments.FileArguments) -> Json:
    """Return a file's content."""
    file = control.find_file(args.file)
    return {"name": file.name, "mime_type": file.mime_type, "base64": b64encode(file.data).decode()}


def _chat_and_sender(control: Control, args: arguments.ChatPersonArguments) -> tuple[Chat, User]:
    # A person's first message starts the private chat.
    person = control.find_person(args.person)
    if str(args.chat) == str(person.id):
        return control.world.private_chat(person, control.find_bot(args.bot)), person
    return control.find_chat(args.chat, args.bot), person


def _topic(control: Control, chat: Chat, thread_id: int | None) -> Topic | None:
    return None if thread_id is None else control.find_topic(chat, thread_id)


ACTIONS: dict[str, tuple[type[arguments.ActionArguments], Callable[[Control, Any], Awaitable[object]]]] = {
    "state": (arguments.NoArguments, _state),
    "messages": (arguments.ChatArguments, _messages),
    "log": (arguments.Log, _log),
    "calls": (arguments.Calls, _calls),
    "menu": (arguments.Menu, _menu),
    "person": (arguments.NewPerson, _add_person),
    "chat": (arguments.NewChat, _add_chat),
    "link": (arguments.Link, _link),
    "direct_messages": (arguments.ChatArguments, _open_direct_messages),
    "comment": (arguments.Comment, _comment),
    "topic": (arguments.NewTopic, _add_topic),
    "close_topic": (arguments.TopicArguments, _close_topic),
    "reopen_topic": (arguments.TopicArguments, _reopen_topic),
    "delete_topic": (arguments.TopicArguments, _delete_topic),
    "say": (arguments.Say, _say),
    "photo": (arguments.PostPhoto, _post_photo),
    "document": (arguments.PostDocument, _post_document),
    "media": (arguments.PostMedia, _post_media),
    "location": (arguments.ShareLocation, _share_location),
    "forward": (arguments.Forward, _forward),
    "edit": (arguments.Edit, _edit),
    "delete": (arguments.Delete, _delete),
    "press": (arguments.Press, _press),
    "react": (arguments.React, _react),
    "vote": (arguments.Vote, _vote),
    "open_web_app": (arguments.OpenWebApp, _open_web_app),
    "inline": (arguments.Inline, _ask_inline),
    "inline_results": (arguments.QueryArguments, _read_inline_results),
    "inline_button": (arguments.QueryArguments, _read_inline_button),
    "choose": (arguments.Choose, _choose),
    "file": (arguments.FileArguments, _read_file),
    "language": (arguments.SetLanguage, _set_language),
    "block": (arguments.PersonBotArguments, _block),
    "unblock": (arguments.PersonBotArguments, _unblock),
    "delete_account": (arguments.PersonArguments, _delete_account),
    "join": (arguments.ChatPersonArguments, _join),
    "join_by_link": (arguments.JoinByLink, _join_by_link),
    "leave": (arguments.ChatPersonArguments, _leave),
    "ban": (arguments.ChatPersonArguments, _ban),
    "restrict": (arguments.ChatPersonArguments, _restrict),
    "promote": (arguments.Promote, _promote),
    "demote": (arguments.ChatPersonArguments, _demote),
    "add_bot": (arguments.ChatArguments, _add_bot),
    "remove_bot": (arguments.ChatArguments, _remove_bot),
    "migrate": (arguments.ChatArguments, _migrate),
    "settings": (arguments.Settings, _set_settings),
    "clock": (arguments.SetClock, _clock),
    "wait": (arguments.Wait, _wait),
    **FAILURE_ACTIONS,
}
READ_ONLY_ACTIONS = frozenset({"state", "messages", "log", "calls", "menu", "inline_results", "inline_button", "file"})
"""The actions that change nothing, which may be asked with GET."""


async def dispatch(control: Control, name: str, args: Mapping[str, Any] | bytes) -> object:
    """Run an action, and return its result in JSON types.

    Args:
        control: the local Telegram.
        name: the action, e.g. `say`.
        args: its arguments, as an object or as JSON.

    Raises:
        ActionError: there is no such action, its arguments are wrong, or nobody could do that.
        WaitTimeoutError: the wait timed out; the error's text holds the conversation.
    """
    if name not in ACTIONS:
        raise ActionError(f"unknown action {name!r}; known actions: {', '.join(ACTIONS)}")
    model, run = ACTIONS[name]
    try:
        # An empty body means no arguments.
        read = model.model_validate_json(args or b"{}") if isinstance(args, bytes) else model.model_validate(args)
    except ValidationError as error:
        raise ActionError(_validation_reason(name, error)) from error
    try:
        return await run(control, read)
    except ApiError as error:
        raise ActionError(error.description.removeprefix("Bad Request: ")) from error


def _validation_reason(name: str, error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{name}: {place + ': ' if place else ''}{first['msg']}"
