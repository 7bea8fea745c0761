"""What hangs ends and says where: a forked process, and a test."""

import asyncio
import time
import traceback
from pathlib import Path

import pytest

from tests.forked import forked
from tests.limits import limited


@pytest.mark.process
async def test_a_process_that_does_not_end_is_named_with_its_stack(tmp_path: Path) -> None:
    program = tmp_path / "sleepy.py"
    program.write_text('import time\nprint("asleep", flush=True)\ntime.sleep(600)\n', encoding="utf-8")
    begin = time.monotonic()
    async with forked(environment={}, program=program) as process:
        assert await process.stdout.readline() == b"asleep\n"
        with pytest.raises(TimeoutError, match=r'still runs after 0\.1 s:\n.*(?s:.*)sleepy\.py", line 3'):
            await process.communicate(0.1)
    assert time.monotonic() - begin < 60
    assert process.returncode is not None


async def test_a_test_that_waits_in_vain_fails_with_its_own_stack() -> None:
    async def waiting() -> None:
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError) as raised:
        await limited(waiting, 0.01)()
    assert raised.value.__cause__ is not None
    assert "waiting" in [frame.name for frame in traceback.extract_tb(raised.value.__cause__.__traceback__)]
