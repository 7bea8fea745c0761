"""Arguments of the methods for invite links and join requests."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator

from simulator.api.arguments.base import ChatArguments, UserId
from simulator.world import fields

_MAX_NAME_LENGTH = 32  # characters; the server cuts longer names
_MAX_DATE = 2**31 - 1
_MAX_MEMBERS = 100_000  # the server clamps it

_Name: TypeAlias = Annotated[str, AfterValidator(lambda name: name.strip()[:_MAX_NAME_LENGTH])]
_Limit: TypeAlias = Annotated[fields.Integer, fields.clamped(0, _MAX_MEMBERS)]


class ExportChatInviteLink(ChatArguments):
    """Arguments of exportChatInviteLink."""


class CreateChatInviteLink(ChatArguments):
    """Arguments of createChatInviteLink; `expire_date` in Unix time."""

    name: _Name = ""
    expire_date: Annotated[fields.Integer, fields.clamped(0, _MAX_DATE)] = 0
    member_limit: _Limit = 0
    creates_join_request: fields.Flag = False


class EditChatInviteLink(CreateChatInviteLink):
    """Arguments of editChatInviteLink; what is not named is removed."""

    invite_link: str = ""


class RevokeChatInviteLink(ChatArguments):
    """Arguments of revokeChatInviteLink."""

    invite_link: str = ""


class ApproveChatJoinRequest(ChatArguments):
    """Arguments of approveChatJoinRequest."""

    user_id: UserId


class DeclineChatJoinRequest(ApproveChatJoinRequest):
    """Arguments of declineChatJoinRequest."""
