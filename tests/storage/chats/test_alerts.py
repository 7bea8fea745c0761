from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import alerts
from storage.chats.alerts import KeywordAlert, WaitingPlace
from storage.reasons import StopReason
from storage.schema import alert_message
from tests.storage.factories import NOW, subscribe, subscription


async def test_an_alert_or_an_open_message_is_something_to_do(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(7))
    assert not await alerts.is_any_stored(connection)
    await alerts.add(connection, KeywordAlert(7, 0, "도서관", NOW))
    assert await alerts.is_any_stored(connection)
    await alerts.stop(connection, 7, None, StopReason.UNSUBSCRIBED)
    assert await alerts.is_any_stored(connection), "it can be resumed"
    (alert,) = await alerts.list_of_chats(connection, [7])
    await alerts.make_message(connection, WaitingPlace(7, 0, None), NOW, NOW)
    await connection.execute(update(alert_message).values(state="sending"))
    await alerts.remove(connection, 7, 0, alert.id)
    assert await alerts.is_any_stored(connection), "its message is in flight"
    await connection.execute(update(alert_message).values(state="sent"))
    assert not await alerts.is_any_stored(connection)
