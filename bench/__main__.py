"""All benchmarks one after another; the output is printed and written to docs/benchmarks.md.

make bench
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_OUTPUT = _ROOT / "docs" / "benchmarks.md"
_PACKAGES = ("python-telegram-bot", "aiohttp", "uvloop", "aiogram", "SQLAlchemy", "aiosqlite", "rapidfuzz")
_BENCHMARKS = (
    ("sending", "--rounds", "9", "--messages", "5000", "--steady", "20"),
    ("sending", "--rounds", "5", "--messages", "10000", "--latency", "0.05"),
    ("limiter", "--seconds", "60"),
    ("people_first", "--seconds", "60"),
    ("flooded", "--seconds", "20", "--rounds", "3"),
    ("backup", "--rounds", "5", "--days", "40"),
    ("start", "--rounds", "5"),
    ("inbound", "--rounds", "5"),
    ("enqueue",),
    ("cluster",),
    ("simulator",),
    ("ingest", "--rounds", "1"),
    ("stories",),
    ("news",),
    ("places",),
    ("places_quality",),
    ("sentences",),
)


def main() -> None:
    """Run the named benchmarks, or all of them, and replace their sections in the document."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="such as sending (default: all)")
    names = parser.parse_args().names
    head, *sections = (
        re.split(r"^(?=## )", _OUTPUT.read_text(encoding="utf-8"), flags=re.MULTILINE) if names else [_head()]
    )
    results = {_command(section): section.rstrip() for section in sections}
    for one in _BENCHMARKS:
        if not names or one[0] in names:
            section = _run(*one)
            results[_command(section)] = section.rstrip()
    _OUTPUT.write_text("\n\n".join([head.rstrip(), *results.values()]) + "\n", encoding="utf-8")


def _command(section: str) -> str:
    """Return the command line of a section."""
    return next(line for line in section.splitlines() if line.startswith("$ "))


def _head() -> str:
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        "# Benchmarks\n\nWritten by `make bench`. The docstring of each module in `bench/` describes its method.\n"
        "Rates are medians. Compared programs run in turn, so that other load on the machine affects all of them.\n\n"
        f"{len(os.sched_getaffinity(0))} cores, {platform.system()} on {platform.machine()}, {python}; {packages}.\n"
    )


def _run(name: str, *options: str) -> str:
    command = f"python -m bench.{' '.join((name, *options))}"
    print(f"\n$ {command}", flush=True)  # noqa: T201 - the output
    lines = []
    with subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, "-m", f"bench.{name}", *options], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)  # noqa: T201
            lines.append(line)
    if process.returncode:
        sys.exit(f"{command} failed")
    return f"## {name}\n\n```console\n$ {command}\n{''.join(lines).strip(chr(10))}\n```\n"


if __name__ == "__main__":
    main()
