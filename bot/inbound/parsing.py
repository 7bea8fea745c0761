"""Parser of updates. It reads them one by one, so that one that cannot be read costs no other."""

import inspect
import logging
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, cast

from telegram import Bot, TelegramObject, Update

from bot.clock import elapsed
from bot.monitoring.metrics import Metrics
from bot.telegram_api.rate_limiter import MINUTE

_ID = "update_id"
_log = logging.getLogger(__name__)


class MissingField(ValueError):
    """An object has no value for a field that is always there."""


class UpdateParser:
    """Parser of updates. Of those that it cannot read it logs the first within a minute, and the number of the others.

    Args:
        bot: the bot to which the updates' objects belong.
        now: monotonic clock, seconds.
        metrics: counts the updates that cannot be read.
    """

    def __init__(self, bot: Bot, now: Callable[[], float] = elapsed, metrics: Metrics | None = None) -> None:
        self._skipped = (metrics or Metrics()).skipped_updates
        self._bot = bot
        self._now = now
        self._minute_ends = float("-inf")
        self._others = 0

    def parse(self, raw: object) -> Update | None:
        """Return an update, or None if python-telegram-bot cannot read it.

        Args:
            raw: the update as decoded JSON, from getUpdates or a webhook.
        """
        try:
            update = Update.de_json(raw, self._bot)  # type: ignore[arg-type]
            _check_fields(update)
        except Exception as error:  # noqa: BLE001 - the library does not check what it reads: anything may be raised
            self._record_skipped(raw, error)
            return None
        return update

    def report_if_due(self) -> None:
        """Log the number of the others when their minute is over; call it every few seconds."""
        if self._now() >= self._minute_ends:
            self.report()

    def report(self) -> None:
        """Log the number of the others at once; call it at the end."""
        if self._others:
            _log.warning("Skipped updates which cannot be read: %d more within a minute", self._others)
        self._others = 0

    def _record_skipped(self, raw: object, error: Exception) -> None:
        """Log an update that cannot be read, or count it if another one was logged within the minute."""
        self._skipped.inc()
        self.report_if_due()
        # Whoever can cause one can cause thousands, which would fill the disk.
        if self._now() < self._minute_ends:
            self._others += 1
            return
        self._minute_ends = self._now() + MINUTE
        # Nothing of the content, which people wrote.
        _log.warning("Skipped update %s (%s), which cannot be read: %s", get_id(raw), _kind(raw), type(error).__name__)


def _check_fields(part: TelegramObject | tuple[object, ...]) -> None:
    """Check that an object, and those inside of it, have the fields on which their users rely.

    Raises:
        MissingField: one of them has not.
    """
    # python-telegram-bot raises for a missing number or text, but leaves a missing object None.
    values = part if isinstance(part, tuple) else _values_of(part)
    for value in values:
        if isinstance(value, (TelegramObject, tuple)):
            _check_fields(value)


def _values_of(part: TelegramObject) -> tuple[object, ...]:
    number, get_values = _fields_of(cast("Any", type(part)))
    values = get_values(part)
    # By identity: objects of the library compare their fields.
    if any(value is None for value in values[:number]):
        raise MissingField
    return values


@cache  # mypy takes the __hash__ of a type's instances for that of the type
def _fields_of(kind: Any) -> tuple[int, Callable[[TelegramObject], tuple[object, ...]]]:
    """Return how many fields of a type are required, and a getter of the values of all, the required ones first."""
    # Not the properties: they are durations, and reading one warns that its type will change.
    parameters = [one for one in inspect.signature(kind).parameters.values() if _is_plain_field(kind, one.name)]
    required = [one.name for one in parameters if one.default is one.empty]
    others = [one.name for one in parameters if one.default is not one.empty]
    # The last two make the getter return a tuple, however few fields there are.
    return len(required), attrgetter(*required, *others, "__class__", "__class__")


def _is_plain_field(kind: type, name: str) -> bool:
    return hasattr(kind, name) and not isinstance(inspect.getattr_static(kind, name), property)


def get_id(raw: object) -> int | None:
    """Return the id of an update as decoded JSON; None if it has none."""
    number = raw.get(_ID) if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def _kind(raw: object) -> str:
    """Return the name of the update's one other field, as `message`."""
    names = [name for name in raw if name != _ID] if isinstance(raw, dict) else []
    return next((name for name in names if name.isidentifier()), "unknown kind")
