"""Methods that edit, delete and pin messages."""

from dataclasses import replace

from simulator import errors
from simulator.api.arguments import messages as arguments
from simulator.api.arguments.base import EditArguments
from simulator.api.arguments.media import EditMessageMedia
from simulator.api.caller import Caller
from simulator.api.methods.access import check_right, writable_chat
from simulator.api.methods.compose import caption_content, media_caption, preview_option, text_content
from simulator.api.methods.files import find_or_fetch_file
from simulator.api.methods.markup import inline_keyboard_json
from simulator.api.methods.media import media_details, media_options
from simulator.world.chats import Chat, ChatKind
from simulator.world.content.files import StoredFile
from simulator.world.messages import Message

_EDITABLE_MEDIA = {"animation", "audio", "document", "photo", "video"}
_EDITABLE_FILES = {*_EDITABLE_MEDIA, "voice"}
_ALBUM_KINDS = {"photo", "video", "audio", "document"}
# These stand in an album with their own kind only.
_UNMIXED_KINDS = {"audio", "document"}
_MEDIA_OPTIONS = {"has_media_spoiler", "show_caption_above_media"}
_NO_PIN_RIGHTS = "not enough rights to manage pinned messages in the chat"


def edit_message_text(caller: Caller, call: arguments.EditMessageText) -> dict[str, object] | bool:
    """Change the text and the buttons of one of the bot's messages."""
    content = text_content(caller, call.text, call.parse_mode, call.entities, too_long="MESSAGE_TOO_LONG")
    message = _find_own_message(caller, call)
    if not message.text or message.file:
        raise errors.bad_request("there is no text in the message to edit")
    # An edit without preview options resets them.
    options = {name: value for name, value in message.options.items() if name != "link_preview_options"}
    options |= preview_option(call.link_preview_options, is_disabled=call.disable_web_page_preview)
    return _apply_edit(caller, call, message, replace(message, content=content, options=options))


def edit_message_caption(caller: Caller, call: arguments.EditMessageCaption) -> dict[str, object] | bool:
    """Change the caption of a picture or file, and the buttons."""
    too_long = "MEDIA_CAPTION_TOO_LONG"
    content = caption_content(caller, call.caption, call.parse_mode, call.caption_entities, too_long=too_long)
    message = _find_own_message(caller, call)
    if not message.file:
        raise errors.bad_request("there is no caption in the message to edit")
    return _apply_edit(caller, call, message, replace(message, content=content))


async def edit_message_media(caller: Caller, call: EditMessageMedia) -> dict[str, object] | bool:
    """Change the picture or file, its caption, and the buttons."""
    media = call.media
    content = media_caption(caller, media)
    message = _find_own_message(caller, call, is_other_content=True)
    if _is_inline(call) and media.media.startswith("attach://"):
        raise errors.bad_request("can't upload a file to edit an inline message")
    if message.file.kind not in _EDITABLE_MEDIA if message.file else not message.text:
        raise errors.bad_request("message media can't be edited")
    details, missing = media_details(caller, media), "can't parse InputMedia: media not found"
    file = await find_or_fetch_file(caller, media.media, media.type, details, missing)
    _check_album_change(message, file)
    options = {name: value for name, value in message.options.items() if name not in _MEDIA_OPTIONS}
    changed = replace(message, content=content, file=file, options=options | media_options(media))
    return _apply_edit(caller, call, message, changed)


def edit_message_reply_markup(caller: Caller, call: arguments.EditMessageReplyMarkup) -> dict[str, object] | bool:
    """Change only the buttons, which does not mark the message as edited."""
    message = _find_own_message(caller, call, is_other_content=True)
    markup = inline_keyboard_json(message.chat, call.reply_markup)
    if markup == message.markup:
        raise errors.not_modified()
    changed = caller.world.replace_message(replace(message, markup=markup, reply_keyboard=()))
    return True if _is_inline(call) else changed.to_json()


def delete_message(caller: Caller, call: arguments.DeleteMessage) -> bool:
    """Delete a message: the bot's own, and others' where it has the right."""
    if call.chat_id == "":
        raise errors.bad_request("chat identifier is not specified")
    if call.message_id <= 0:
        raise errors.bad_request("message identifier is not specified")
    chat = writable_chat(caller, call.chat_id)
    message = caller.world.history[chat].get(call.message_id)
    if message is None:
        raise errors.bad_request("message to delete not found")
    if not _may_delete(caller, message):
        raise errors.bad_request("message can't be deleted")
    caller.world.remove_message(message)
    return True


def delete_messages(caller: Caller, call: arguments.DeleteMessages) -> bool:
    """Delete several messages; missing ones are skipped."""
    chat = writable_chat(caller, call.chat_id)
    found = [m for m in map(caller.world.history[chat].get, dict.fromkeys(call.message_ids)) if m is not None]
    if not all(_may_delete(caller, message) for message in found):
        raise errors.bad_request("message can't be deleted")
    for message in found:
        caller.world.remove_message(message)
    return True


def pin_chat_message(caller: Caller, call: arguments.PinChatMessage) -> bool:
    """Pin a message, and post the service message."""
    chat = _chat_to_pin_in(caller, call.chat_id)
    message = caller.world.history[chat].get(call.message_id)
    if message is None:
        raise errors.bad_request("message to pin not found")
    if message.service:
        raise errors.bad_request("service messages can't be pinned")
    if call.message_id not in chat.pinned:
        chat.pinned.append(call.message_id)
        # Telegram nests only one level of messages.
        pinned = {name: value for name, value in message.to_json().items() if name != "reply_to_message"}
        caller.world.post_service(chat, caller.user, {"pinned_message": pinned}, message.thread_id)
    return True


def unpin_chat_message(caller: Caller, call: arguments.UnpinChatMessage) -> bool:
    """Unpin a message, or the newest one."""
    chat = _chat_to_pin_in(caller, call.chat_id)
    pinned = call.message_id if call.message_id > 0 else next(reversed(chat.pinned), 0)
    if pinned not in caller.world.history[chat]:
        raise errors.bad_request("message to unpin not found")
    # Telegram accepts a message that is not pinned.
    if pinned in chat.pinned:
        chat.pinned.remove(pinned)
    return True


def unpin_all_chat_messages(caller: Caller, call: arguments.UnpinAllChatMessages) -> bool:
    """Unpin all messages of a chat."""
    _chat_to_pin_in(caller, call.chat_id).pinned.clear()
    return True


def _find_own_message(caller: Caller, call: EditArguments, *, is_other_content: bool = False) -> Message:
    """Return the message to edit; with `is_other_content` also one whose content cannot be edited."""
    if _is_inline(call):
        return _find_own_inline_message(caller, call.inline_message_id)
    chat = writable_chat(caller, call.chat_id)
    message = caller.world.history[chat].get(call.message_id)
    if message is None:
        raise errors.bad_request("message to edit not found")
    # In a channel an administrator with this right edits others' posts, too.
    is_others_post = chat.kind is ChatKind.CHANNEL and chat.member(caller.user).has_right(
        "can_edit_messages", chat.kind
    )
    is_editable = message.sender is caller.user or is_others_post
    # A message with a reply keyboard, its removal or a ForceReply stays as it is, and so does a forwarded one.
    if not is_editable or message.service or message.reply_markup or "forward_origin" in message.options:
        raise errors.bad_request("message can't be edited")
    if not is_other_content and not _has_editable_content(message):
        raise errors.bad_request("message can't be edited")
    return message


def _has_editable_content(message: Message) -> bool:
    if message.poll:
        return not message.poll.is_closed
    return message.file.kind in _EDITABLE_FILES if message.file else message.location is None


def _check_album_change(message: Message, file: StoredFile) -> None:
    old = message.file.kind if message.file else None
    if "media_group_id" not in message.options or old == file.kind:
        return
    if file.kind not in _ALBUM_KINDS:
        raise errors.bad_request("message content type can't be used in an album")
    if {old, file.kind} & _UNMIXED_KINDS:
        raise errors.bad_request("can't change media type in the album")


def _is_inline(call: EditArguments) -> bool:
    return call.chat_id == "" and call.message_id <= 0


def _find_own_inline_message(caller: Caller, inline_id: str) -> Message:
    if not inline_id:
        raise errors.bad_request("message identifier is not specified")
    first = caller.world.inline_messages.get(inline_id)
    message = caller.world.history[first.chat].get(first.message_id) if first else None
    if message is None or message.via is not caller.user:
        raise errors.bad_request("MESSAGE_ID_INVALID")
    return message


def _apply_edit(caller: Caller, call: EditArguments, old: Message, new: Message) -> dict[str, object] | bool:
    markup = inline_keyboard_json(old.chat, call.reply_markup)
    if (old.content, old.file, old.markup) == (new.content, new.file, markup):
        raise errors.not_modified()
    changed = caller.world.replace_message(replace(new, markup=markup, reply_keyboard=(), edited=caller.world.now()))
    return True if _is_inline(call) else changed.to_json()


def _may_delete(caller: Caller, message: Message) -> bool:
    chat = message.chat
    is_private = chat.kind is ChatKind.PRIVATE
    return (
        message.sender is caller.user
        or is_private
        or chat.member(caller.user).has_right("can_delete_messages", chat.kind)
    )


def _chat_to_pin_in(caller: Caller, chat_id: int | str) -> Chat:
    chat = writable_chat(caller, chat_id)
    # Channels have no right to pin of their own (Bot API, pinChatMessage).
    right = "can_edit_messages" if chat.kind is ChatKind.CHANNEL else "can_pin_messages"
    check_right(caller, chat, right, _NO_PIN_RIGHTS)
    return chat
