"""The files that `jogan init` writes, read as the bot and systemd read them."""

import os
import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli.setup.files import change_env
from bot.cli.setup.unit import make_unit
from bot.cli.setup.writing import write
from bot.errors import InvalidInput
from bot.runtime.settings_reading import read_settings

DEPLOY = Path(__file__).parents[4] / "deploy"


@pytest.mark.parametrize("value", ["backups", "a b", "it's", 'say "x"', "a\\b", "#no comment", "$HOME", "백업"])
def test_a_value_is_read_as_it_was_written(value: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(change_env("", {"backup_folder": value}), encoding="utf-8")
    assert read_settings().backup_folder == Path(value)


def test_a_value_that_would_be_a_variable_is_refused() -> None:
    with pytest.raises(InvalidInput, match="taken for a variable"):
        change_env("", {"backup_folder": "${HOME}"})


def test_other_lines_are_kept_and_old_values_are_not() -> None:
    before = "# a comment\nexport JOGAN_HTTP = 127.0.0.1:1\n JOGAN_HTTP=127.0.0.1:2\nJOGAN_HTTP_OTHER=x\nOTHER=y"
    after = change_env(before, {"http": "127.0.0.1:3", "language": None})
    assert after == "# a comment\nJOGAN_HTTP_OTHER=x\nOTHER=y\nJOGAN_HTTP=127.0.0.1:3\n"


def test_a_file_is_never_readable_by_others(tmp_path: Path) -> None:
    path, part = tmp_path / ".env", tmp_path / ".env.part"
    part.write_text("left by a killed run")
    path.write_text("before")
    path.chmod(0o644)
    write(path, "after", 0o600)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("after", 0o600)
    assert not part.exists()


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError("no space left on device")

    path = tmp_path / ".env"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no space"):
        write(path, "after", 0o600)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(".env", "before")]


def test_the_shipped_service_file_is_made_by_init() -> None:
    unit = make_unit("jogan", Path("/var/lib/jogan"), ["/opt/jogan/bin/jogan"])
    assert (DEPLOY / "jogan.service").read_text(encoding="utf-8") == unit


def test_homes_are_hidden_unless_the_bot_lives_there() -> None:
    program = ["/opt/jogan/bin/jogan"]
    assert "ProtectHome=yes\n" in make_unit("a", Path("/srv/jogan"), program)
    assert "ProtectHome=read-only\n" in make_unit("a", Path("/home/a/jogan"), program)
    assert "ProtectHome=read-only\n" in make_unit("a", Path("/srv/jogan"), ["/home/a/.venv/bin/jogan"])


def test_backups_elsewhere_may_be_written() -> None:
    folder, program = Path("/srv/jogan"), ["/opt/jogan/bin/jogan"]
    assert "ReadWritePaths=/srv/jogan\n" in make_unit("a", folder, program, folder / "backups")
    assert "ReadWritePaths=/srv/jogan /mnt/b\n" in make_unit("a", folder, program, Path("/mnt/b"))


def test_systemd_reads_unusual_paths(tmp_path: Path) -> None:
    folder = tmp_path / "50% of $HOME"
    folder.mkdir()
    unit = make_unit("root", folder, ["/bin/echo", "50% $HOME"], tmp_path / 'a "b"')
    assert f"WorkingDirectory={tmp_path}/50%% of $HOME\n" in unit
    assert 'ExecStart=/bin/echo "50%% $$HOME" run\n' in unit
    assert f'ReadWritePaths="{tmp_path}/50%% of $HOME" "{tmp_path}/a \\"b\\""\n' in unit


def test_dotenv_agrees_on_the_file(tmp_path: Path) -> None:
    path = tmp_path / "env"
    path.write_text(change_env("", {"language": "ko", "backup_folder": "it's a folder"}))
    assert dotenv_values(path) == {"JOGAN_LANGUAGE": "ko", "JOGAN_BACKUP_FOLDER": "it's a folder"}
