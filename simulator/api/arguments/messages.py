"""Arguments of the methods that send, edit, delete and pin messages."""

from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.api.arguments.base import (
    Arguments,
    BusinessConnection,
    ChatArguments,
    EditArguments,
    MessageArguments,
    SendArguments,
)
from simulator.world import fields
from simulator.world.message_entities import Entities

_ACTIONS = frozenset(
    {
        "cancel",
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_audio",
        "record_voice",
        "upload_audio",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "pick_up_location",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def _check_action(action: str) -> str:
    if action.lower() not in _ACTIONS:
        raise ValueError("wrong parameter action in request")
    return action


class SendMessage(SendArguments):
    """Arguments of sendMessage."""

    # Not required here, because Telegram has its own error for a missing text.
    text: str = ""
    parse_mode: str = ""
    entities: Entities = None
    link_preview_options: fields.Preview = None
    disable_web_page_preview: fields.Flag = False  # the older name of `link_preview_options`


class SendLocation(SendArguments):
    """Arguments of sendLocation, in degrees."""

    latitude: str = ""
    longitude: str = ""
    horizontal_accuracy: fields.Decimal = 0.0
    live_period: fields.Integer = 0
    heading: fields.Integer = 0
    proximity_alert_radius: fields.Integer = 0


class EditMessageText(EditArguments):
    """Arguments of editMessageText."""

    text: str = ""
    parse_mode: str = ""
    entities: Entities = None
    link_preview_options: fields.Preview = None
    disable_web_page_preview: fields.Flag = False  # the older name of `link_preview_options`


class EditMessageCaption(EditArguments):
    """Arguments of editMessageCaption."""

    caption: str = ""
    parse_mode: str = ""
    caption_entities: Entities = None
    show_caption_above_media: fields.Flag = False


class EditMessageReplyMarkup(EditArguments):
    """Arguments of editMessageReplyMarkup."""


class DeleteMessage(MessageArguments):
    """Arguments of deleteMessage."""


class DeleteMessages(ChatArguments):
    """Arguments of deleteMessages: up to 100 ids; missing messages are skipped."""

    message_ids: fields.MessageIds = ()


class PinChatMessage(MessageArguments):
    """Arguments of pinChatMessage."""

    business_connection_id: BusinessConnection = ""
    disable_notification: fields.Flag = False


class UnpinChatMessage(ChatArguments):
    """Arguments of unpinChatMessage; without an id it unpins the newest."""

    message_id: fields.Integer = 0
    business_connection_id: BusinessConnection = ""


class UnpinAllChatMessages(ChatArguments):
    """Arguments of unpinAllChatMessages."""


class AnswerCallbackQuery(Arguments):
    """Arguments of answerCallbackQuery; `cache_time` in seconds."""

    callback_query_id: str = ""
    text: str = ""
    show_alert: fields.Flag = False
    url: str = ""
    cache_time: Annotated[fields.Integer, fields.clamped(0, 30 * 86_400)] = 0


class SendChatAction(ChatArguments):
    """Arguments of sendChatAction."""

    business_connection_id: BusinessConnection = ""
    message_thread_id: fields.Integer = 0
    # Telegram has one error for a missing and for an unknown action, so the default is checked too.
    action: Annotated[str, AfterValidator(_check_action), Field(validate_default=True)] = ""
