"""Arguments of the methods for chats, their members and their topics."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.api.arguments.base import OfChat
from simulator.world import fields
from simulator.world.topics import LONGEST_NAME


class GetChat(OfChat):
    """Arguments of getChat."""


class GetChatMember(OfChat):
    """Arguments of getChatMember."""

    user_id: fields.Integer


class GetChatMemberCount(OfChat):
    """Arguments of getChatMemberCount."""


class GetChatAdministrators(OfChat):
    """Arguments of getChatAdministrators."""


class LeaveChat(OfChat):
    """Arguments of leaveChat."""


class CreateForumTopic(OfChat):
    """Arguments of createForumTopic."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    icon_color: Annotated[
        Literal[7322096, 16766590, 13338331, 9367192, 16749490, 16478047], fields.READ_WHOLE_NUMBER
    ] = 7322096
    icon_custom_emoji_id: str | None = None


class EditForumTopic(OfChat):
    """Arguments of editForumTopic."""

    message_thread_id: fields.Integer
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    icon_custom_emoji_id: str | None = None


class CloseForumTopic(OfChat):
    """Arguments of closeForumTopic."""

    message_thread_id: fields.Integer


class ReopenForumTopic(CloseForumTopic):
    """Arguments of reopenForumTopic."""


class DeleteForumTopic(CloseForumTopic):
    """Arguments of deleteForumTopic, which deletes the topic's messages too."""
