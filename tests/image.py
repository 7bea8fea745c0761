"""`deploy/Dockerfile` read as instructions, and its build stage run without a container.

``python -m tests.image`` does the latter, for `deploy/check.sh`: it installs from the locks, which takes minutes and
needs the package index.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

ROOT = Path(__file__).parents[1]
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
RUNTIME_SIZE = 53
"""Megabytes of the runtime image, as its makers give them."""
MAX_SIZE = 180


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction of a Dockerfile.

    Attributes:
        stage: number of the stage, from 1; 0 before the first.
        keyword: the instruction, in capitals.
        flags: its flags, as ``--from=build``.
        value: the rest, on one line.
    """

    stage: int
    keyword: str
    flags: tuple[str, ...]
    value: str

    @property
    def words(self) -> list[str]:
        """The words of the value, of its JSON array if it has that form."""
        return json.loads(self.value) if self.value.startswith("[") else shlex.split(self.value)


def parse_dockerfile(text: str) -> list[Instruction]:
    """Return all instructions, without comments."""
    lines = "\n".join(line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return list(_number(re.sub(r"\\\n\s*", "", lines).splitlines()))


def _number(lines: Sequence[str]) -> Iterator[Instruction]:
    stage = 0
    for line in lines:
        keyword, _, rest = line.partition(" ")
        stage += keyword == "FROM"
        flags = re.match(r"(?:--\S+ +)*", rest)
        assert flags
        yield Instruction(stage, keyword, tuple(flags[0].split()), rest[flags.end() :].strip())


def build(folder: Path) -> Path:
    """Run the first stage below a folder and return what it has installed; Python is that of a new environment."""
    source, installed, environment = folder / "src", folder / "opt/jogan", folder / "python"
    source.mkdir()
    venv.create(environment, with_pip=True)
    path = {"PATH": f"{environment / 'bin'}:/usr/bin:/bin", "LOCK": "requirements.lock"}
    for one in parse_dockerfile(DOCKERFILE.read_text("utf-8")):
        if one.stage == 1 and one.keyword == "COPY":
            _copy(one.words, source)
        elif one.stage == 1 and one.keyword == "RUN":
            typer.echo(f"RUN {one.value}")
            command = one.value.replace("/opt/jogan", str(installed)).replace("/data", str(folder / "data"))
            subprocess.run(["/bin/sh", "-ec", command], cwd=source, env=os.environ | path, check=True)  # noqa: S603 - ours
    return installed


def _copy(words: Sequence[str], source: Path) -> None:
    *names, target = words
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / target)


def _start(installed: Path, folder: Path, *words: str) -> str:
    """Run the entrypoint with the system's Python 3.11, as the image does, and return what it prints."""
    instructions = parse_dockerfile(DOCKERFILE.read_text("utf-8"))
    (entrypoint,) = (one.words for one in instructions if one.keyword == "ENTRYPOINT")
    environment = {"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/nonexistent"}
    done = subprocess.run(  # noqa: S603 - ours
        [*entrypoint, *words], cwd=folder / "data", env=environment, text=True, stdout=subprocess.PIPE, check=False
    )
    assert done.returncode in {0, 1}, done
    return done.stdout


def _find_system_version() -> tuple[int, int]:
    """Return the version of the Python that stands for that of the runtime, which is Debian's too."""
    asked = ["/usr/bin/python3", "-c", "import sys; print(*sys.version_info[:2])"]
    major, minor = subprocess.check_output(asked, text=True).split()  # noqa: S603 - ours
    return int(major), int(minor)


def main() -> None:
    """Build, measure, and start the commands that need no token."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        installed = build(folder)
        size = sum(file.stat().st_size for file in installed.rglob("*") if file.is_file()) / 1e6
        typer.echo(f"{size:.0f} MB installed, {size + RUNTIME_SIZE:.0f} MB with the runtime")
        assert size + RUNTIME_SIZE <= MAX_SIZE, MAX_SIZE
        if sys.version_info[:2] != _find_system_version():
            typer.echo("the system's Python is another version: nothing is started")
            return
        before = set(installed.rglob("*"))
        typer.echo(_start(installed, folder, "--version").strip())
        assert "there is none; set JOGAN_TELEGRAM_TOKEN" in _start(installed, folder, "check")
        assert "07:00" in _start(installed, folder, "demo", "--once", "--language", "ko")
        # The root of the container may be read-only.
        created = set(installed.rglob("*")) - before
        assert not created, created


if __name__ == "__main__":
    main()
