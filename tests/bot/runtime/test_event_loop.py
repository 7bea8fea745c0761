import asyncio
import sys

from bot.runtime.event_loop import run


def test_work_is_done_on_uvloop_where_it_can_be_had() -> None:
    async def loop() -> str:
        return type(asyncio.get_running_loop()).__module__

    assert (run(loop()) == "uvloop") is (sys.platform != "win32")
