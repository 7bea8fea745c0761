"""Bot accounts: the bot as a user, its pending updates, its commands and its profile."""

from dataclasses import dataclass, field
from datetime import datetime

from simulator.world.bot_commands import BotCommand
from simulator.world.chats import Chat, User
from simulator.world.update_queue import UpdateQueue


@dataclass(slots=True)
class Webhook:
    """A bot's webhook, and its last failure.

    Attributes:
        url: the bot's own address.
        secret: the value of the header `X-Telegram-Bot-Api-Secret-Token`; empty for none.
        max_connections: the number of parallel deliveries that the bot allows.
        certificate: the certificate (PEM) that the bot has uploaded for its server; empty for none.
        failed_at: the time of the last failure, aware.
        failure: Telegram's description of it.
    """

    url: str
    secret: str = ""
    max_connections: int = 40
    certificate: bytes = b""
    failed_at: datetime | None = None
    failure: str = ""


@dataclass(slots=True, eq=False)
class Account:
    """One bot.

    Attributes:
        user: the bot as a user.
        updates: its pending updates.
        private_chats: its chats with people, by the person's id.
        menus: its commands, by scope (as JSON) and language code.
        profile: its name and descriptions, by field (`name`, `description`, …) and language code.
        menu_buttons: the button next to the text field, by chat id; None is the default for all chats.
        default_rights: the administrator rights it asks for, by whether they are for channels.
        webhook: its webhook; None while it uses getUpdates.
        reads_all_messages: True if privacy mode is off, so that it gets every message of its groups.
        has_topics: True if its private chats have topics.
        supports_inline: True if people can send it inline queries.
    """

    user: User
    updates: UpdateQueue
    private_chats: dict[int, Chat] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[BotCommand]] = field(default_factory=dict)
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, object]] = field(default_factory=dict)
    default_rights: dict[bool, dict[str, bool]] = field(default_factory=dict)
    webhook: Webhook | None = None
    reads_all_messages: bool = False
    has_topics: bool = False
    supports_inline: bool = True
