"""What `make release` does with a built wheel: try it in an environment of its own, and write SBOM and checksums.

``python -m tests.packaging.release DIST CYCLONEDX`` needs the package index, and takes about two minutes.
"""

import asyncio
import contextlib
import hashlib
import signal
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import typer

from simulator import Server, World, small_town
from tests.end_to_end.factories import TOKEN, running_program, until
from tests.factories import EVENING
from tests.packaging.dependencies import PROJECT, ROOT

_NAME = f"jogan-{PROJECT['version']}"
_PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]


def install(wheel: Path, environment: Path) -> None:
    """Install a wheel as pipx does, without the tools of pip beside it, with the dependencies of the lock."""
    venv.create(environment, symlinks=True)
    pip = [*_PIP, "--python", str(environment / "bin" / "python"), "install", "--quiet"]
    run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    run(*pip, "--no-deps", str(wheel))


def run(*command: str | Path) -> None:
    """Run a command that has to succeed."""
    subprocess.run(command, check=True)  # noqa: S603 - ours


def read(program: Path, *words: str) -> str:
    """Return what the installed program prints in the current folder, with this folder as home."""
    environment = {"HOME": str(Path.cwd()), "PATH": "/usr/bin:/bin"}
    return subprocess.run(  # noqa: S603 - ours
        [program, *words], env=environment, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ).stdout


async def answer_a_question(program: Path) -> None:
    """Run the installed bot at the local Telegram until it has answered, and stop it."""
    world = World(now=lambda: EVENING, bot_id=987654321)
    town = small_town(world)
    async with Server(world, TOKEN, strict=True) as server, running_program(server, TOKEN, [program]) as process:
        world.say(town.private, town.person, "/weather 인천")
        await until(lambda: len(world.messages(town.private)) > 1)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, process.returncode
    assert "인천" in world.messages(town.private)[-1].text


def try_program(program: Path) -> None:
    """Start what needs no token, and the bot, in the current folder.

    Raises:
        AssertionError: something else than expected was printed.
    """
    assert read(program, "--version") == f"jogan {PROJECT['version']}\n"
    assert "announcements" in read(program, "--help")
    assert "☀️ 좋은 아침이에요!" in read(program, "demo", "--once", "--language", "ko")
    asyncio.run(answer_a_question(program))


def write_checksums(folder: Path) -> None:
    """Write the SHA-256 of all files of a folder, in the form of sha256sum."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def main(dist: Path, cyclonedx: Path) -> None:
    """Try the wheel of DIST, and write the SBOM and the checksums beside it."""
    dist, cyclonedx = dist.resolve(), cyclonedx.absolute()
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        environment = Path(name) / "environment"
        install(dist / f"{_NAME}-py3-none-any.whl", environment)
        try_program(environment / "bin" / "jogan")
        described = ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application", "--output-reproducible"]
        run(cyclonedx, "environment", *described, "-o", dist / f"{_NAME}.cdx.json", environment / "bin" / "python")
    write_checksums(dist)
    typer.echo((dist / "SHA256SUMS").read_text("utf-8"), nl=False)


if __name__ == "__main__":
    typer.run(main)
