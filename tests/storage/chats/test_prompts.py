import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import prompts, subscriptions
from storage.schema import prompt
from tests.storage.factories import NOW, subscribe, subscription


async def test_a_question_is_known_by_its_chat_and_number(connection: AsyncConnection) -> None:
    (one,) = await subscribe(connection, subscription())
    await prompts.save(connection, 5, 70, one.id, NOW)
    assert await prompts.get(connection, 5, 70) == one.id
    assert await prompts.get(connection, 5, 71) is None
    assert await prompts.get(connection, 6, 70) is None


async def test_a_prompt_is_deleted_with_its_subscription(connection: AsyncConnection) -> None:
    (one,) = await subscribe(connection, subscription())
    await prompts.save(connection, 5, 70, one.id, NOW)
    await subscriptions.remove(connection, one.id, NOW)
    assert await prompts.get(connection, 5, 70) is None


async def test_another_bot_counts_its_messages_anew(connection: AsyncConnection) -> None:
    first, second = await subscribe(connection, subscription(), subscription(chat_id=2))
    await prompts.save(connection, 5, 70, first.id, NOW)
    await prompts.save(connection, 5, 70, second.id, NOW)
    assert await prompts.get(connection, 5, 70) == second.id


@pytest.mark.parametrize(("later", "left"), [(prompts.RETENTION, 2), (prompts.RETENTION + dt.timedelta(seconds=1), 1)])
async def test_old_questions_are_forgotten(connection: AsyncConnection, later: dt.timedelta, left: int) -> None:
    (one,) = await subscribe(connection, subscription())
    await prompts.save(connection, 5, 70, one.id, NOW)
    await prompts.save(connection, 5, 71, one.id, NOW + later)
    assert await connection.scalar(select(func.count()).select_from(prompt)) == left
