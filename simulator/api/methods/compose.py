"""Composition of a bot's message: its text, its keyboard, the message it answers, and its topic."""

from collections.abc import Sequence
from functools import lru_cache

from simulator import errors
from simulator.api.arguments.base import DeliveryArguments
from simulator.api.arguments.media import InputMedia
from simulator.api.caller import Caller
from simulator.api.methods.access import readable_chat
from simulator.api.methods.explicit_entities import explicit_entities
from simulator.api.methods.markup import check_keyboard
from simulator.api.methods.threads import find_direct_topic, find_thread
from simulator.errors import ApiError
from simulator.formatting.entities import (
    FormattedText,
    clean,
    clean_with_entities,
    detect,
    is_blank,
    is_longer,
    trim,
    utf16_length,
)
from simulator.formatting.html import parse_html
from simulator.formatting.markdown import parse_markdown
from simulator.formatting.markdown_v2 import parse_markdown_v2
from simulator.formatting.nesting import resolve_nesting
from simulator.world import fields
from simulator.world.chats import Chat, ChatKind
from simulator.world.content.files import StoredFile
from simulator.world.content.polls import Poll
from simulator.world.keyboards import ForceReply, InlineKeyboard, Keyboard, ReplyKeyboard, ReplyKeyboardRemove
from simulator.world.message_entities import NO_PARSE_MODE, MessageEntity
from simulator.world.messages import MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, Location, Message

_NOTHING = FormattedText()
_CAPTION_TOO_LONG = "message caption is too long"
_MAX_SOURCE_SIZE = 32_768  # bytes of a text with its markup
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def new_message(
    caller: Caller,
    chat: Chat,
    call: DeliveryArguments,
    content: FormattedText = _NOTHING,
    *,
    file: StoredFile | None = None,
    location: Location | None = None,
    poll: Poll | None = None,
    options: dict[str, object] | None = None,
) -> Message:
    """Return the message that the bot is about to post.

    Raises:
        ApiError: 400 for a missing answered message or topic.
    """
    thread_id = find_thread(caller, chat, call.message_thread_id)
    replied, reply_fields = find_replied_message(caller, chat, call.reply)
    # A reply goes to the topic of its message.
    if replied and call.message_thread_id <= 0:
        thread_id = find_thread(caller, chat, replied.thread_id)
    direct_topic = find_direct_topic(caller, chat, call.direct_messages_topic_id)
    check_keyboard(chat, call.keyboard)
    markup, labels, reply_markup = _render_markup(call.keyboard)
    repeated = {**(options or {}), **reply_fields}
    if call.protect_content:
        repeated["has_protected_content"] = True
    if call.message_effect_id and chat.kind is ChatKind.PRIVATE:
        repeated["effect_id"] = str(call.message_effect_id)
    return Message(
        caller.world.next_message_id(chat),
        chat,
        caller.user,
        caller.world.now(),
        content,
        sender_chat=chat if chat.kind is ChatKind.CHANNEL else None,
        markup=markup,
        reply_keyboard=labels,
        reply_markup=reply_markup,
        silent=call.disable_notification,
        reply_to=replied,
        location=location,
        file=file,
        poll=poll,
        thread_id=thread_id,
        direct_topic=direct_topic,
        options=repeated,
    )


def text_content(
    caller: Caller,
    text: str,
    parse_mode: str,
    entities: Sequence[MessageEntity] | None,
    *,
    too_long: str = "message is too long",
) -> FormattedText:
    """Return a message's text with its entities; `too_long` is Telegram's text for one that is.

    Raises:
        ApiError: 400 for a text that is wrong, empty or too long.
    """
    if not text:
        raise errors.bad_request("message text is empty")
    content = _parse_text(caller, text, parse_mode, entities)
    if is_blank(content.text):
        raise errors.bad_request("text must be non-empty")
    if is_longer(content.text, MAX_TEXT_LENGTH):
        raise errors.bad_request(too_long)
    return content


def caption_content(
    caller: Caller,
    text: str,
    parse_mode: str,
    entities: Sequence[MessageEntity] | None,
    *,
    too_long: str = _CAPTION_TOO_LONG,
) -> FormattedText:
    """Return a caption with its entities; it may be empty. `too_long` is Telegram's text for one that is.

    Raises:
        ApiError: 400 for a caption that is wrong or too long.
    """
    return _check_caption(_parse_text(caller, text, parse_mode, entities), too_long)


def media_caption(caller: Caller, media: InputMedia) -> FormattedText:
    """Return the caption of a file in an album or an edit.

    Raises:
        ApiError: 400 for a caption that is wrong or too long.
    """
    try:
        content = _parse_text(caller, media.caption, media.parse_mode, media.caption_entities)
    except ApiError as error:
        raise errors.cannot_parse_object("InputMedia", error) from error
    return _check_caption(content)


def _check_caption(content: FormattedText, too_long: str = _CAPTION_TOO_LONG) -> FormattedText:
    if is_longer(content.text, MAX_CAPTION_LENGTH):
        raise errors.bad_request(too_long)
    return content


def label_content(
    caller: Caller, text: str, parse_mode: str, entities: Sequence[MessageEntity] | None
) -> FormattedText:
    """Return a poll's question or option, which can have custom emoji only.

    Raises:
        ApiError: 400 for a text that is wrong.
    """
    content = _parse_text(caller, text, parse_mode, entities)
    # Telegram shows no line breaks there.
    shown = content.text.replace("\n", " ")
    return FormattedText(shown, tuple(entity for entity in content.entities if entity.type == "custom_emoji"))


def _render_markup(keyboard: Keyboard | None) -> tuple[str, tuple[tuple[str, ...], ...], str]:
    """Return a message's inline keyboard, the labels of its reply keyboard, and its other markup as JSON."""
    match keyboard:
        case InlineKeyboard():
            return keyboard.as_json, (), ""
        case ReplyKeyboard():
            return "", keyboard.labels, keyboard.model_dump_json(exclude_unset=True)
        case ReplyKeyboardRemove() | ForceReply():
            return "", (), keyboard.model_dump_json(exclude_unset=True)
    return "", (), ""


def preview_option(preview: fields.LinkPreviewOptions | None, *, is_disabled: bool = False) -> dict[str, object]:
    """Return the message field that repeats the options of the link preview; `is_disabled` is their older form."""
    given = {"is_disabled": True} if preview is None and is_disabled else {}
    if preview is not None:
        given = {name: value for name, value in vars(preview).items() if value}
    return {"link_preview_options": given} if given else {}


def _parse_text(caller: Caller, text: str, parse_mode: str, entities: Sequence[MessageEntity] | None) -> FormattedText:
    # Compared in characters first, which are never more than the bytes.
    if 4 * len(text) > _MAX_SOURCE_SIZE and len(text.encode()) > _MAX_SOURCE_SIZE:
        raise errors.bad_request("text is too long")
    if not entities:
        return _with_known_users(caller, _parse(text, parse_mode.lower()))
    given = clean_with_entities(FormattedText(text, explicit_entities(caller, text, entities)))
    return _with_known_users(caller, detect(trim(resolve_nesting(given))))


# A broadcast sends the same text to many chats.
@lru_cache(maxsize=256)
def _parse(text: str, parse_mode: str) -> FormattedText:
    # Telegram looks at the mode only where there is a text.
    if not text or parse_mode in NO_PARSE_MODE:
        return detect(trim(FormattedText(clean(text))))
    if parse_mode not in _PARSERS:
        raise errors.bad_request("unsupported parse_mode")
    return detect(trim(resolve_nesting(_PARSERS[parse_mode](text))))


def _with_known_users(caller: Caller, content: FormattedText) -> FormattedText:
    if "text_mention" not in [entity.type for entity in content.entities]:
        return content
    # Telegram drops mentions of users that the bot does not know.
    users = caller.world.users
    known = (e._replace(user=users.get(e.user_id)) if e.user_id else e for e in content.entities)
    return FormattedText(content.text, tuple(e for e in known if e.user or e.type != "text_mention"))


def find_replied_message(
    caller: Caller, chat: Chat, reply: fields.ReplyParameters | None
) -> tuple[Message | None, dict[str, object]]:
    """Return the answered message if it is in this chat, and the message's fields about it.

    Raises:
        ApiError: 400 or 403 for a message that the bot cannot see.
    """
    if reply is None or reply.message_id <= 0:
        return None, {}
    its_chat = readable_chat(caller, reply.chat_id) if reply.chat_id else chat
    message = caller.world.history[its_chat].get(reply.message_id)
    if message is None:
        if not reply.allow_sending_without_reply:
            raise errors.bad_request("message to be replied not found")
        return None, {}
    about = _quote(caller, message, reply) if reply.quote else {}
    return (message, about) if its_chat is chat else (None, about | {"external_reply": message.external_reply_json()})


def _quote(caller: Caller, message: Message, reply: fields.ReplyParameters) -> dict[str, object]:
    quote = _parse_text(caller, reply.quote, reply.quote_parse_mode, reply.quote_entities)
    found = message.text.find(quote.text)
    if not quote.text or found < 0 or utf16_length(quote.text) > MAX_CAPTION_LENGTH:
        raise errors.bad_request("QUOTE_TEXT_INVALID")
    fields: dict[str, object] = {
        "text": quote.text,
        "position": utf16_length(message.text[:found]),
        "is_manual": True,
    }
    if quote.entities:
        fields["entities"] = [entity.to_json() for entity in quote.entities]
    return {"quote": fields}
