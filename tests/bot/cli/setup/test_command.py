"""`jogan init`, as its user types it, with the local Telegram and feeds on loopback."""

import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from typer.testing import CliRunner, Result

from bot.cli.setup import newspapers
from bot.intake.source_config import NewsFeed
from bot.intake.source_parsing import load_configuration
from bot.runtime.settings_reading import read_settings
from commands import app
from simulator import Server, World
from sources.feed.directory import ListedFeed
from sources.fetch import addresses
from sources.korea.regions import Region
from tests.end_to_end.factories import TOKEN
from tests.factories import CATALOGUE
from tests.sources.fetch.badsource import BadSource, answer

ITEM = "<item><title>{title}</title><link>https://www.example.com/{title}</link><pubDate>{date}</pubDate></item>"
SEEN = dt.date(2026, 11, 30)


def render_feed(title: str, date: str) -> bytes:
    item = ITEM.format(title=title, date=date)
    return f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'.encode()


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own: the command has another one."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def telegram(portal: BlockingPortal) -> Iterator[str]:
    server = Server(World(now=lambda: dt.datetime.now(dt.UTC)), TOKEN)
    with portal.wrap_async_context_manager(server):
        yield server.base_url


@pytest.fixture
def server(telegram: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_TELEGRAM_API", telegram)


@pytest.fixture
def source(portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch) -> Iterator[BadSource]:
    """Four feeds in 강원: one that answers, one that is old, one that is empty, and one that is missing."""
    with portal.wrap_async_context_manager(BadSource()) as source:
        now = dt.datetime.now(dt.UTC)
        source.serve("/new", answer(render_feed("도서관", f"{now:%a, %d %b %Y %H:%M:%S} +0000")))
        source.serve("/old", answer(render_feed("옛날", "Mon, 02 Jan 2023 07:00:00 +0900")))
        source.serve("/empty", answer(b'<rss version="2.0"><channel><title>None</title></channel></rss>'))
        source.serve("/missing", answer(status="404 Not Found"))
        listed = [
            ListedFeed(f"{name}신문", source.address(f"/{name}"), Region("강원"), "a list", SEEN, None)
            for name in ("new", "old", "empty", "missing")
        ]
        monkeypatch.setattr(newspapers, "list_feeds", lambda region: listed if region.province == "강원" else [])
        # The feeds of the table are never on a private network, those of this test are.
        monkeypatch.setattr(addresses, "is_public", lambda _: True)
        yield source


@pytest.fixture
def token_file(tmp_path: Path) -> str:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    return str(tmp_path / "token")


def init(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(app, ["init", *words], answers)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("server")
def test_five_questions_write_the_files(source: BadSource, tmp_path: Path) -> None:
    told = "no token\n" + TOKEN + "\nAtlantis\n강릉\nxx\nen\n6.30\n06:30\n7\nall\n\n127.0.0.1:9464\ny\n"
    result = init(answers=told)
    assert result.exit_code == 0, result.stderr
    settings = read_settings()
    assert settings.telegram_token is not None
    assert settings.telegram_token.value == TOKEN
    assert (settings.language, settings.send_at) == ("en", dt.time(6, 30))
    assert (settings.backup_folder, settings.http) == (Path("backups"), "127.0.0.1:9464")
    assert (mode(tmp_path / ".env"), mode(tmp_path / "backups")) == (0o600, 0o700)
    *_, feed = load_configuration(Path("jogan.toml"), CATALOGUE, is_required=True).source
    assert isinstance(feed, NewsFeed)
    assert (feed.name, feed.address, str(feed.region)) == ("new신문", source.address("/new"), "강원")
    assert f"WorkingDirectory={tmp_path}\n" in (tmp_path / "jogan.service").read_text()
    assert "  new신문: 1 article\n" in result.stdout
    for line in (
        "old신문: left out, its newest",
        "empty신문: left out, it has",
        f"{source.address('/missing')}: the server answered 404",
    ):
        assert line in result.stdout
    for reason in ("this is no token", "Atlantis", "there is no language 'xx'", "'6.30' is not a time", "no feed 7"):
        assert reason in result.stderr
    assert "5 of 5" in result.stdout
    assert TOKEN not in result.output


@pytest.mark.usefixtures("server", "source")
def test_options_answer_everything(token_file: str, tmp_path: Path) -> None:
    words = f"--yes --token-file {token_file} --region 강원 --at 07:30 --backups none --no-service"
    result = init(*words.split())
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / ".env").read_text() == (
        f"JOGAN_TELEGRAM_TOKEN={TOKEN}\nJOGAN_LANGUAGE=ko\nJOGAN_SEND_AT=07:30\n"
    )
    assert len(load_configuration(Path("jogan.toml"), CATALOGUE, is_required=True).source) == 3
    assert not (tmp_path / "jogan.service").exists()
    assert not (tmp_path / "backups").exists()


@pytest.mark.usefixtures("server", "source")
@pytest.mark.parametrize(("operators", "is_told"), [("", True), ("1001", False)])
def test_the_way_to_an_operator_is_told_unless_there_is_one(
    token_file: str, operators: str, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setenv("JOGAN_OPERATORS", operators)
    result = init("--yes", "--token-file", token_file, "--region", "none", "--backups", "none")
    assert ("add JOGAN_OPERATORS=<its id> to .env" in result.stdout) is is_told


@pytest.mark.usefixtures("server")
def test_an_unknown_token_is_refused_without_it(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("123456789:AAF-another_token_that_nobody_may_see_01")
    result = init("--yes", "--token-file", "token")
    assert (result.exit_code, result.stderr) == (2, "jogan: Telegram does not know this token\n")
    assert not (tmp_path / ".env").exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("--yes", "--token-file is missing"),
        ("--yes --token-file token --region Atlantis", "is not a province or a district"),
        ("--yes --token-file token --language xx", "there is no language 'xx'"),
        ("--yes --token-file token --at 25:00", "'25:00' is not a time; write it as 07:00"),
        ("--yes --token-file token --region 강원 --feeds Times", "there is no feed Times"),
        ("--yes --token-file token --http nowhere", "'nowhere' is no host and port"),
        ("--yes --token-file token --backups token", "token is not a folder"),
        ("", "there is nobody to ask; give --yes"),
    ],
)
@pytest.mark.usefixtures("server", "source", "token_file")
def test_a_wrong_option_writes_nothing(tmp_path: Path, words: str, reason: str) -> None:
    result = init(*words.split())
    assert result.exit_code == 2
    assert reason in result.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["token"]


def test_without_a_network_it_says_so(
    source: BadSource, token_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOGAN_TELEGRAM_API", "http://127.0.0.1:1/bot")
    result = init("--yes", "--token-file", token_file)
    assert result.exit_code == 1
    assert "(Connection refused; --unchecked writes the token without trying it)" in result.stderr
    refused = init(answers=f"{TOKEN}\nn\n")
    assert refused.exit_code == 1
    assert not (tmp_path / ".env").exists()

    unchecked = init("--yes", "--token-file", token_file, "--unchecked", "--region", "강원")
    assert unchecked.exit_code == 0
    assert source.requests == []
    assert len(load_configuration(Path("jogan.toml"), CATALOGUE, is_required=True).source) == 6


@pytest.mark.usefixtures("server", "source")
def test_feeds_of_which_none_answers_are_not_listed(token_file: str) -> None:
    words = f"--yes --token-file {token_file} --region 강원 --feeds missing신문"
    result = init(*words.split())
    assert result.exit_code == 0
    assert "--unchecked lists them" in result.stderr
    assert "No newspaper is listed, so mornings will have no headline" in result.stdout
    assert not Path("jogan.toml").exists()


@pytest.mark.usefixtures("server", "tmp_path")
@pytest.mark.parametrize(("answer", "listed"), [("y", 3), ("n", 0)])
def test_a_feed_without_an_answer_is_listed_on_demand(source: BadSource, answer: str, listed: int) -> None:
    result = init(answers=f"{TOKEN}\n강원\n\n\nmissing신문\n{answer}\nnone\nnone\nn\n")
    assert result.exit_code == 0, result.output
    assert [one.target for one in source.requests] == ["/missing"]
    toml = Path("jogan.toml")
    assert (len(load_configuration(toml, CATALOGUE, is_required=True).source) if toml.exists() else 0) == listed


@pytest.mark.usefixtures("server", "source")
@pytest.mark.parametrize(("owner", "is_told"), [("root", True), ("jogan", False)])
def test_a_service_of_root_is_advised_against(
    token_file: str, owner: str, monkeypatch: pytest.MonkeyPatch, *, is_told: bool
) -> None:
    monkeypatch.setattr("bot.cli.setup.unit.get_owner", lambda _: owner)
    result = init("--yes", "--token-file", token_file, "--service", "--backups", "none")
    assert ("so the service runs as root" in result.stdout) is is_told
    assert f"User={owner}\n" in Path("jogan.service").read_text()


@pytest.mark.usefixtures("server", "source")
def test_files_that_exist_are_not_changed_unasked(token_file: str) -> None:
    env, toml, unit = Path(".env"), Path("jogan.toml"), Path("jogan.service")
    env.write_text("# mine\nJOGAN_KMA_KEY=key\nexport JOGAN_LANGUAGE=en\n")
    toml.write_text('[[source]]\ntype = "kma"\n')
    unit.write_text("mine")
    before = [path.read_text() for path in (env, toml, unit)]
    refused = init("--yes", "--token-file", token_file)
    assert (refused.exit_code, refused.stderr) == (2, "jogan: .env exists; give --replace to change it\n")
    declined = init(answers="n\n")
    assert (declined.exit_code, declined.stderr) == (2, "jogan: nothing was changed\n")
    assert [path.read_text() for path in (env, toml, unit)] == before

    kept = init("--service", answers=f"y\n{TOKEN}\n강원\nko\n\nn\nnone\nnone\nn\n")
    assert kept.exit_code == 0, kept.output
    assert env.read_text().startswith(f"# mine\nJOGAN_KMA_KEY=key\nJOGAN_TELEGRAM_TOKEN={TOKEN}\nJOGAN_LANGUAGE=ko\n")
    assert [path.read_text() for path in (toml, unit)] == before[1:]
    assert mode(env) == 0o600

    # Without a choice of newspapers the list of sources stays, and the token that is set is taken.
    again = init("--yes", "--replace", "--at", "08:00")
    assert again.exit_code == 0, again.output
    assert toml.read_text() == before[1]
    replaced = init("--yes", "--replace", "--region", "강원", "--feeds", "new신문", "--service")
    assert replaced.exit_code == 0, replaced.output
    assert 'type = "kma-warnings"' in toml.read_text()
    assert "new신문" in toml.read_text()
    assert unit.read_text() != "mine"
