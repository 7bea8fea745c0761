"""The operator's settings, read from the environment or from a `.env` file in the current folder."""

import datetime as dt
import enum
import logging
import re
from collections.abc import Iterator
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NamedTuple, TypeAlias
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict

from storage.dialects.urls import find_passwords

VERSION = version("jogan")
"""Version of this program."""

_PREFIX = "JOGAN_"
_API_ADDRESS = re.compile(r"https?://[^/\s]+(?:/\S*)?/bot(?:\{token\}\S*)?")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# Nothing that a proxy may write in another way, such as a percent-encoded letter.
_WEBHOOK_PATH = re.compile(r"/[A-Za-z0-9._~/-]*")
_MIN_SECRET_LENGTH = 16
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is not a time zone; one is Asia/Seoul") from error
    return name


def _api_address(url: str) -> str:
    # The message does not quote the address, which may hold the token.
    if _API_ADDRESS.fullmatch(url) is None:
        raise ValueError("the address of a Bot API server ends with /bot; Telegram's is https://api.telegram.org/bot")
    return url


def _user_agent(text: str) -> str:
    if not (text.isascii() and text.isprintable() and text.strip()):
        raise ValueError("a User-Agent is one line of printable ASCII characters")
    return text.strip()


def _split_ids(value: object) -> object:
    """Split ``1001, -1002`` at its commas; anything else is left to the field's own type."""
    return [one.strip() for one in value.split(",") if one.strip()] if isinstance(value, str) else value


ChatIds: TypeAlias = Annotated[frozenset[int], NoDecode, BeforeValidator(_split_ids)]
"""Telegram's ids of chats, separated by commas."""


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


class ListenAddress(NamedTuple):
    """Host and port on which a server listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_listen_address(text: str) -> ListenAddress:
    """Parse ``host:port`` or ``[IPv6 address]:port``.

    Raises:
        ValueError: it is neither.
    """
    refusal = ValueError(f"{text!r} is no host and port; write 127.0.0.1:9464 or [::1]:9464")
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        raise refusal from None
    if not host or port is None or parts.netloc != text or "@" in text:
        raise refusal
    return ListenAddress(host, port)


def _listen_address(text: str) -> str:
    return str(parse_listen_address(text))


def _webhook_url(url: str) -> str:
    refusal = f"{url!r} is no address for a webhook; write one as https://bot.example.org/telegram"
    try:
        parts = urlsplit(url)
        is_bare = parts.port is None or bool(parts.port)
    except ValueError:
        raise ValueError(refusal) from None
    # Only a Bot API server on this machine takes HTTP.
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    rest = parts._replace(scheme="", netloc="").geturl()
    if not (is_bare and is_safe and parts.hostname and "@" not in parts.netloc and _WEBHOOK_PATH.fullmatch(rest)):
        raise ValueError(refusal)
    return url


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()) is None:
        raise ValueError("a secret of a webhook is 16 to 256 letters, digits, - and _; leave it out for one of its own")
    return secret


def _dashboard_token(token: SecretStr) -> SecretStr:
    if len(token.get_secret_value()) < _MIN_SECRET_LENGTH:
        raise ValueError(f"the password of the dashboard has at least {_MIN_SECRET_LENGTH} characters")
    return token


class Settings(BaseSettings):
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
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True)

    telegram_token: SecretStr | None = None
    telegram_api: Annotated[str, AfterValidator(_api_address)] = "https://api.telegram.org/bot"
    database_url: str = "sqlite+aiosqlite:///jogan.db"
    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Seoul"
    language: str = "ko"
    pictures: bool = True
    send_at: dt.time = dt.time(7)
    cut_off_hours: float = Field(default=3, gt=0, le=24, allow_inf_nan=False)
    readings_deadline_minutes: float = Field(default=10, ge=0, allow_inf_nan=False)
    sources: Path = Path("jogan.toml")
    kma_key: SecretStr = SecretStr("")
    data_key: SecretStr = SecretStr("")
    user_agent: Annotated[str, AfterValidator(_user_agent)] | None = None
    article_days: int = Field(default=400, ge=7)
    backup_folder: Path | None = None
    backup_keep: int = Field(default=7, ge=1)
    backup_at: dt.time = dt.time(4, 10)
    http: Annotated[str, AfterValidator(_listen_address)] | None = None
    dashboard_token: Annotated[SecretStr, AfterValidator(_dashboard_token)] | None = None
    webhook_url: Annotated[str, AfterValidator(_webhook_url)] | None = None
    webhook_listen: Annotated[str, AfterValidator(_listen_address)] = "127.0.0.1:9091"
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = None
    webhook_certificate: Path | None = None
    webhook_key: Path | None = None
    webhook_connections: int = Field(default=40, ge=1, le=100)
    log: LogFormat = LogFormat.TEXT
    log_level: LogLevel = LogLevel.INFO
    allowed_chats: ChatIds = frozenset()
    operators: ChatIds = frozenset()
    paid_broadcasts: bool = False

    @field_validator("readings_deadline_minutes")
    @classmethod
    def _check_deadline(cls, minutes: float, info: ValidationInfo) -> float:
        hours = info.data.get("cut_off_hours")
        if hours is not None and minutes >= 60 * hours:
            raise ValueError("a bulletin may not wait for readings until its cut-off (JOGAN_CUT_OFF_HOURS)")
        return minutes

    @field_validator("webhook_key")
    @classmethod
    def _check_key(cls, key: Path | None, info: ValidationInfo) -> Path | None:
        if (key is None) != (info.data.get("webhook_certificate") is None):
            raise ValueError("a certificate (JOGAN_WEBHOOK_CERTIFICATE) and its key (JOGAN_WEBHOOK_KEY) go together")
        return key

    @property
    def source_keys(self) -> tuple[str, ...]:
        """The keys of sources in all forms in which they may appear in a message."""
        keys = (self.kma_key.get_secret_value(), self.data_key.get_secret_value())
        # data.go.kr prints a key percent-encoded too.
        return (*keys, *map(unquote, keys))

    @property
    def secrets(self) -> tuple[str, ...]:
        """All secrets that may appear in a message, besides the token."""
        given = filter(None, (self.webhook_secret, self.dashboard_token))
        return (*self.source_keys, *(one.get_secret_value() for one in given), *find_passwords(self.database_url))

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
        return "sources" in self.model_fields_set

    @property
    def cut_off(self) -> dt.timedelta:
        """Delay after which a bulletin is not sent any more."""
        return dt.timedelta(hours=self.cut_off_hours)


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{_PREFIX}{name.upper()}"


def unknown_variables() -> Iterator[tuple[str, str | None]]:
    """Yield each `JOGAN_` variable of the environment and of `.env` that is no setting, and the one that it resembles.

    Other programs make such names too: Kubernetes sets JOGAN_SERVICE_HOST where a service is called jogan.
    """
    for key in sorted({*EnvSettingsSource(Settings).env_vars, *DotEnvSettingsSource(Settings).env_vars}):
        name = key.upper().removeprefix(_PREFIX).lower()
        if variable(name) == key.upper() and name not in Settings.model_fields:
            similar = get_close_matches(name, Settings.model_fields, n=1)
            yield variable(name), variable(similar[0]) if similar else None
