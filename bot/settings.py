"""The operator's settings; `bot.runtime.settings_reading` reads them from the environment and from `.env`."""

# ruff: noqa: RUF009 - a field with its parser; all defaults are immutable

import datetime as dt
import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bot.setting_values import (
    ListenAddress,
    Secret,
    choice,
    number,
    parse_api_address,
    parse_dashboard_token,
    parse_ids,
    parse_listen_address,
    parse_listen_setting,
    parse_switch,
    parse_time,
    parse_user_agent,
    parse_webhook_secret,
    parse_webhook_url,
    parse_zone,
    whole_number,
)
from storage.dialects.urls import find_passwords

VERSION = version("jogan")
"""Version of this program."""

_PREFIX = "JOGAN_"


class LogFormat(enum.StrEnum):
    """Form of the log's lines."""

    TEXT = "text"
    JSON = "json"
    """One object a line, for programs."""


class LogLevel(enum.StrEnum):
    """Lowest level of the log's lines."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def number(self) -> int:
        """The level as `logging` counts it."""
        return logging.getLevelNamesMapping()[self.upper()]


def _setting(default: object, parse: Callable[[str], object] = str) -> Any:
    """Return a field of `Settings` with its default and the parser of its variable, which raises a ValueError."""
    return field(default=default, metadata={"parse": parse})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The operator's settings; each is read from the variable `JOGAN_` and its name in capitals.

    Attributes:
        telegram_token: the bot's token from @BotFather.
        telegram_api: the Bot API's URL up to the token, without it.
        database_url: SQLAlchemy URL of an SQLite file, or of a database of PostgreSQL.
        zone: default IANA time zone of subscriptions.
        language: language of chats whose language is unknown.
        pictures: whether pictures are offered; they also need the extra `pictures`.
        send_at: default delivery time, local time in the chat's zone.
        cut_off_hours: how late a bulletin may still be sent, hours.
        readings_deadline_minutes: how long after its time a bulletin waits for fresh readings, minutes.
        sources: the file that lists the sources; see `bot.intake.source_config`.
        kma_key: key of KMA's API hub.
        data_key: key of data.go.kr.
        user_agent: the User-Agent header of the requests to sources; None for the bot's own.
        article_days: days for which articles are kept after a source listed them last.
        backup_folder: folder of the nightly backups; None for none.
        backup_keep: number of nightly backups that are kept.
        backup_at: time of the nightly backup, in `zone`.
        http: address of the HTTP endpoints for health and metrics, as ``host:port``; None for none.
        dashboard_token: password of the dashboard; None for requests of this machine only.
        webhook_url: URL at which Telegram delivers updates; None for polling.
        webhook_listen: address of the webhook's server, as ``host:port``.
        webhook_secret: secret with which Telegram identifies itself; None for one that follows from the token.
        webhook_certificate: file of the certificate (PEM) if the webhook's server does TLS itself.
        webhook_key: file of the certificate's private key (PEM).
        webhook_connections: most updates that Telegram delivers at the same time.
        log: form of the log's lines.
        log_level: lowest level of the log's lines.
        allowed_chats: Telegram's ids of the chats that the bot serves; empty for all.
        operators: Telegram's ids of the people who are told of troubles in private chat, and can use `/admin` there.
        paid_broadcasts: whether Telegram may charge for bulletins, for 1,000 messages a second instead of 30.
        given: the names of the settings that are not left at their defaults.
    """

    telegram_token: Secret | None = _setting(None, Secret)
    telegram_api: str = _setting("https://api.telegram.org/bot", parse_api_address)
    database_url: str = _setting("sqlite+aiosqlite:///jogan.db")
    zone: str = _setting("Asia/Seoul", parse_zone)
    language: str = _setting("ko")
    pictures: bool = _setting(True, parse_switch)  # noqa: FBT003 - a default
    send_at: dt.time = _setting(dt.time(7), parse_time)
    cut_off_hours: float = _setting(3.0, number(above=0, highest=24))
    readings_deadline_minutes: float = _setting(10.0, number(0))
    sources: Path = _setting(Path("jogan.toml"), Path)
    kma_key: Secret = _setting(Secret(""), Secret)
    data_key: Secret = _setting(Secret(""), Secret)
    user_agent: str | None = _setting(None, parse_user_agent)
    article_days: int = _setting(400, whole_number(7))
    backup_folder: Path | None = _setting(None, Path)
    backup_keep: int = _setting(7, whole_number(1))
    backup_at: dt.time = _setting(dt.time(4, 10), parse_time)
    http: str | None = _setting(None, parse_listen_setting)
    dashboard_token: Secret | None = _setting(None, parse_dashboard_token)
    webhook_url: str | None = _setting(None, parse_webhook_url)
    webhook_listen: str = _setting("127.0.0.1:9091", parse_listen_setting)
    webhook_secret: Secret | None = _setting(None, parse_webhook_secret)
    webhook_certificate: Path | None = _setting(None, Path)
    webhook_key: Path | None = _setting(None, Path)
    webhook_connections: int = _setting(40, whole_number(1, 100))
    log: LogFormat = _setting(LogFormat.TEXT, choice(LogFormat))
    log_level: LogLevel = _setting(LogLevel.INFO, choice(LogLevel))
    allowed_chats: frozenset[int] = _setting(frozenset(), parse_ids)
    operators: frozenset[int] = _setting(frozenset(), parse_ids)
    paid_broadcasts: bool = _setting(False, parse_switch)  # noqa: FBT003 - a default
    given: frozenset[str] = frozenset()

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys of sources in all forms in which they may appear in a message."""
        keys = (self.kma_key.value, self.data_key.value)
        # data.go.kr prints a key percent-encoded too.
        return (*keys, *map(unquote, keys))

    @property
    def secrets(self) -> tuple[str, ...]:
        """All secrets that may appear in a message, besides the token."""
        given = filter(None, (self.webhook_secret, self.dashboard_token))
        return (*self.source_keys, *(one.value for one in given), *find_passwords(self.database_url))

    @property
    def http_address(self) -> ListenAddress | None:
        """Address of the HTTP endpoints; None for none."""
        return parse_listen_address(self.http) if self.http else None

    @property
    def readings_deadline(self) -> dt.timedelta:
        """Time for which a bulletin waits for fresh readings."""
        return dt.timedelta(minutes=self.readings_deadline_minutes)

    @property
    def has_sources(self) -> bool:
        """True if the operator has set the file that lists the sources, so that it must exist."""
        return "sources" in self.given

    @property
    def cut_off(self) -> dt.timedelta:
        """Delay after which a bulletin is not sent any more."""
        return dt.timedelta(hours=self.cut_off_hours)


SETTINGS = {one.name: one for one in fields(Settings) if one.metadata}
"""The fields of `Settings` that operators can set, by their names."""


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{_PREFIX}{name.upper()}"


def find_name(variable: str) -> str | None:
    """Return what a variable sets, in small letters; None if its name does not begin as those of settings do."""
    upper = variable.upper()
    return upper.removeprefix(_PREFIX).lower() if upper.startswith(_PREFIX) else None
