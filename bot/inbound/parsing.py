"""Parser of updates. It reads them one by one, so that one that cannot be read costs no other."""

import logging

from telegram import Bot, Update

_ID = "update_id"
_log = logging.getLogger(__name__)


def parse_update(raw: object, bot: Bot) -> Update | None:
    """Return an update, or log and return None if python-telegram-bot cannot read it.

    Args:
        raw: the update as decoded JSON, from getUpdates or a webhook.
        bot: the bot to which the update's objects belong.
    """
    try:
        # A field that the library requires is missing in updates of an older server.
        return Update.de_json(raw, bot)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - the library does not check what it reads, so that anything may be raised
        # Nothing of the content, which people wrote.
        _log.warning("Skipped update %s (%s), which cannot be read: %s", get_id(raw), _kind(raw), type(error).__name__)
    return None


def get_id(raw: object) -> int | None:
    """Return the id of an update as decoded JSON; None if it has none."""
    number = raw.get(_ID) if isinstance(raw, dict) else None
    return number if isinstance(number, int) else None


def _kind(raw: object) -> str:
    """Return the name of the update's one other field, as `message`."""
    names = [name for name in raw if name != _ID] if isinstance(raw, dict) else []
    return next((name for name in names if name.isidentifier()), "unknown kind")
