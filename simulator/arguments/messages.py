"""What a bot sends, changes and takes away."""

from typing import Annotated

from pydantic import AfterValidator, Field

from simulator import fields
from simulator.arguments.base import Arguments, Captioned, Editing, OfChat, OfMessage, Posting, Sending

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


def _known_action(action: str) -> str:
    if action not in _ACTIONS:
        raise ValueError("wrong parameter action in request")
    return action


class SendMessage(Sending):
    """The bot says something."""

    text: str = ""
    parse_mode: fields.ParseMode = ""
    entities: fields.EntitiesInForm = None
    link_preview_options: fields.Preview = None


class SendPhoto(Sending, Captioned):
    """The bot shows a picture."""

    photo: fields.FileReference
    has_spoiler: fields.Flag = False


class SendDocument(Sending, Captioned):
    """The bot sends a file."""

    document: fields.FileReference
    thumbnail: fields.FileReference | None = None
    disable_content_type_detection: fields.Flag = False


class SendLocation(Sending):
    """The bot shows a point, in degrees."""

    latitude: Annotated[fields.Decimal, Field(ge=-90, le=90)]
    longitude: Annotated[fields.Decimal, Field(ge=-180, le=180)]


class ForwardMessage(OfMessage, Posting):
    """The bot shows a message again, with its origin."""

    from_chat_id: fields.ChatId
    message_thread_id: fields.Integer | None = None
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False


class CopyMessage(Sending):
    """The bot shows a message again, as its own."""

    from_chat_id: fields.ChatId
    message_id: fields.Integer
    caption: str | None = None
    parse_mode: fields.ParseMode = ""
    caption_entities: fields.EntitiesInForm = None
    show_caption_above_media: fields.Flag = False


class EditMessageText(Editing):
    """The bot says something else instead."""

    text: str = ""
    parse_mode: fields.ParseMode = ""
    entities: fields.EntitiesInForm = None
    link_preview_options: fields.Preview = None


class EditMessageCaption(Editing, Captioned):
    """The bot writes something else under a picture or file."""


class EditMessageMedia(Editing):
    """The bot shows another picture or file instead."""

    media: fields.AnyMedia


class EditMessageReplyMarkup(Editing):
    """The bot changes or takes away the buttons under a message."""


class DeleteMessage(OfMessage):
    """The bot takes a message away."""


class DeleteMessages(OfChat):
    """The bot takes up to a hundred messages away, and does not mind if some are gone."""

    message_ids: fields.MessageIds


class PinChatMessage(OfMessage):
    """The bot puts a message on top of a chat."""

    disable_notification: fields.Flag = False


class UnpinChatMessage(OfChat):
    """The bot takes it from there; without an id the newest."""

    message_id: fields.Integer | None = None


class UnpinAllChatMessages(OfChat):
    """The bot takes all from there."""


class AnswerCallbackQuery(Arguments):
    """The bot answers a pressed button; `cache_time` in seconds."""

    callback_query_id: str
    text: Annotated[str, Field(max_length=200)] = ""
    show_alert: fields.Flag = False
    url: str = ""
    cache_time: Annotated[fields.Integer, Field(ge=0)] = 0


class SendChatAction(OfChat):
    """The bot shows that it is busy."""

    message_thread_id: fields.Integer | None = None
    action: Annotated[str, AfterValidator(_known_action), Field(validate_default=True)] = ""


class GetFile(Arguments):
    """The bot asks where a file can be downloaded."""

    file_id: str
