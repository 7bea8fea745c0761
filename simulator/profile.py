"""What a bot sets of itself: the button beside the text field, and the rights that it asks for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from simulator.keyboards import TelegramObject, WebApp, web_app_of


class MenuButton(TelegramObject):
    """Telegram's MenuButtonCommands and MenuButtonDefault."""

    type: Literal["commands", "default"]


class WebAppMenuButton(TelegramObject):
    """Telegram's MenuButtonWebApp."""

    type: Literal["web_app"]
    text: Annotated[str, Field(min_length=1)]
    web_app: Annotated[WebApp, AfterValidator(web_app_of("menu button"))]


class AdministratorRights(TelegramObject):
    """Telegram's ChatAdministratorRights."""

    is_anonymous: bool
    can_manage_chat: bool
    can_delete_messages: bool
    can_manage_video_chats: bool
    can_restrict_members: bool
    can_promote_members: bool
    can_change_info: bool
    can_invite_users: bool
    can_post_stories: bool
    can_edit_stories: bool
    can_delete_stories: bool
    can_post_messages: bool | None = None
    can_edit_messages: bool | None = None
    can_pin_messages: bool | None = None
    can_manage_topics: bool | None = None
    can_manage_direct_messages: bool | None = None
    can_manage_tags: bool | None = None
    can_send_welcome_messages: bool | None = None
