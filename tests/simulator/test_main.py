"""`python -m simulator` as a process."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import aiohttp
import pytest

from simulator.__main__ import main
from simulator.client import connect

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.process
async def test_it_prints_its_addresses_and_ends_with_ctrl_c() -> None:
    arguments = ("-m", "simulator", "--port", "0", "--token", "42:secret", "--token", "43:secret", "--language", "ko")
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    assert process.stdout
    async with asyncio.timeout(20):
        lines = [(await process.stdout.readline()).decode() for _ in range(4)]
    url = lines[1].split()[-1].rstrip("/")
    async with connect(url) as telegram, aiohttp.ClientSession() as client:
        state = await telegram.state()
        assert (state.bot.id, state.people[0].name) == (42, "미나")
        for bot in (42, 43):
            async with client.get(f"{url}/bot{bot}:secret/getMe") as response:
                assert (await response.json())["result"]["id"] == bot
        async with client.get(f"{url}/") as response:
            assert "page.js" in await response.text()
    process.send_signal(signal.SIGINT)
    _, stderr = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, stderr) == (0, b"")
    assert "secret" not in "".join(lines)


def test_a_wrong_option_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", "--token", "nonsense"]) == 1
    assert capsys.readouterr().err.startswith("simulator: ")


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_an_invalid_port_is_explained(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([f"--port={port}"])
    assert ended.value.code == 2
    assert "is not a port; use a number from 0 to 65535" in capsys.readouterr().err
