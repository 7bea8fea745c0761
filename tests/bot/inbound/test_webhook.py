"""The webhook at the local Telegram: what arrives is handled as if it was polled, and strangers get nothing."""

import asyncio
import datetime as dt
import io
import json
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot, Update
from telegram.error import NetworkError

from bot.context import JoganApplication
from bot.errors import AddressUnusable, InvalidInput
from bot.http_server import serving
from bot.inbound import polling, webhook, webhook_server
from bot.inbound.certificate import Certificate
from bot.inbound.parsing import UpdateParser
from bot.inbound.polling import ALLOWED_UPDATES
from bot.inbound.webhook import derive_secret
from bot.inbound.webhook_server import MAX_BODY, RETRY_AFTER, SECRET_HEADER, Inbox, make_app
from bot.runtime.settings_reading import InvalidSettings, parse_settings
from bot.setting_values import ListenAddress, Secret, parse_webhook_secret, parse_webhook_url
from local import TOKEN
from simulator import Fault, Server, Town, World
from simulator.world.accounts import Account, Webhook
from tests.bot.telegram_api.certificates import make_certificate
from tests.handlers.factories import bot_at
from tests.talk import Start, Talk

SECRET = "a-secret_of-some-length"  # noqa: S105 - opens nothing
READING = "15.9℃"


@pytest.fixture
def address() -> ListenAddress:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return ListenAddress("127.0.0.1", free.getsockname()[1])


@pytest.fixture
def options(address: ListenAddress) -> dict[str, object]:
    return {
        "webhook_url": f"http://{address}/telegram",
        "webhook_listen": str(address),
        "webhook_secret": Secret(SECRET),
    }


@pytest.fixture
async def hooked(start: Start, options: dict[str, object]) -> Talk:
    """A conversation with a bot whose updates come to its webhook."""
    talk = await start(settings=options)
    await until(lambda: account_of(talk.world).webhook is not None)
    return talk


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN, webhook_retry_delays=[0.01], strict=True) as server:
        yield server


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the pauses."""
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(polling, "MAX_PAUSE", 0.05)
    monkeypatch.setattr(webhook, "LOOK_SECONDS", 0.02)


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what happens is in another task
            await asyncio.sleep(0.01)


def account_of(world: World) -> Account:
    return world.accounts[world.bot.id]


def methods(talk: Talk) -> list[str]:
    return [call.method for call in talk.server.calls]


def trouble_of(talk: Talk) -> str | None:
    return talk.session.application.dependencies.monitor.webhook_trouble


async def post(address: ListenAddress, body: bytes, secret: str | None = SECRET) -> aiohttp.ClientResponse:
    """Post to the webhook, as anybody can."""
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with aiohttp.ClientSession() as session:
        response = await session.post(f"http://{address}/telegram", data=io.BytesIO(body), headers=headers)
        await response.read()
    return response


def question(talk: Talk, number: int, text: str = "/weather 인천") -> bytes:
    """Return an update as Telegram posts it."""
    person = talk.town.person
    message = {
        "message_id": number,
        "date": int(talk.world.now().timestamp()),
        "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
        "from": person.to_json(),
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_a_conversation_needs_no_poll(hooked: Talk) -> None:
    assert READING in await hooked("/weather 인천")
    assert "getUpdates" not in methods(hooked)
    (call,) = (call for call in hooked.server.calls if call.method == "setWebhook")
    assert call.arguments["allowed_updates"] == ALLOWED_UPDATES
    assert call.arguments["max_connections"] == 40


async def test_each_chat_is_answered_in_its_order(hooked: Talk) -> None:
    person, town = hooked.town.person, hooked.town
    for name in ("인천", "부산", "강릉", "구미"):
        for chat in (town.private, town.group):
            hooked.world.say(chat, person, f"/weather {name}")
    await hooked.session.wait_until_idle()
    for chat in (town.private, town.group):
        answers = [one.text or "" for one in hooked.world.messages(chat) if one.sender is hooked.world.bot]
        assert [next(name for name in ("인천", "부산", "강릉", "구미") if name in one) for one in answers[-4:]] == [
            "인천",
            "부산",
            "강릉",
            "구미",
        ]


@pytest.mark.parametrize("secret", [None, "", "a-secret_of-some-lengtH", SECRET + "x", "é", "\udcff"])
async def test_without_the_secret_nothing_is_done(
    hooked: Talk, address: ListenAddress, secret: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(hooked.server.calls)
    assert (await post(address, question(hooked, 900), secret)).status == 403
    await hooked.session.wait_until_idle()
    assert len(hooked.server.calls) == before
    assert caplog.records == []


async def test_no_other_path_or_method_is_served(hooked: Talk, address: ListenAddress) -> None:
    async with aiohttp.ClientSession(headers={SECRET_HEADER: SECRET}) as session:
        async with session.post(f"http://{address}/", data=question(hooked, 900)) as response:
            assert response.status == 404
        async with session.get(f"http://{address}/telegram") as response:
            assert response.status == 405


async def test_an_unreadable_update_is_confirmed_and_others_are_answered(
    hooked: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    account_of(hooked.world).updates.add("message", {"message_id": 1, "text": "what nobody may read"})
    assert READING in await hooked("/weather 인천")
    assert account_of(hooked.world).updates.pending == []
    assert "(message), which cannot be read: KeyError" in caplog.text
    assert "what nobody may read" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"no JSON", b"[" * 100_000, b'{"update_id": 5}' + b" " * MAX_BODY])
async def test_what_is_no_update_is_confirmed_too(
    hooked: Talk, address: ListenAddress, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await post(address, body)).status == 200
    assert READING in await hooked("/weather 인천")
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "which cannot be read" in caplog.text


async def test_an_update_that_comes_again_is_not_handled_again(hooked: Talk, address: ListenAddress) -> None:
    for number in (900, 900, 901, 900):
        assert (await post(address, question(hooked, number))).status == 200
    await hooked.session.wait_until_idle()
    assert methods(hooked).count("sendMessage") == 2


async def test_updates_wait_at_telegram_while_too_many_wait_here(
    hooked: Talk, address: ListenAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_server, "MAX_WAITING", 0)
    refused = await post(address, question(hooked, 900))
    assert (refused.status, refused.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    monkeypatch.undo()
    assert (await post(address, question(hooked, 900))).status == 200
    await hooked.session.wait_until_idle()
    assert methods(hooked).count("sendMessage") == 1


async def test_a_process_that_was_replaced_takes_no_updates(address: ListenAddress) -> None:
    taken = Received()

    async def refuse() -> None:
        raise NetworkError("another process has taken over")

    app = make_app("/telegram", SECRET, inbox_for(taken), refuse)
    async with serving(app, address, "webhook_listen"):
        assert (await post(address, b'{"update_id": 5}')).status == 503
    assert taken.updates == []


async def test_what_is_no_http_leaves_no_line_in_the_log(
    hooked: Talk, address: ListenAddress, caplog: pytest.LogCaptureFixture
) -> None:
    for sent in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.1\r\nbad header\r\n\r\n", b"POST /telegram HTTP/1.1\r\n"):
        reader, writer = await asyncio.open_connection(*address)
        writer.write(sent)
        writer.write_eof()
        await reader.read()
        writer.close()
    assert READING in await hooked("/weather 인천")
    assert caplog.records == []


async def test_a_body_that_breaks_off_is_no_error(
    hooked: Talk, address: ListenAddress, caplog: pytest.LogCaptureFixture
) -> None:
    _, writer = await asyncio.open_connection(*address)
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\nContent-Length: 99\r\n\r\n"
    writer.write(head.encode() + b'{"update_id"')
    await writer.drain()
    await asyncio.sleep(0.02)
    writer.transport.abort()
    assert READING in await hooked("/weather 인천")
    assert caplog.records == []


async def test_what_comes_while_the_bot_is_off_waits_at_telegram(
    server: Server, world: World, town: Town, database_url: str, options: dict[str, object]
) -> None:
    async with bot_at(server, database_url, settings=options):
        await until(lambda: account_of(world).webhook)
    world.say(town.private, town.person, "/help")
    await until(lambda: (hook := account_of(world).webhook) and hook.failure)
    async with bot_at(server, database_url, settings=options):
        await server.wait_until_idle()
    assert [one.sender is world.bot for one in world.messages(town.private)] == [False, True]


async def test_polling_and_webhook_follow_each_other_by_the_setting(
    server: Server,
    world: World,
    town: Town,
    database_url: str,
    options: dict[str, object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for number, given in enumerate(({}, options, {}), start=1):
        async with bot_at(server, database_url, settings=given):
            world.say(town.private, town.person, "/help")
            await server.wait_until_idle()
        assert bool(account_of(world).webhook) is bool(given)
        assert sum(one.sender is world.bot for one in world.messages(town.private)) == number
    (record,) = caplog.records
    assert record.getMessage() == (
        "Removing the webhook of this bot at 127.0.0.1, because updates are polled; unless it was Jogan's, another "
        "program has set it"
    )


async def test_a_webhook_of_somebody_else_is_named_and_replaced(
    server: Server, world: World, database_url: str, options: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    account_of(world).webhook = Webhook("http://localhost:9/a-secret-path")
    async with bot_at(server, database_url, settings=options):
        await until(lambda: (hook := account_of(world).webhook) and hook.url == options["webhook_url"])
    assert "Replacing the webhook of this bot at localhost; did another program set it?" in caplog.text
    assert "The webhook is set to 127.0.0.1" in caplog.text
    assert "a-secret-path" not in caplog.text


@pytest.mark.usefixtures("quick")
async def test_a_webhook_that_was_replaced_is_told_once(hooked: Talk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    hooked.errors_expected = True
    account = account_of(hooked.world)
    own, account.webhook = account.webhook, Webhook("http://localhost:9/a-secret-path")
    account.updates.wake()
    await until(lambda: trouble_of(hooked) == "set to localhost")
    before = methods(hooked).count("getWebhookInfo")
    await until(lambda: methods(hooked).count("getWebhookInfo") > before + 2)
    assert caplog.text.count("The webhook of this bot was set to localhost, so that no updates come here") == 1
    assert "a-secret-path" not in caplog.text
    account.webhook = own
    account.updates.wake()
    await until(lambda: trouble_of(hooked) is None)
    assert "Updates arrive at the webhook again, after " in caplog.text


@pytest.mark.usefixtures("quick")
async def test_updates_that_cannot_be_delivered_are_told_once_with_the_end(
    hooked: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    account = account_of(hooked.world)
    assert account.webhook
    for failure in range(3):
        account.webhook.failed_at = hooked.world.now() + dt.timedelta(seconds=failure)
        account.webhook.failure = "Wrong response from the webhook: 502 Bad Gateway"
        await until(lambda: trouble_of(hooked) == "Wrong response from the webhook: 502 Bad Gateway")
    await until(lambda: trouble_of(hooked) is None)
    lines = [one.getMessage() for one in caplog.records if one.name == webhook.__name__]
    assert lines[-1].startswith("Updates arrive at the webhook again, after ")
    begin = (
        "Telegram cannot deliver updates to the webhook, it will retry: Wrong response from the webhook: 502 Bad Gate"
    )
    assert sum(line.startswith(begin) for line in lines) == sum(line.startswith("Updates arrive") for line in lines)


@pytest.mark.usefixtures("quick")
async def test_updates_that_wait_without_an_error_are_a_trouble_too(hooked: Talk) -> None:
    account = account_of(hooked.world)
    # Telegram tells no error if a connection is closed without an answer: here, nobody delivers.
    hook = account.webhook
    assert hook
    hook.max_connections = 0
    hooked.world.say(hooked.town.private, hooked.town.person, "/help")
    await until(lambda: trouble_of(hooked) == "no updates arrive")
    hook.max_connections = 1
    account.updates.wake()
    await hooked.session.wait_until_idle()
    await until(lambda: trouble_of(hooked) is None)


@pytest.mark.usefixtures("quick")
async def test_a_webhook_that_telegram_refuses_is_tried_again(
    server: Server, database_url: str, options: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.faults.append(Fault("setWebhook", times=3, answer=502))
    async with bot_at(server, database_url, settings=options) as application:
        await until(lambda: application.dependencies.monitor.webhook_trouble)
        await until(lambda: application.dependencies.monitor.webhook_trouble is None)
    assert caplog.text.count("Could not set or look at the webhook, will retry: ") == 1
    assert "Telegram answers again, after " in caplog.text


async def test_a_port_that_is_used_is_told(
    server: Server, database_url: str, options: dict[str, object], address: ListenAddress
) -> None:
    with socket.create_server(tuple(address)), pytest.raises(AddressUnusable, match="JOGAN_WEBHOOK_LISTEN"):
        async with bot_at(server, database_url, settings=options):
            pass


class Received:
    """Receiver that keeps what it gets."""

    def __init__(self) -> None:
        self.updates: list[tuple[int, bool] | str] = []

    def receive(self, update: Update, *, is_backlog: bool) -> None:
        self.updates.append((update.update_id, is_backlog))

    def caught_up(self) -> None:
        self.updates.append("caught up")


def inbox_for(received: Received) -> Inbox:
    return Inbox(UpdateParser(Bot("1:none")), received, lambda: 0)


async def test_what_waited_is_a_backlog_until_all_of_it_has_come() -> None:
    received = Received()
    inbox = inbox_for(received)
    inbox.expect_backlog(2)
    for number in (5, 6, 7):
        await inbox.take(json.dumps({"update_id": number}).encode())
    assert received.updates == [(5, True), (6, True), "caught up", (7, False)]


def test_the_secret_follows_from_the_token() -> None:
    secret = derive_secret(TOKEN)
    assert secret == derive_secret(TOKEN) != derive_secret(TOKEN + "0")
    assert TOKEN not in secret
    assert parse_webhook_secret(secret) == Secret(secret)


@pytest.fixture
def own_certificate(tmp_path: Path, options: dict[str, object], address: ListenAddress) -> dict[str, object]:
    made = make_certificate(tmp_path)
    return options | {
        "webhook_url": f"https://localhost:{address.port}/telegram",
        "webhook_certificate": made.path,
        "webhook_key": tmp_path / "key.pem",
    }


async def test_a_certificate_of_its_own_is_given_to_telegram(
    start: Start, own_certificate: dict[str, object], tmp_path: Path
) -> None:
    talk = await start(settings=own_certificate)
    assert READING in await talk("/weather 인천")
    hook = account_of(talk.world).webhook
    assert hook
    assert hook.certificate == (tmp_path / "certificate.pem").read_bytes()


@pytest.mark.usefixtures("quick")
async def test_a_renewed_certificate_is_given_to_telegram_again(
    start: Start, own_certificate: dict[str, object], tmp_path: Path
) -> None:
    talk = await start(settings=own_certificate)
    assert READING in await talk("/weather 인천")
    renewed = make_certificate(tmp_path).path.read_bytes()
    await until(lambda: (hook := account_of(talk.world).webhook) and hook.certificate == renewed)
    assert READING in await talk("/weather 인천")


def certificate_for(url: str, folder: Path) -> Certificate:
    return Certificate(make_certificate(folder).path, folder / "key.pem", url)


def test_a_certificate_of_another_host_is_a_fault(tmp_path: Path) -> None:
    assert certificate_for("https://localhost/telegram", tmp_path).find_fault() is None
    fault = certificate_for("https://bot.example.org/telegram", tmp_path).find_fault()
    assert fault
    assert "bot.example.org" in fault


def test_a_certificate_that_everybody_trusts_stays_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = certificate_for("https://localhost/telegram", tmp_path)
    assert certificate.find_upload() == (tmp_path / "certificate.pem").read_bytes()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    assert certificate.find_upload() is None


def remove(path: Path) -> None:
    path.unlink()


def join_key(path: Path) -> None:
    path.write_bytes(path.read_bytes() + path.with_name("key.pem").read_bytes())


def spoil(path: Path) -> None:
    path.write_text("nonsense")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [(remove, "No such file"), (join_key, "holds a private key"), (spoil, "is unusable: ")],
)
def test_an_unusable_certificate_is_named(damage: Callable[[Path], None], reason: str, tmp_path: Path) -> None:
    path = make_certificate(tmp_path).path
    damage(path)
    with pytest.raises(InvalidInput, match=f"certificate\\.pem.*{reason}"):
        Certificate(path, tmp_path / "key.pem", "https://localhost/")


def test_a_half_renewed_certificate_leaves_the_old_one_in_use(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    certificate = certificate_for("https://localhost/telegram", tmp_path)
    old = certificate.find_upload()
    (tmp_path / "certificate.pem").write_text("half of it")
    assert not certificate.reload()
    assert "Could not read the renewed certificate of the webhook, will retry: " in caplog.text
    assert certificate.find_upload() == old
    assert isinstance(certificate.context, ssl.SSLContext)


@pytest.mark.parametrize(
    "url",
    [
        "https://bot.example.org/telegram",
        "https://bot.example.org:8443/",
        "https://203.0.113.5/a/b",
        "http://127.0.0.1:9091/telegram",
        "http://[::1]/telegram",
    ],
)
def test_a_webhook_is_https_or_on_this_machine(url: str) -> None:
    assert parse_webhook_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.example.org",
        "https://bot.example.org",
        "http://bot.example.org/telegram",
        "https:///telegram",
        "https://me:secret@bot.example.org/telegram",
        "https://bot.example.org/telegram?key=1",
        "https://bot.example.org/telegram#part",
        "https://bot.example.org/tele%67ram",
        "https://bot.example.org/{path}",
        "https://bot.example.org:0/telegram",
        "https://bot.example.org:99999/telegram",
        "https://[::1/telegram",
        "ftp://bot.example.org/telegram",
    ],
)
def test_anything_else_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"is no address for a webhook; write one as https://bot\.example\.org/"):
        parse_webhook_url(url)


@pytest.mark.parametrize("secret", ["", "short", "with space in it", "x" * 257, "한글한글한글한글한글한글한글한글"])
def test_a_weak_or_impossible_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="16 to 256 letters"):
        parse_webhook_secret(secret)


@pytest.mark.parametrize("name", ["webhook_certificate", "webhook_key"])
def test_a_certificate_needs_its_key(name: str) -> None:
    with pytest.raises(InvalidSettings, match="go together"):
        parse_settings({name: "file.pem"})


async def test_an_old_question_waits_until_newer_ones_have_come(
    server: Server, world: World, town: Town, database_url: str, options: dict[str, object]
) -> None:
    seen: list[bool] = []

    def note(application: JoganApplication) -> None:
        receive = application.receive

        def record(update: Update, *, is_backlog: bool) -> None:
            seen.append(is_backlog)
            receive(update, is_backlog=is_backlog)

        application.receive = record  # type: ignore[method-assign]

    world.say(town.private, town.person, "/help")
    async with bot_at(server, database_url, settings=options) as application:
        note(application)
        await until(lambda: seen)
        world.say(town.private, town.person, "/help")
        await until(lambda: len(seen) == 2)
    assert seen == [True, False]
