"""Methods that send messages of other chats again."""

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.caller import Caller
from simulator.api.methods.access import readable_chat, writable_chat
from simulator.api.methods.compose import caption_content, find_thread, new_message
from simulator.world.chats import ChatKind
from simulator.world.messages import Message


def forward_message(caller: Caller, call: arguments.ForwardMessage) -> dict[str, object]:
    """Send a message again, with its origin."""
    original = _find_original(caller, call.from_chat_id, call.message_id, "forward")
    chat = writable_chat(caller, call.chat_id)
    thread_id = find_thread(caller, chat, call.message_thread_id)
    options: dict[str, object] = {"forward_origin": _forward_origin(original)}
    if call.protect_content:
        options["has_protected_content"] = True
    message = Message(
        caller.world.next_message_id(chat),
        chat,
        caller.user,
        caller.world.now(),
        original.content,
        sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
        silent=call.disable_notification,
        location=original.location,
        file=original.file,
        thread_id=thread_id,
        options=options,
    )
    return caller.world.post(message).to_json()


def copy_message(caller: Caller, call: arguments.CopyMessage) -> dict[str, object]:
    """Send a message again, as the bot's own."""
    original = _find_original(caller, call.from_chat_id, call.message_id, "copy")
    content = original.content
    if call.caption is not None and original.file:
        content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities)
    chat = writable_chat(caller, call.chat_id)
    message = new_message(caller, chat, call, content, location=original.location, file=original.file)
    return {"message_id": caller.world.post(message).message_id}


def _find_original(caller: Caller, chat_id: int | str, message_id: int, verb: str) -> Message:
    message = caller.world.history[readable_chat(caller, chat_id)].get(message_id)
    if message is None:
        raise errors.bad_request(f"message to {verb} not found")
    # Protected content can be copied by its own bot only.
    is_protected = "has_protected_content" in message.options and message.sender is not caller.user
    if message.service or is_protected:
        raise errors.bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def _forward_origin(message: Message) -> dict[str, object]:
    fields: dict[str, object] = {"date": int(message.date.timestamp())}
    if message.sender_chat is None:
        return fields | {"type": "user", "sender_user": message.sender.to_json()}
    if message.chat.kind is ChatKind.CHANNEL:
        place = {"chat": message.sender_chat.to_json(), "message_id": message.message_id}
        return fields | {"type": "channel"} | place
    return fields | {"type": "chat", "sender_chat": message.sender_chat.to_json()}
