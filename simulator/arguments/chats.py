"""What a bot asks about chats, their members and their topics, and does with them."""

from typing import Annotated, Literal

from pydantic import Field

from simulator import fields
from simulator.arguments.base import OfChat
from simulator.topics import LONGEST_NAME


class GetChat(OfChat):
    """The bot asks about a chat."""


class GetChatMember(OfChat):
    """The bot asks what somebody is in a chat."""

    user_id: fields.Integer


class GetChatMemberCount(OfChat):
    """The bot asks how many are in a chat."""


class GetChatAdministrators(OfChat):
    """The bot asks who administers a chat."""


class LeaveChat(OfChat):
    """The bot goes."""


class CreateForumTopic(OfChat):
    """The bot makes a topic."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    icon_color: Annotated[
        Literal[7322096, 16766590, 13338331, 9367192, 16749490, 16478047], fields.READ_WHOLE_NUMBER
    ] = 7322096
    icon_custom_emoji_id: str | None = None


class EditForumTopic(OfChat):
    """The bot names a topic anew."""

    message_thread_id: fields.Integer
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    icon_custom_emoji_id: str | None = None


class CloseForumTopic(OfChat):
    """The bot closes a topic."""

    message_thread_id: fields.Integer


class ReopenForumTopic(CloseForumTopic):
    """The bot opens a closed topic."""


class DeleteForumTopic(CloseForumTopic):
    """The bot deletes a topic with all that was said in it."""
