"""Arguments of the methods that send messages of other chats again."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from simulator.api.arguments.base import MessageArguments, PostArguments, SendArguments
from simulator.world import fields

_MAX_MESSAGES = 100


def _read_message_ids(ids: object) -> object:
    if not ids:
        raise ValueError("message identifiers are not specified")
    if not isinstance(ids, list):
        raise ValueError("expected an Array of message identifiers")  # noqa: TRY004 - pydantic needs a ValueError
    if len(ids) > _MAX_MESSAGES:
        raise ValueError("too many message identifiers specified")
    return [_read_message_id(one) for one in ids]


def _read_message_id(one: object) -> int:
    if not isinstance(one, int | str) or isinstance(one, bool):
        raise ValueError("message identifier must be a Number")  # noqa: TRY004 - pydantic needs a ValueError
    try:
        message_id = int(one)
    except ValueError as error:
        raise ValueError("can't parse message identifier as a Number") from error
    if message_id <= 0:
        raise ValueError("invalid message identifier specified")
    return message_id


MessageIds: TypeAlias = Annotated[list[int], BeforeValidator(_read_message_ids), fields.PARSE_JSON]


class ForwardMessage(MessageArguments, PostArguments):
    """Arguments of forwardMessage."""

    from_chat_id: fields.ChatId
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False


class ForwardMessages(PostArguments):
    """Arguments of forwardMessages: up to 100 ids in increasing order; missing messages are skipped."""

    from_chat_id: fields.ChatId
    message_ids: MessageIds
    disable_notification: fields.Flag = False
    protect_content: fields.Flag = False


class CopyMessage(SendArguments):
    """Arguments of copyMessage."""

    from_chat_id: fields.ChatId
    message_id: fields.Integer
    caption: str | None = None
    parse_mode: fields.ParseMode = ""
    caption_entities: fields.EntitiesInForm = None
    show_caption_above_media: fields.Flag = False


class CopyMessages(ForwardMessages):
    """Arguments of copyMessages: up to 100 ids in increasing order; missing messages are skipped."""

    remove_caption: fields.Flag = False
