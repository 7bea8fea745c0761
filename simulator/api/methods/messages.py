"""Methods that send messages and files, and answer callback queries."""

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.caller import Caller
from simulator.api.fetch import fetch
from simulator.api.methods.access import readable, writable
from simulator.api.methods.compose import caption_content, check_thread, new_message, preview_option, text_content
from simulator.world.chats import ChatKind
from simulator.world.files import Kind, StoredFile, store
from simulator.world.messages import Event, EventKind, Location, Message

_ATTACHED = "attach://"


def send_message(my: Caller, call: arguments.SendMessage) -> dict[str, object]:
    """Send a text."""
    content = text_content(my, call.text, call.parse_mode, call.entities)
    options = preview_option(call.link_preview_options)
    message = new_message(my, writable(my, call.chat_id), call, content, options=options)
    return my.state.post(message).to_json()


async def send_photo(my: Caller, call: arguments.SendPhoto) -> dict[str, object]:
    """Send a picture."""
    options: dict[str, object] = {"has_media_spoiler": True} if call.has_spoiler else {}
    return await _send_file(my, call, "photo", call.photo, options)


async def send_document(my: Caller, call: arguments.SendDocument) -> dict[str, object]:
    """Send a file."""
    return await _send_file(my, call, "document", call.document, {})


def send_location(my: Caller, call: arguments.SendLocation) -> dict[str, object]:
    """Send a location."""
    place = Location(call.latitude, call.longitude)
    return my.state.post(new_message(my, writable(my, call.chat_id), call, location=place)).to_json()


def forward_message(my: Caller, call: arguments.ForwardMessage) -> dict[str, object]:
    """Send a message again, with its origin."""
    original = _original(my, call.from_chat_id, call.message_id, "forward")
    chat = writable(my, call.chat_id)
    check_thread(my, chat, call.message_thread_id)
    options: dict[str, object] = {"forward_origin": _origin(original)}
    if call.protect_content:
        options["has_protected_content"] = True
    message = Message(
        my.state.next_message_id(chat),
        chat,
        my.user,
        my.state.now(),
        original.content,
        sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
        silent=call.disable_notification,
        location=original.location,
        file=original.file,
        thread_id=call.message_thread_id,
        options=options,
    )
    return my.state.post(message).to_json()


def copy_message(my: Caller, call: arguments.CopyMessage) -> dict[str, object]:
    """Send a message again, as the bot's own."""
    original = _original(my, call.from_chat_id, call.message_id, "copy")
    content = original.content
    if call.caption is not None and original.file:
        content = caption_content(my, call.caption, call.parse_mode, call.caption_entities)
    chat = writable(my, call.chat_id)
    message = new_message(my, chat, call, content, location=original.location, file=original.file)
    return {"message_id": my.state.post(message).message_id}


def answer_callback_query(my: Caller, call: arguments.AnswerCallbackQuery) -> bool:
    """Answer a pressed button, with a toast if there is a text."""
    callback = my.state.callbacks.get(call.callback_query_id)
    if callback is None or callback.is_answered or callback.bot is not my.user:
        raise errors.query_too_old()
    if call.url:
        # Only games may open an address, and links of the form t.me/bot?start=…, which no app here could follow.
        raise errors.bad_request("URL_INVALID")
    callback.is_answered = True
    if call.text:
        my.state.events.append(Event(EventKind.TOAST, callback.message, call.text, is_alert=call.show_alert))
    return True


def send_chat_action(my: Caller, call: arguments.SendChatAction) -> bool:
    """Accept a chat action where the bot can post; nothing is shown."""
    chat = writable(my, call.chat_id)
    if chat.kind is ChatKind.CHANNEL:
        raise errors.bad_request("can't send chat actions to channel chats")
    check_thread(my, chat, call.message_thread_id)
    return True


def get_file(my: Caller, call: arguments.GetFile) -> dict[str, object]:
    """Return a file's download path."""
    file = my.state.files.get(call.file_id)
    if file is None or file.owner != my.user.id:
        raise errors.bad_request("invalid file_id")
    return file.to_file_json()


async def media_file(my: Caller, reference: str, kind: Kind) -> StoredFile:
    """Return a file by URL, or as `find_file` does.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if not reference.startswith(("http://", "https://")):
        return find_file(my, reference, kind)
    file = store(await fetch(reference, kind), kind, my.user.id)
    return my.state.files.setdefault(file.file_id, file)


def find_file(my: Caller, reference: str, kind: Kind) -> StoredFile:
    """Return a file that came with the call, or that the bot has sent or seen.

    Raises:
        ApiError: 400 for a missing file, and for one that Telegram would reject.
    """
    if reference.startswith(_ATTACHED):
        upload = my.uploads.get(reference.removeprefix(_ATTACHED))
        if upload is None:
            raise errors.bad_request("wrong file identifier/HTTP URL specified")
        file = store(upload, kind, my.user.id)
        return my.state.files.setdefault(file.file_id, file)
    found = my.state.files.get(reference)
    if found is None or found.owner != my.user.id:
        raise errors.bad_request("wrong file identifier/HTTP URL specified")
    if found.kind != kind:
        raise errors.bad_request(f"can't use file of type {found.kind.title()} as {kind.title()}")
    return found


async def _send_file(
    my: Caller,
    call: arguments.SendPhoto | arguments.SendDocument,
    kind: Kind,
    reference: str,
    options: dict[str, object],
) -> dict[str, object]:
    content = caption_content(my, call.caption, call.parse_mode, call.caption_entities)
    file = await media_file(my, reference, kind)
    chat = writable(my, call.chat_id, f"{kind}s")
    if call.show_caption_above_media:
        options = {**options, "show_caption_above_media": True}
    return my.state.post(new_message(my, chat, call, content, file=file, options=options)).to_json()


def _original(my: Caller, chat_id: int | str, message_id: int, verb: str) -> Message:
    message = my.state.history[readable(my, chat_id)].get(message_id)
    if message is None:
        raise errors.bad_request(f"message to {verb} not found")
    is_protected = "has_protected_content" in message.options and message.sender is not my.user
    if message.service or is_protected:
        raise errors.bad_request(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def _origin(message: Message) -> dict[str, object]:
    fields: dict[str, object] = {"date": int(message.date.timestamp())}
    if message.sender_chat is None:
        return fields | {"type": "user", "sender_user": message.sender.to_json()}
    if message.chat.kind is ChatKind.CHANNEL:
        place = {"chat": message.sender_chat.to_json(), "message_id": message.message_id}
        return fields | {"type": "channel"} | place
    return fields | {"type": "chat", "sender_chat": message.sender_chat.to_json()}
