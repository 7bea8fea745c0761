"""Methods that send messages and files, and answer callback queries."""

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.caller import Caller
from simulator.api.fetch import fetch
from simulator.api.methods.access import readable_chat, writable_chat
from simulator.api.methods.compose import caption_content, check_thread, new_message, preview_option, text_content
from simulator.world.chats import ChatKind
from simulator.world.files import FileKind, StoredFile, store
from simulator.world.messages import Event, EventKind, Location, Message

_ATTACH_PREFIX = "attach://"


def send_message(caller: Caller, call: arguments.SendMessage) -> dict[str, object]:
    """Send a text."""
    content = text_content(caller, call.text, call.parse_mode, call.entities)
    options = preview_option(call.link_preview_options)
    message = new_message(caller, writable_chat(caller, call.chat_id), call, content, options=options)
    return caller.world.post(message).to_json()


async def send_photo(caller: Caller, call: arguments.SendPhoto) -> dict[str, object]:
    """Send a picture."""
    options: dict[str, object] = {"has_media_spoiler": True} if call.has_spoiler else {}
    return await _send_file(caller, call, "photo", call.photo, options)


async def send_document(caller: Caller, call: arguments.SendDocument) -> dict[str, object]:
    """Send a file."""
    return await _send_file(caller, call, "document", call.document, {})


def send_location(caller: Caller, call: arguments.SendLocation) -> dict[str, object]:
    """Send a location."""
    place = Location(call.latitude, call.longitude)
    return caller.world.post(new_message(caller, writable_chat(caller, call.chat_id), call, location=place)).to_json()


def forward_message(caller: Caller, call: arguments.ForwardMessage) -> dict[str, object]:
    """Send a message again, with its origin."""
    original = _find_original(caller, call.from_chat_id, call.message_id, "forward")
    chat = writable_chat(caller, call.chat_id)
    check_thread(caller, chat, call.message_thread_id)
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
        thread_id=call.message_thread_id,
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


def answer_callback_query(caller: Caller, call: arguments.AnswerCallbackQuery) -> bool:
    """Answer a pressed button, with a toast if there is a text."""
    callback = caller.world.callbacks.get(call.callback_query_id)
    if callback is None or callback.is_answered or callback.bot is not caller.user:
        raise errors.query_too_old()
    if call.url:
        # Telegram allows a URL for games and for t.me/bot?start=… only, and this server has neither.
        raise errors.bad_request("URL_INVALID")
    callback.is_answered = True
    if call.text:
        caller.world.events.append(Event(EventKind.TOAST, callback.message, call.text, is_alert=call.show_alert))
    return True


def send_chat_action(caller: Caller, call: arguments.SendChatAction) -> bool:
    """Accept a chat action where the bot can post; nothing is shown."""
    chat = writable_chat(caller, call.chat_id)
    if chat.kind is ChatKind.CHANNEL:
        raise errors.bad_request("can't send chat actions to channel chats")
    check_thread(caller, chat, call.message_thread_id)
    return True


def get_file(caller: Caller, call: arguments.GetFile) -> dict[str, object]:
    """Return a file's download path."""
    file = caller.world.files.get(call.file_id)
    if file is None or file.owner != caller.user.id:
        raise errors.bad_request("invalid file_id")
    return file.to_file_json()


async def find_or_fetch_file(caller: Caller, reference: str, kind: FileKind) -> StoredFile:
    """Return a file by URL, or as `find_file` does.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if not reference.startswith(("http://", "https://")):
        return find_file(caller, reference, kind)
    file = store(await fetch(reference, kind), kind, caller.user.id)
    return caller.world.files.setdefault(file.file_id, file)


def find_file(caller: Caller, reference: str, kind: FileKind) -> StoredFile:
    """Return a file that came with the call, or that the bot has sent or seen.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if reference.startswith(_ATTACH_PREFIX):
        upload = caller.uploads.get(reference.removeprefix(_ATTACH_PREFIX))
        if upload is None:
            raise errors.bad_request("wrong file identifier/HTTP URL specified")
        file = store(upload, kind, caller.user.id)
        return caller.world.files.setdefault(file.file_id, file)
    found = caller.world.files.get(reference)
    if found is None or found.owner != caller.user.id:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise errors.bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found


async def _send_file(
    caller: Caller,
    call: arguments.SendPhoto | arguments.SendDocument,
    kind: FileKind,
    reference: str,
    options: dict[str, object],
) -> dict[str, object]:
    content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities)
    file = await find_or_fetch_file(caller, reference, kind)
    chat = writable_chat(caller, call.chat_id, f"{kind}s")
    if call.show_caption_above_media:
        options = {**options, "show_caption_above_media": True}
    return caller.world.post(new_message(caller, chat, call, content, file=file, options=options)).to_json()


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
