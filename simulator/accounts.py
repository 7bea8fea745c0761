"""Bots: who each is, what it has yet to be told, and what it says of itself."""

from dataclasses import dataclass, field
from datetime import datetime

from simulator.chats import Chat, User
from simulator.fields import BotCommand
from simulator.updates import Updates


@dataclass(slots=True)
class Webhook:
    """Where a bot wants its updates brought, and how that went last.

    Attributes:
        url: the bot's own address.
        secret: what stands in the header `X-Telegram-Bot-Api-Secret-Token`; empty for none.
        max_connections: how many updates may be on their way at once; told, not imitated: here it is one.
        failed_at: when it last failed, aware.
        failure: Telegram's words for that.
    """

    url: str
    secret: str = ""
    max_connections: int = 40
    failed_at: datetime | None = None
    failure: str = ""


@dataclass(slots=True, eq=False)
class Account:
    """One bot.

    Attributes:
        user: who it is.
        updates: what it has yet to fetch, or to be brought.
        private_chats: its chats with people, by the person's id.
        menus: its commands, by scope (as JSON) and language code.
        profile: what it says of itself, by field (`name`, `description`, …) and language code.
        menu_buttons: what the button beside the text field does, by chat id; None is everywhere else.
        default_rights: the rights it asks for, by whether they are for channels.
        webhook: where its updates are brought; None while it fetches them.
        reads_all: whether its privacy mode is off, so that it hears everything in groups.
        takes_inline: whether people can ask it inline.
    """

    user: User
    updates: Updates = field(default_factory=Updates)
    private_chats: dict[int, Chat] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[BotCommand]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, object]] = field(default_factory=dict)
    default_rights: dict[bool, dict[str, bool]] = field(default_factory=dict)
    webhook: Webhook | None = None
    reads_all: bool = False
    takes_inline: bool = True
