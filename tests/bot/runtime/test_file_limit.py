"""The system's limit of open files, in a process of its own: who has lowered the hard one cannot raise it again."""

import subprocess
import sys

import pytest

pytest.importorskip("resource")

PROGRAM = """
import logging, resource, sys
from bot.runtime.file_limit import allow_enough
logging.basicConfig(stream=sys.stdout, format="%(message)s")
given = tuple(map(int, sys.argv[1:]))
resource.setrlimit(resource.RLIMIT_NOFILE, given)
allow_enough()
allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
print(allowed, most == given[1])
"""


def told(allowed: int, most: int) -> list[str]:
    words = [sys.executable, "-c", PROGRAM, str(allowed), str(most)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - ourselves


@pytest.mark.parametrize(("allowed", "then"), [(256, 1024), (1024, 1024), (2000, 2000)])
def test_what_is_too_few_is_raised_and_what_is_enough_stays(allowed: int, then: int) -> None:
    assert told(allowed, 4096) == [f"{then} True"]


def test_what_cannot_be_raised_far_enough_is_told() -> None:
    warning, limits = told(256, 512)
    assert "Only 512 files may be open at once" in warning
    assert limits == "512 True"
