import asyncio
import subprocess
import sys

import pytest

from bot.runtime.process import run

has_file_limit = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of open files")

# In a process of its own, because a lowered hard limit cannot be raised again.
PROGRAM = """
import logging, resource, sys
from bot.runtime.process import raise_file_limit
logging.basicConfig(stream=sys.stdout, format="%(message)s")
given = tuple(map(int, sys.argv[1:]))
resource.setrlimit(resource.RLIMIT_NOFILE, given)
raise_file_limit()
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
print(soft, hard == given[1])
"""


def limits_after(soft: int, hard: int) -> list[str]:
    command = [sys.executable, "-c", PROGRAM, str(soft), str(hard)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - ourselves


async def loop_module() -> str:
    return type(asyncio.get_running_loop()).__module__


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop does not support Windows")
def test_coroutines_run_on_uvloop() -> None:
    assert run(loop_module()) == "uvloop"


def test_coroutines_run_on_asyncios_loop_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert run(loop_module()).startswith("asyncio.")


@has_file_limit
@pytest.mark.parametrize(("soft", "then"), [(256, 1024), (1024, 1024), (2000, 2000)])
def test_a_low_file_limit_is_raised_and_a_sufficient_one_stays(soft: int, then: int) -> None:
    assert limits_after(soft, 4096) == [f"{then} True"]


@has_file_limit
def test_a_hard_file_limit_that_is_too_low_is_logged() -> None:
    warning, limits = limits_after(256, 512)
    assert warning == "The limit of open files is 512; paid broadcasts need 1024 (ulimit -n)"
    assert limits == "512 True"


@pytest.mark.process
def test_a_process_that_does_not_end_is_ended_in_time() -> None:
    program = (
        "import logging, time; from bot.runtime.process import exit_within; logging.basicConfig(); "
        "exit_within(1.5); time.sleep(60)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 - ourselves
    assert (ended.returncode, "Could not stop in time" in ended.stderr) == (1, True)
