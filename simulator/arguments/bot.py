"""What a bot says about itself, and how it gets its updates."""

from typing import Annotated

from pydantic import Field

from simulator import fields
from simulator.arguments.base import Arguments


class GetMe(Arguments):
    """The bot asks who it is."""


class GetUpdates(Arguments):
    """The bot asks what happened; `timeout` in seconds."""

    offset: fields.Integer = 0
    limit: Annotated[fields.Integer, Field(ge=1, le=100)] = 100
    timeout: Annotated[fields.Integer, Field(ge=0)] = 0
    allowed_updates: fields.UpdateTypes = None


class SetWebhook(Arguments):
    """The bot wants its updates brought."""

    url: str
    certificate: fields.FileReference | None = None
    ip_address: str | None = None
    max_connections: Annotated[fields.Integer, Field(ge=1, le=100)] = 40
    allowed_updates: fields.UpdateTypes = None
    drop_pending_updates: fields.Flag = False
    secret_token: str = ""


class DeleteWebhook(Arguments):
    """The bot goes back to getUpdates."""

    drop_pending_updates: fields.Flag = False


class GetWebhookInfo(Arguments):
    """The bot asks how the bringing goes."""


class SetMyCommands(Arguments):
    """The bot sets the menu of one scope in one language."""

    commands: fields.Commands
    scope: fields.Scope = fields.DEFAULT_SCOPE
    language_code: fields.Language = ""


class GetMyCommands(Arguments):
    """The bot reads such a menu."""

    scope: fields.Scope = fields.DEFAULT_SCOPE
    language_code: fields.Language = ""


class DeleteMyCommands(GetMyCommands):
    """The bot takes such a menu away."""


class SetMyName(Arguments):
    """The bot names itself in one language."""

    name: Annotated[str, Field(max_length=64)] = ""
    language_code: fields.Language = ""


class SetMyDescription(Arguments):
    """The bot describes itself in one language."""

    description: Annotated[str, Field(max_length=512)] = ""
    language_code: fields.Language = ""


class SetMyShortDescription(Arguments):
    """The bot describes itself in a line, in one language."""

    short_description: Annotated[str, Field(max_length=120)] = ""
    language_code: fields.Language = ""


class GetMyName(Arguments):
    """The bot reads its name in one language."""

    language_code: fields.Language = ""


class GetMyDescription(GetMyName):
    """The bot reads its description in one language."""


class GetMyShortDescription(GetMyName):
    """The bot reads its line in one language."""


class SetChatMenuButton(Arguments):
    """The bot sets what the button beside the text field does, in one private chat or in all."""

    chat_id: fields.Integer | None = None
    menu_button: fields.AnyMenuButton = fields.DEFAULT_MENU_BUTTON


class GetChatMenuButton(Arguments):
    """The bot reads what it does."""

    chat_id: fields.Integer | None = None


class GetMyDefaultAdministratorRights(Arguments):
    """The bot reads which rights it asks for."""

    for_channels: fields.Flag = False


class SetMyDefaultAdministratorRights(GetMyDefaultAdministratorRights):
    """The bot says which rights it asks for when it is added to a chat."""

    rights: fields.Rights = None
