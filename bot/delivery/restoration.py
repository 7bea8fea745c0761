"""Deliveries of a restored database: what may have been sent after the backup was made is not sent again."""

import datetime as dt
from collections.abc import Mapping

from bot.delivery.enqueueing import enqueue_due
from storage.content import warnings
from storage.database import Database
from storage.ledger import alert_messages, announcements, deliveries, restorations, warning_messages


async def hold_back(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> Mapping[dt.date, int]:
    """End everything that is due, or was waiting or in flight when the backup was made, with an unknown outcome.

    Args:
        database: the restored database, which no bot uses yet.
        now: aware.
        cut_off: how late a bulletin may still be sent.

    Returns:
        The number of bulletins by local day.
    """
    await enqueue_due(database, now, cut_off)
    async with database.write() as connection:
        for ledger in (deliveries, alert_messages.ledger, announcements.ledger, warning_messages):
            # The claims of the bot that was running.
            await ledger.recover(connection, now)
        held = await deliveries.hold_back(connection, now)
        await alert_messages.hold_back(connection, now)
        await announcements.ledger.hold_back(connection, now)
        await warning_messages.hold_back(connection, now)
        await warnings.record_all_told(connection)
        await restorations.add(connection, now)
    return held
