"""Arguments of the methods for updates and for the bot's own profile."""

from typing import Annotated

from pydantic import Field

from simulator.api.arguments.base import Arguments
from simulator.world import fields
from simulator.world.bot_commands import DEFAULT_SCOPE, Commands, Scope

# Telegram's server waits no longer, whatever the bot asks for.
MAX_POLL_SECONDS = 50


class GetMe(Arguments):
    """Arguments of getMe."""


class GetUpdates(Arguments):
    """Arguments of getUpdates; `timeout` in seconds."""

    offset: fields.Integer = 0
    limit: Annotated[fields.Integer, fields.clamped(1, 100)] = 100
    timeout: Annotated[fields.Integer, fields.clamped(0, MAX_POLL_SECONDS)] = 0
    allowed_updates: fields.UpdateTypes = None


class SetWebhook(Arguments):
    """Arguments of setWebhook."""

    url: str = ""
    certificate: fields.FileReference = ""
    ip_address: str = ""
    max_connections: Annotated[fields.Integer, fields.clamped(1, 100)] = 40
    allowed_updates: fields.UpdateTypes = None
    drop_pending_updates: fields.Flag = False
    secret_token: str = ""


class DeleteWebhook(Arguments):
    """Arguments of deleteWebhook."""

    drop_pending_updates: fields.Flag = False


class GetWebhookInfo(Arguments):
    """Arguments of getWebhookInfo."""


class SetMyCommands(Arguments):
    """Arguments of setMyCommands: the menu of one scope in one language."""

    commands: Commands = ()
    scope: Scope = DEFAULT_SCOPE
    language_code: fields.Language = ""


class GetMyCommands(Arguments):
    """Arguments of getMyCommands."""

    scope: Scope = DEFAULT_SCOPE
    language_code: fields.Language = ""


class DeleteMyCommands(GetMyCommands):
    """Arguments of deleteMyCommands."""


class SetMyName(Arguments):
    """Arguments of setMyName, in one language."""

    name: Annotated[str, Field(max_length=64)] = ""
    language_code: fields.Language = ""


class SetMyDescription(Arguments):
    """Arguments of setMyDescription, in one language."""

    description: Annotated[str, Field(max_length=512)] = ""
    language_code: fields.Language = ""


class SetMyShortDescription(Arguments):
    """Arguments of setMyShortDescription, in one language."""

    short_description: Annotated[str, Field(max_length=120)] = ""
    language_code: fields.Language = ""


class GetMyName(Arguments):
    """Arguments of getMyName, in one language."""

    language_code: fields.Language = ""


class GetMyDescription(GetMyName):
    """Arguments of getMyDescription, in one language."""


class GetMyShortDescription(GetMyName):
    """Arguments of getMyShortDescription, in one language."""


class SetChatMenuButton(Arguments):
    """Arguments of setChatMenuButton, for one private chat or for all."""

    chat_id: fields.Long | None = None
    menu_button: fields.AnyMenuButton = fields.DEFAULT_MENU_BUTTON


class GetChatMenuButton(Arguments):
    """Arguments of getChatMenuButton."""

    chat_id: fields.Long | None = None


class GetMyDefaultAdministratorRights(Arguments):
    """Arguments of getMyDefaultAdministratorRights."""

    for_channels: fields.Flag = False


class SetMyDefaultAdministratorRights(GetMyDefaultAdministratorRights):
    """Arguments of setMyDefaultAdministratorRights: the rights that the bot asks for when it is added."""

    rights: fields.Rights = None
