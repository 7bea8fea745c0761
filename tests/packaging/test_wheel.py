"""The built package: the sdist makes the same wheel, and the wheel runs in an environment of its own."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from hatchling.build import build_sdist, build_wheel

from tests.packaging.dependencies import PROJECT, PYPROJECT, ROOT

INCLUDED = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]


@pytest.mark.process
def test_the_sdist_makes_the_same_wheel_which_runs_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel, from_sdist = build(tmp_path, monkeypatch)
    assert wheel.read_bytes() == from_sdist.read_bytes()
    assert list_files(wheel) == list_tree()
    program = install(wheel, tmp_path)
    assert start(program, "--version") == f"jogan {PROJECT['version']}\n"
    # The answer needs the catalogues, the tables of places, the migrations and the local Telegram.
    assert "이 관측소의 최근 관측값이 없어요." in start(program, "chat", "--language", "ko", said="/weather 강릉\n")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["jogan.db"]


def list_files(wheel: Path) -> set[str]:
    """Return what is in a wheel, without its metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def list_tree() -> set[str]:
    """Return the files of the packages and modules that pyproject.toml names."""
    below = [
        path for name in INCLUDED for path in ((ROOT / name).rglob("*") if (ROOT / name).is_dir() else [ROOT / name])
    ]
    files = {path.relative_to(ROOT).as_posix() for path in below if path.is_file() and path.suffix != ".pyc"}
    assert len(files) > 600
    return files


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Build the wheel of the tree, and that of its sdist."""
    monkeypatch.chdir(ROOT)
    (folder / "first").mkdir()
    wheel, sdist = build_wheel(str(folder / "first")), build_sdist(str(folder))
    with tarfile.open(folder / sdist) as archive:
        archive.extractall(folder, filter="data")
    monkeypatch.chdir(folder / sdist.removesuffix(".tar.gz"))
    return folder / "first" / wheel, folder / build_wheel(str(folder))


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment that sees the dependencies of this one, but not the tree."""
    environment = folder / "environment"
    venv.create(environment, symlinks=True)
    scheme = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", "venv", scheme))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    python = environment / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--no-compile", str(wheel)], check=True, capture_output=True)  # noqa: S603 - ours
    (folder / "home").mkdir()
    return environment / "bin" / "jogan"


def start(program: Path, *words: str, said: str = "") -> str:
    """Run the installed command in an empty home, and return what it prints."""
    home = program.parents[2] / "home"
    environment = {"HOME": str(home), "PATH": os.defpath}
    done = subprocess.run(  # noqa: S603 - ours
        [program, *words], cwd=home, env=environment, input=said.encode(), check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()
