"""Time of each command that works without the network, beside that of another build, in turn.

    python -m bench.commands BEFORE [--rounds 3]

BEFORE is a folder with the other build. Processor time is what the process uses, wall time until it ends; both are
medians. Each build has a database of its own with the sample page. A command that fails ends the benchmark.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_PAGE = _ROOT / "sources" / "sample_page.txt"
_TOWNS = "1단계,2단계,3단계,경도(초/100),위도(초/100)\n서울특별시,강남구,역삼1동,127.0355,37.4926\n"
_CORRECTION = "correct", "--day", "2024-05-14", "--headline", "headline", "right", "--yes"
_SOURCE = "KMA"
# In an order in which all succeed.
_COMMANDS = (
    ("--help",), ("--version",), ("ingest", str(_PAGE)), ("config",), ("stats",), ("deliveries",), ("announcements",),
    ("announce", "hello", "--dry-run"), ("pin", "headline"), _CORRECTION, ("unpin",), ("ban", "5"), ("ban",),
    ("export", "5"), ("unban", "5"), ("bulletins", "pause"), ("bulletins", "resume"), ("sources", "pause", _SOURCE),
    ("sources", "resume", _SOURCE), ("places", "import", "towns.csv"), ("backup", "copy.db"), ("restore", "copy.db"),
    ("check",), ("chat",), ("demo", "--once"),
)  # fmt: skip
_WITH_PROBLEM = {"check"}
"""Commands that end with 1, as the token is no real one."""
_GROUPS = {"bulletins", "places", "sources"}
Times = tuple[float, float]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", type=Path, help="the folder of the other build")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    builds = given.before.resolve(), _ROOT
    for build in builds:
        _compile(build)
    print(f"{'command':<24}{'processor, s':>22}{'ratio':>8}{'until the end, s':>22}{'ratio':>8}")  # noqa: T201 - the output
    with tempfile.TemporaryDirectory() as top:
        # A database for each build and round, as not each command can be given twice.
        folders = [[Path(top, str(number), str(one)) for one in (0, 1)] for number in range(given.rounds)]
        for command in _COMMANDS:
            _print(command, [[_run(*one, command) for one in zip(builds, each, strict=True)] for each in folders])


def _compile(build: Path) -> None:
    """Compile the modules of a build, as they are where it is installed."""
    skipped = r"/(\.venv|\.git|tests)/"
    subprocess.run([sys.executable, "-m", "compileall", "-q", "-x", skipped, str(build)], check=True)  # noqa: S603


def _run(build: Path, folder: Path, command: tuple[str, ...]) -> Times:
    """Return the seconds of processor time and of wall time that a command takes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "towns.csv").write_text(_TOWNS, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(build)}
    if command == _CORRECTION:
        environment |= {"JOGAN_TELEGRAM_TOKEN": "1:bench"}
    begin = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, str(build / "main.py"), *command],
        cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != (1 if command[0] in _WITH_PROBLEM else 0):
        sys.exit(f"jogan {' '.join(command)} failed in {build}: {process.stderr and process.stderr.read().decode()}")
    return used.ru_utime + used.ru_stime, seconds


def _label(command: tuple[str, ...]) -> str:
    return " ".join(command[:2]) if command[0] in _GROUPS else command[0]


def _print(command: tuple[str, ...], measured: list[list[Times]]) -> None:
    line = f"{_label(command):<24}"
    for column in (0, 1):
        before, after = (statistics.median(times[build][column] for times in measured) for build in (0, 1))
        line += f"{before:>11.2f}{after:>11.2f}{after / before:>7.2f}×"
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
