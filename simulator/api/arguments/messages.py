"""Arguments of the methods that send, edit, delete and pin messages."""

from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.api.arguments.base import (
    Arguments,
    ChatArguments,
    EditArguments,
    MessageArguments,
    SendArguments,
)
from simulator.world import fields

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def _check_action(action: str) -> str:
    if action not in _ACTIONS:
        raise ValueError("wrong parameter action in request")
    return action


class SendMessage(SendArguments):
    """Arguments of sendMessage."""

    # Not required here, because Telegram has its own error for a missing text.
    text: str = ""
    parse_mode: fields.ParseMode = ""
    entities: fields.EntitiesInForm = None
    link_preview_options: fields.Preview = None


class SendLocation(SendArguments):
    """Arguments of sendLocation, in degrees."""

    latitude: Annotated[fields.Decimal, Field(ge=-90, le=90)]
    longitude: Annotated[fields.Decimal, Field(ge=-180, le=180)]


class EditMessageText(EditArguments):
    """Arguments of editMessageText."""

    text: str = ""
    parse_mode: fields.ParseMode = ""
    entities: fields.EntitiesInForm = None
    link_preview_options: fields.Preview = None


class EditMessageCaption(EditArguments):
    """Arguments of editMessageCaption."""

    caption: str = ""
    parse_mode: fields.ParseMode = ""
    caption_entities: fields.EntitiesInForm = None
    show_caption_above_media: fields.Flag = False


class EditMessageReplyMarkup(EditArguments):
    """Arguments of editMessageReplyMarkup."""


class DeleteMessage(MessageArguments):
    """Arguments of deleteMessage."""


class DeleteMessages(ChatArguments):
    """Arguments of deleteMessages: up to 100 ids; missing messages are skipped."""

    message_ids: fields.MessageIds


class PinChatMessage(MessageArguments):
    """Arguments of pinChatMessage."""

    disable_notification: fields.Flag = False


class UnpinChatMessage(ChatArguments):
    """Arguments of unpinChatMessage; without an id it unpins the newest."""

    message_id: fields.Integer | None = None


class UnpinAllChatMessages(ChatArguments):
    """Arguments of unpinAllChatMessages."""


class AnswerCallbackQuery(Arguments):
    """Arguments of answerCallbackQuery; `cache_time` in seconds."""

    callback_query_id: str
    text: Annotated[str, Field(max_length=200)] = ""
    show_alert: fields.Flag = False
    url: str = ""
    cache_time: Annotated[fields.Integer, Field(ge=0)] = 0


class SendChatAction(ChatArguments):
    """Arguments of sendChatAction."""

    message_thread_id: fields.Integer | None = None
    # Telegram has one error for a missing and for an unknown action, so the default is checked too.
    action: Annotated[str, AfterValidator(_check_action), Field(validate_default=True)] = ""
