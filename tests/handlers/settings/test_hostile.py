"""Forged callback data are answered and change nothing without the right to."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import Settings
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import CHANGES
from bot.settings_menu.screens import SCREENS
from handlers.settings.actions import ACTIONS
from local import LocalSession, local_session
from simulator.world.chats import Chat, User
from simulator.world.messages import Callback
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from tests.factories import EVENING, copy_database

NUMBERS = ["0", "1", "2", "3", "99", "-1", "-1000000000001", "999999999999999", "9" * 30]
VALUES = [
    "",
    "0",
    "+",
    "-",
    "1+",
    "4+",
    "16-",
    "0700-0800",
    "-0800",
    "0700",
    "3",
    "127",
    "2024-05-15",
    "en",
    "서울",
    "강원",
]
DATA = st.one_of(
    st.text(max_size=20).map("s:{}".format),
    st.builds(
        "{}:{}:{}:{}".format,
        st.sampled_from("sS"),
        st.sampled_from(NUMBERS),
        st.sampled_from(sorted({*CHANGES, *SCREENS, *ACTIONS, "x"})),
        st.one_of(st.text(max_size=10), st.sampled_from(VALUES)),
    ),
)


async def stored(session: LocalSession, *chats: Chat) -> list[Subscription]:
    async with session.database.read() as connection:
        return await subscriptions.list_of_chats(connection, [chat.id for chat in chats])


def press(session: LocalSession, chat: Chat, person: User, data: str) -> Callback:
    world = session.world
    message = next(message for message in world.messages(chat) if message.buttons)
    return world.send_callback(message, data, person)


@settings(max_examples=8)
@given(data=st.lists(DATA, min_size=30, max_size=30))
async def test_forged_data_reach_no_other_chat(empty_database: Path, data: Sequence[str]) -> None:
    """Press as a stranger in a private chat, and as a member without rights in a group."""
    with TemporaryDirectory() as folder:
        there = Settings(database_url=copy_database(empty_database, folder))
        async with local_session(there, "ko", EVENING) as session:
            world, town = session.world, session.town
            stranger = world.add_person("지훈", language_code="ko")
            world.join(town.group, stranger)
            private = world.private_chat(stranger)
            for chat, person in ((town.channel, town.person), (town.group, town.person), (private, stranger)):
                world.say(chat, person, "/subscribe 07:00 인천")
                world.say(chat, person, "/settings")
            await session.wait_until_idle()
            theirs = await stored(session, town.channel, town.group)
            for one in data:
                callbacks = [press(session, chat, stranger, one) for chat in (private, town.group)]
                await session.wait_until_idle()
                assert all(callback.is_answered for callback in callbacks), one
            assert await stored(session, town.channel, town.group) == theirs


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(sorted({*CHANGES, *SCREENS, *ACTIONS})), st.text())
def test_data_are_parsed_as_they_were_written(number: int, action: str, value: str) -> None:
    data = SettingsCallback(number, action, value.replace("\n", ""), is_elsewhere=number % 2 == 0)
    assert SettingsCallback.decode(data.encode()) == data
