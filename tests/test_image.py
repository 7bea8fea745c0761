"""The files in deploy/ for containers and systemd: rules of a linter, and what has to agree with the code."""

import re
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.i18n.translator import Translators
from storage.database import make_database
from storage.dialects.postgresql import PostgresqlDatabase
from tests.image import DOCKERFILE, ROOT, Instruction, parse_dockerfile

INSTRUCTIONS = parse_dockerfile(DOCKERFILE.read_text("utf-8"))
LAST = max(one.stage for one in INSTRUCTIONS)
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))


def find(keyword: str, stage: int | None = None) -> list[Instruction]:
    return [one for one in INSTRUCTIONS if one.keyword == keyword and stage in (None, one.stage)]


def sections(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the settings of a unit by section."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[list(found)[-1]].append((key, value))
    return found


def mapping(text: str) -> dict[str, list[str]]:
    """Return the values of each key of a simple YAML file, by the path of the key."""
    path: list[tuple[int, str]] = []
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line.lstrip().startswith("- "):
            found[".".join(name for _, name in path)].append(line.strip()[2:])
            continue
        key, colon, value = line.strip().partition(":")
        assert colon, line
        path = [one for one in path if one[0] < indent] + [(indent, key)]
        found[".".join(name for _, name in path)] = [value.strip()] if value.strip() else []
    return found


def test_the_parser_reads_flags_stages_and_continued_lines() -> None:
    text = 'ARG A=1\nFROM base AS one\n# no\nRUN a \\\n    && b\nFROM one\nCOPY --from=one --chown=1:1 x y\nCMD ["z"]\n'
    assert parse_dockerfile(text) == [
        Instruction(0, "ARG", (), "A=1"),
        Instruction(1, "FROM", (), "base AS one"),
        Instruction(1, "RUN", (), "a && b"),
        Instruction(2, "FROM", (), "one"),
        Instruction(2, "COPY", ("--from=one", "--chown=1:1"), "x y"),
        Instruction(2, "CMD", (), '["z"]'),
    ]


def test_the_bases_are_pinned() -> None:
    build, runtime = find("FROM")
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm@sha256:[0-9a-f]{64} AS build", build.value)
    # Its tag is a release of Debian, whose security updates each build shall have.
    assert runtime.value == "${RUNTIME}"
    assert "RUNTIME=gcr.io/distroless/python3-debian12:nonroot" in [one.value for one in find("ARG", 0)]


def test_the_container_is_not_run_by_root() -> None:
    (user,) = find("USER")
    assert user.stage == LAST
    assert int(user.value.split(":")[0]) > 0
    (data,) = (one for one in find("COPY", LAST) if one.words[-1] == "/data")
    assert f"--chown={user.value}" in data.flags
    assert [one.words for one in find("VOLUME")] == [["/data"]]
    assert [one.value for one in find("WORKDIR", LAST)] == ["/data"]


def test_nothing_is_downloaded_but_what_the_locks_name() -> None:
    assert find("ADD") == []
    for one in find("RUN"):
        assert not re.search(r"\b(curl|wget|git|apt|apt-get|sudo)\b", one.value)
        for command in one.value.split("&&"):
            if "pip install" in command:
                assert "--no-deps" in command
                assert "--require-hashes" in command or command.rstrip().endswith(
                    "--no-build-isolation --target /opt/jogan ."
                )
    assert find("RUN", LAST) == []


def test_no_secret_is_in_the_image() -> None:
    named = " ".join(one.value for keyword in ("ARG", "ENV") for one in find(keyword))
    assert not re.search(r"TOKEN|KEY|SECRET|PASSWORD", named)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert [line for line in ignored if not line.startswith(("#", "!"))] == ["*", "**/__pycache__"]
    copied = {name for one in find("COPY", 1) for name in one.words[:-1]}
    assert {line[1:] for line in ignored if line.startswith("!")} == copied


def test_the_image_has_all_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    copied = {name for one in find("COPY", 1) for name in one.words[:-1]}
    assert set(wheel) | {"pyproject.toml", "README.md", "LICENSE"} == {name for name in copied if "lock" not in name}


def test_the_languages_of_the_bot_are_kept() -> None:
    (pattern,) = (found[1] for one in find("RUN") if (found := re.search(r"-regex '([^']*dat)'", one.value)))
    kept = re.compile(pattern)
    for language in Translators("ko").languages:
        assert kept.fullmatch(f"/opt/jogan/babel/locale-data/{language}.dat")
        assert kept.fullmatch(f"/opt/jogan/babel/locale-data/{language}_XX.dat")
    assert kept.fullmatch("/opt/jogan/babel/locale-data/root.dat")
    assert not kept.fullmatch("/opt/jogan/babel/locale-data/fr.dat")


@pytest.mark.parametrize("keyword", ["ENTRYPOINT", "CMD"])
def test_commands_need_no_shell(keyword: str) -> None:
    (one,) = find(keyword)
    assert one.words


class Health(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Health) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "failed"), [(200, False), (503, True)])
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "[::]"])  # noqa: S104 - nobody listens there
def test_the_health_check_asks_the_bot(
    port: int, host: str, status: int, monkeypatch: pytest.MonkeyPatch, *, failed: bool
) -> None:
    (check,) = find("HEALTHCHECK")
    python, option, code = Instruction(LAST, "CMD", (), check.value.removeprefix("CMD ")).words
    assert (python, option) == ("/usr/bin/python3", "-c")
    monkeypatch.setenv("JOGAN_HTTP", f"{host}:{port}")
    monkeypatch.setattr(Health, "status", status)
    with pytest.raises(SystemExit) as ended:
        exec(compile(code, "HEALTHCHECK", "exec"), {})  # noqa: S102 - the code is ours
    assert bool(ended.value.code) is failed


@pytest.mark.parametrize("service", ["jogan", "worker"])
def test_the_compose_file_confines_the_container(service: str) -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    found = mapping(text)
    prefix = f"services.{service}."
    jogan = {name.removeprefix(prefix): value for name, value in found.items() if name.startswith(prefix)}
    assert jogan["read_only"] == ["true"]
    assert jogan["cap_drop"] == ["ALL"]
    assert jogan["security_opt"] == ["no-new-privileges:true"]
    assert jogan["tmpfs"] == ["/tmp"]  # noqa: S108 - in the container
    assert jogan["volumes"] == ["data:/data"]
    assert "volumes.data" in found
    assert (DEPLOY / jogan["build.context"][0] / jogan["build.dockerfile"][0]).resolve() == DOCKERFILE
    # The bot's longest stop is ten seconds.
    assert int(jogan["stop_grace_period"][0].removesuffix("s")) > 10
    assert not {"privileged", "network_mode", "ports"} & jogan.keys()
    assert "\t" not in text


def test_the_compose_file_has_postgresql_as_a_profile() -> None:
    found = mapping((DEPLOY / "compose.yaml").read_text("utf-8"))
    assert {name for name in found if name.endswith(".profiles")} == {
        "services.worker.profiles",
        "services.postgresql.profiles",
    }
    (url,) = found["services.worker.environment.JOGAN_DATABASE_URL"]
    assert isinstance(make_database(url), PostgresqlDatabase)
    (lock,) = found["services.worker.build.args.LOCK"]
    assert lock in {name for one in find("COPY", 1) for name in one.words[:-1]}
    assert "psycopg-binary==" in (ROOT / lock).read_text("utf-8")
    # No other machine and no other program of this one reaches the database.
    assert "services.postgresql.ports" not in found


@pytest.mark.parametrize("path", UNITS, ids=lambda one: one.name)
def test_the_units_are_confined(path: Path) -> None:
    service = dict(sections(path)["Service"])
    assert service["User"] == "jogan"
    assert service["ExecStart"].startswith("/opt/jogan/bin/jogan ")
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == service["AmbientCapabilities"] == ""
    wanted = ["NoNewPrivileges", "PrivateTmp", "PrivateDevices", "PrivateUsers", "MemoryDenyWriteExecute"]
    assert {name: service[name] for name in wanted} == dict.fromkeys(wanted, "yes")
    assert service["WorkingDirectory"] in service["ReadWritePaths"].split()


def test_the_backup_is_confined_as_the_bot() -> None:
    bot, backup = (dict(sections(DEPLOY / name)["Service"]) for name in ("jogan.service", "jogan-backup.service"))
    confining = {
        name for name in bot if re.match(r"Protect|Private|Restrict|Lock|Memory|SystemCall|Remove|UMask|No", name)
    }
    others = {name for name in confining if bot[name] != backup.get(name)}
    assert others == {"RestrictAddressFamilies"}
    assert (backup["RestrictAddressFamilies"], backup["PrivateNetwork"]) == ("AF_UNIX", "yes")


def test_the_timer_starts_the_backup_every_night() -> None:
    timer = sections(DEPLOY / "jogan-backup.timer")
    assert ("Persistent", "yes") in timer["Timer"]
    assert ("OnCalendar", "*-*-* 04:40:00 Asia/Seoul") in timer["Timer"]
    assert (DEPLOY / "jogan-backup.service").exists()
