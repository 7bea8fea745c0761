"""Methods that send messages of other chats again, one or several."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from simulator import errors
from simulator.api.arguments import forwards as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import readable_chat, writable_chat
from simulator.api.methods.compose import caption_content, new_message
from simulator.api.methods.threads import find_direct_topic, find_thread
from simulator.formatting.entities import FormattedText
from simulator.world.chats import Chat, ChatKind
from simulator.world.messages import Message

_NO_CAPTION = FormattedText()
# The options of a message that its copies have, too.
_COPIED_OPTIONS = {"has_media_spoiler", "show_caption_above_media", "link_preview_options"}


def forward_message(caller: Caller, call: arguments.ForwardMessage) -> dict[str, object]:
    """Send a message again, with its origin."""
    original = _find_original(caller, call.from_chat_id, call.message_id, "forward")
    chat = writable_chat(caller, call.chat_id)
    return caller.world.post(_forward(caller, chat, call, original)).to_json()


def forward_messages(caller: Caller, call: arguments.ForwardMessages) -> list[dict[str, object]]:
    """Send several messages again, with their origins; albums stay albums."""
    chat, originals = _find_batch(caller, call, is_copy=False)
    messages = [_forward(caller, chat, call, original) for original in originals]
    return _post_batch(caller, originals, messages)


def copy_message(caller: Caller, call: arguments.CopyMessage) -> dict[str, object]:
    """Send a message again, as the bot's own."""
    original = _find_original(caller, call.from_chat_id, call.message_id, "copy")
    content, options = original.content, _copied_options(original)
    if call.caption is not None and original.file:
        content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities)
        options["show_caption_above_media"] = call.show_caption_above_media
    chat = writable_chat(caller, call.chat_id)
    message = new_message(
        caller,
        chat,
        call,
        content,
        location=original.location,
        file=original.file,
        poll=original.poll and original.poll.copy(caller.world.next_poll_id(), caller.user),
        options={name: value for name, value in options.items() if value},
    )
    return {"message_id": caller.world.post(message).message_id}


def copy_messages(caller: Caller, call: arguments.CopyMessages) -> list[dict[str, object]]:
    """Send several messages again, as the bot's own; albums stay albums."""
    chat, originals = _find_batch(caller, call, is_copy=True)
    messages = [_copy(caller, chat, call, original) for original in originals]
    return _post_batch(caller, originals, messages)


def _find_batch(caller: Caller, call: arguments.ForwardMessages, *, is_copy: bool) -> tuple[Chat, list[Message]]:
    _check_source(call.from_chat_id)
    chat = writable_chat(caller, call.chat_id)
    history = caller.world.history[readable_chat(caller, call.from_chat_id)]
    found = [history[message_id] for message_id in call.message_ids if message_id in history]
    if not found:
        raise errors.bad_request("there are no messages to forward")
    if any(earlier.message_id >= later.message_id for earlier, later in pairwise(found)):
        raise errors.bad_request("message identifiers must be in a strictly increasing order")
    originals = [message for message in found if _may_repeat(caller, message, is_copy=is_copy)]
    if not originals:
        raise errors.bad_request("messages can't be forwarded")
    return chat, originals


def _post_batch(caller: Caller, originals: Sequence[Message], messages: Sequence[Message]) -> list[dict[str, object]]:
    albums = _new_albums(caller, originals)
    for original, message in zip(originals, messages, strict=True):
        if album := albums.get(original.options.get("media_group_id")):
            message.options = {**message.options, "media_group_id": album}
    return [{"message_id": caller.world.post(message).message_id} for message in messages]


def _new_albums(caller: Caller, originals: Sequence[Message]) -> dict[object, str]:
    """Return the new id of each album of which there are at least two files."""
    sizes = Counter(original.options.get("media_group_id") for original in originals)
    return {album: caller.world.next_album_id() for album, size in sizes.items() if album and size > 1}


def _forward(
    caller: Caller, chat: Chat, call: arguments.ForwardMessage | arguments.ForwardMessages, original: Message
) -> Message:
    origin = original.options.get("forward_origin") or original.origin_json()
    message = _repeat(caller, chat, call, original)
    message.options = {**message.options, "forward_origin": origin}
    return message


def _copy(caller: Caller, chat: Chat, call: arguments.CopyMessages, original: Message) -> Message:
    message = _repeat(caller, chat, call, original)
    if original.poll:
        message.poll = original.poll.copy(caller.world.next_poll_id(), caller.user)
    return replace(message, content=_NO_CAPTION) if call.remove_caption and original.file else message


def _repeat(
    caller: Caller, chat: Chat, call: arguments.ForwardMessage | arguments.ForwardMessages, original: Message
) -> Message:
    thread_id = find_thread(caller, chat, call.message_thread_id)
    options = _copied_options(original) | ({"has_protected_content": True} if call.protect_content else {})
    return Message(
        caller.world.next_message_id(chat),
        chat,
        caller.user,
        caller.world.now(),
        original.content,
        sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
        silent=call.disable_notification,
        location=original.location,
        file=original.file,
        poll=original.poll,
        thread_id=thread_id,
        direct_topic=find_direct_topic(caller, chat, call.direct_messages_topic_id),
        options=options,
    )


def _copied_options(original: Message) -> dict[str, object]:
    return {name: value for name, value in original.options.items() if name in _COPIED_OPTIONS}


def _check_source(chat_id: int | str) -> None:
    if chat_id == "":
        raise errors.bad_request('parameter "from_chat_id" is required')


def _find_original(caller: Caller, chat_id: int | str, message_id: int, verb: str) -> Message:
    _check_source(chat_id)
    message = caller.world.history[readable_chat(caller, chat_id)].get(message_id)
    if message is None:
        raise errors.bad_request(f"message to {verb} not found")
    if not _may_repeat(caller, message, is_copy=verb == "copy"):
        raise errors.bad_request(f"the message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def _may_repeat(caller: Caller, message: Message, *, is_copy: bool) -> bool:
    # Protected content cannot be forwarded, and can be copied by its own bot only.
    is_own_copy = is_copy and message.sender is caller.user
    is_protected = "has_protected_content" in message.options and not is_own_copy
    return not message.service and not is_protected
