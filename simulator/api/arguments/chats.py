"""Arguments of the methods for chats, their members and their topics."""

from typing import Annotated, Literal

from pydantic import Field

from simulator.api.arguments.base import ChatArguments
from simulator.world import fields
from simulator.world.topics import MAX_NAME_LENGTH


class GetChat(ChatArguments):
    """Arguments of getChat."""


class GetChatMember(ChatArguments):
    """Arguments of getChatMember."""

    user_id: fields.Integer


class GetChatMemberCount(ChatArguments):
    """Arguments of getChatMemberCount."""


class GetChatAdministrators(ChatArguments):
    """Arguments of getChatAdministrators."""


class LeaveChat(ChatArguments):
    """Arguments of leaveChat."""


class CreateForumTopic(ChatArguments):
    """Arguments of createForumTopic."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME_LENGTH)]
    icon_color: Annotated[Literal[7322096, 16766590, 13338331, 9367192, 16749490, 16478047], fields.PARSE_INTEGER] = (
        7322096
    )
    icon_custom_emoji_id: str | None = None


class EditForumTopic(ChatArguments):
    """Arguments of editForumTopic."""

    message_thread_id: fields.Integer
    name: Annotated[str, Field(max_length=MAX_NAME_LENGTH)] = ""
    icon_custom_emoji_id: str | None = None


class CloseForumTopic(ChatArguments):
    """Arguments of closeForumTopic."""

    message_thread_id: fields.Integer


class ReopenForumTopic(CloseForumTopic):
    """Arguments of reopenForumTopic."""


class DeleteForumTopic(CloseForumTopic):
    """Arguments of deleteForumTopic, which deletes the topic's messages too."""
