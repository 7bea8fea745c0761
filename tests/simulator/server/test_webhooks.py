import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from simulator import Server, Town, World
from simulator.server.webhooks import SECRET_HEADER
from tests.bot.telegram_api.certificates import make_certificate
from tests.simulator.factories import NOON, TOKEN, Ask, make_ask, until


class Bot:
    """A bot with a webhook: the updates that it got, and its answers."""

    def __init__(self) -> None:
        self.url = ""
        self.came: list[tuple[str | None, dict[str, object]]] = []
        self.answers: list[web.Response] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    def texts(self) -> list[object]:
        return [update["message"]["text"] for _, update in self.came if isinstance(update["message"], dict)]

    async def take(self, request: web.Request) -> web.Response:
        self.came.append((request.headers.get(SECRET_HEADER), await request.json()))
        await self.may_answer.wait()
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    application = web.Application()
    application.router.add_post("/hook", bot.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield bot
    await runner.cleanup()


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN, webhook_retry_delays=[0.01], strict=True) as server:
        yield server


async def test_updates_are_delivered_in_order_with_the_secret(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    world.say(town.private, town.person, "before")
    assert (await ask("setWebhook", url=bot.url, secret_token="s3-cret_")).result is True  # noqa: S106 - a test's
    world.say(town.private, town.person, "after")
    await world.wait_until_idle()
    assert [secret for secret, _ in bot.came] == ["s3-cret_"] * 2
    assert [update["update_id"] for _, update in bot.came] == [1, 2]
    info = (await ask("getWebhookInfo")).fields
    assert (info["url"], info["pending_update_count"], "last_error_date" in info) == (bot.url, 0, False)


async def arrive(bot: Bot, *texts: str) -> None:
    """Wait until these messages have arrived at the bot, and then a moment in which more could."""

    async def have_arrived() -> bool:
        return sorted(map(str, bot.texts())) == sorted(texts)

    await until(have_arrived)
    await asyncio.sleep(0.05)
    assert await have_arrived()


async def test_chats_are_served_side_by_side_and_each_in_order(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    others = [world.private_chat(world.add_person(f"Guest {number}")) for number in range(3)]
    await ask("setWebhook", url=bot.url, max_connections=3)
    bot.may_answer.clear()
    for text in ("first", "second"):
        world.say(town.private, town.person, text)
    for number, chat in enumerate(others):
        assert chat.person
        world.say(chat, chat.person, f"guest {number}")
    await arrive(bot, "first", "guest 0", "guest 1")
    bot.may_answer.set()
    await world.wait_until_idle()
    assert len(bot.came) == 5
    assert bot.texts().index("first") < bot.texts().index("second")


async def test_a_chat_whose_update_fails_does_not_hold_up_the_others(
    ask: Ask, world: World, town: Town, bot: Bot
) -> None:
    guest = world.add_person("Guest")
    await ask("setWebhook", url=bot.url, max_connections=1)
    bot.answers.append(web.Response(status=500))
    world.say(town.private, town.person, "first")
    world.say(town.private, town.person, "second")
    world.say(world.private_chat(guest), guest, "guest")
    await world.wait_until_idle()
    assert bot.texts() == ["first", "guest", "first", "second"]


@pytest.mark.parametrize("change", ["deleteWebhook", "setWebhook"])
async def test_an_update_that_is_dropped_between_two_tries_is_not_sent_again(
    ask: Ask, world: World, town: Town, bot: Bot, change: str
) -> None:
    await ask("setWebhook", url=bot.url)
    bot.answers += [web.Response(status=500) for _ in range(99)]
    world.say(town.private, town.person, "x")
    await until(lambda: answered(bot))
    await ask(change, drop_pending_updates=True, **({"url": bot.url} if change == "setWebhook" else {}))
    count = len(bot.came)
    await asyncio.sleep(0.1)
    assert len(bot.came) <= count + 1, "one may have been on its way"


@pytest.mark.parametrize("is_removed_first", [True, False])
async def test_a_new_webhook_does_not_wait_for_the_next_try_at_the_old_one(
    world: World, town: Town, client: aiohttp.ClientSession, bot: Bot, *, is_removed_first: bool
) -> None:
    async with Server(world, TOKEN, webhook_retry_delays=[600]) as server:
        ask = make_ask(server, client, TOKEN)
        await ask("setWebhook", url="http://127.0.0.1:9/hook")
        world.say(town.private, town.person, "first")

        async def has_failed() -> bool:
            return "last_error_date" in (await ask("getWebhookInfo")).fields

        await until(has_failed)
        if is_removed_first:
            await ask("deleteWebhook")
            await asyncio.sleep(0.05)
        await ask("setWebhook", url=bot.url)
        await world.wait_until_idle()
    assert bot.texts() == ["first"]


async def test_the_same_webhook_again_changes_nothing(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    await ask("setWebhook", url=bot.url)
    bot.may_answer.clear()
    world.say(town.private, town.person, "first")
    await arrive(bot, "first")
    await ask("setWebhook", url=bot.url)
    bot.may_answer.set()
    await world.wait_until_idle()
    assert bot.texts() == ["first"]


async def answered(bot: Bot) -> bool:
    return len(bot.came) > 1


async def test_an_update_is_not_tried_for_longer_than_a_day(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    await ask("setWebhook", url=bot.url)
    bot.answers += [web.Response(status=500) for _ in range(99)]
    world.say(town.private, town.person, "yesterday")
    await until(lambda: answered(bot))
    world.set_clock(NOON + timedelta(days=1))
    await world.wait_until_idle()
    bot.answers.clear()
    world.say(town.private, town.person, "today")
    await world.wait_until_idle()
    assert bot.texts()[-1] == "today"
    assert (await ask("getWebhookInfo")).fields["pending_update_count"] == 0


@pytest.mark.parametrize("method", ["getMe", "setWebhook", "deleteWebhook"])
async def test_a_webhook_answer_cannot_ask_or_change_the_webhook(
    ask: Ask, server: Server, world: World, town: Town, bot: Bot, method: str
) -> None:
    bot.answers.append(web.json_response({"method": method}))
    await ask("setWebhook", url=bot.url)
    for text in ("one", "two"):
        world.say(town.private, town.person, text)
    await world.wait_until_idle()
    assert [call.method for call in server.calls] == ["setWebhook"]


@pytest.mark.parametrize("status", [500, 302, 404])
async def test_a_failed_update_is_retried_after_a_delay(
    ask: Ask, world: World, town: Town, bot: Bot, status: int
) -> None:
    bot.answers += [web.Response(status=status), web.Response(status=status)]
    await ask("setWebhook", url=bot.url)
    world.say(town.private, town.person, "x")
    await world.wait_until_idle()
    assert [update["update_id"] for _, update in bot.came] == [1, 1, 1]
    message = (await ask("getWebhookInfo")).fields["last_error_message"]
    assert str(message).startswith(f"Wrong response from the webhook: {status} ")


async def test_an_unreachable_webhook_is_reported(ask: Ask, world: World, town: Town) -> None:
    await ask("setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"], max_connections=3)
    world.say(town.private, town.person, "x")

    async def is_told() -> bool:
        info = (await ask("getWebhookInfo")).fields
        return (info["pending_update_count"], info.get("last_error_message")) == (1, "Connection refused")

    await until(is_told)
    info = (await ask("getWebhookInfo")).fields
    assert (info["allowed_updates"], info["max_connections"]) == (["message"], 3)


async def test_a_webhook_answer_can_be_a_call(ask: Ask, server: Server, world: World, town: Town, bot: Bot) -> None:
    call = {"method": "sendMessage", "chat_id": town.private.id, "text": "hello"}
    bot.answers += [web.json_response(call), web.Response(text="fine"), web.json_response({"method": "sendTelepathy"})]
    await ask("setWebhook", url=bot.url)
    for text in ("one", "two", "three"):
        world.say(town.private, town.person, text)

    async def are_handled() -> bool:
        return len(server.calls) >= len(("setWebhook", "sendMessage", "sendTelepathy"))

    await until(are_handled)
    assert "hello" in [message.text for message in world.messages(town.private)]
    assert [call.accepted for call in server.calls] == [True, True, False]


async def test_polling_and_webhooks_exclude_each_other(ask: Ask, world: World, town: Town, bot: Bot) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    await ask("setWebhook", url=bot.url)
    assert (await poll).status == 409
    rejected = await ask("getUpdates")
    assert (rejected.status, rejected.error.startswith("Conflict: can't use getUpdates method while webhook")) == (
        409,
        True,
    )
    await ask("deleteWebhook")
    world.say(town.private, town.person, "x")
    assert len((await ask("getUpdates")).items) == 1
    await ask("setWebhook", url=bot.url, drop_pending_updates=True)
    await ask("setWebhook", url="")
    assert bot.came == []
    assert (await ask("getWebhookInfo")).fields["url"] == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"url": "ftp://127.0.0.1/"}, "invalid webhook URL specified"),
        ({"url": "http://example.com/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.com/"}, "bad webhook: Failed to resolve host: Name or service not known"),
        ({"url": "http://127.0.0.1:99999/"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_rejected(ask: Ask, arguments: dict[str, object], error: str) -> None:
    answer = await ask("setWebhook", **arguments)
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


async def test_a_certificate_that_was_uploaded_is_trusted(
    server: Server, client: aiohttp.ClientSession, world: World, town: Town, tmp_path: Path
) -> None:
    certificate = make_certificate(tmp_path)
    texts: list[object] = []

    async def take(request: web.Request) -> web.Response:
        texts.append((await request.json())["message"]["text"])
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", take)
    bot = TestServer(application, host="localhost", scheme="https")
    await bot.start_server(ssl=certificate.context)
    async with bot:
        ask, url = make_ask(server, client, TOKEN), str(bot.make_url("/hook"))
        await ask("setWebhook", url=url)
        world.say(town.private, town.person, "x")

        async def is_refused() -> bool:
            return (await ask("getWebhookInfo")).fields.get("last_error_message") == (
                "SSL error {certificate verify failed}"
            )

        await until(is_refused)
        form = aiohttp.FormData({"url": url})
        form.add_field("certificate", certificate.path.read_bytes(), filename="certificate.pem")
        async with client.post(f"{server.base_url}{TOKEN}/setWebhook", data=form) as response:
            assert (await response.json())["ok"]
        await world.wait_until_idle()
        assert (await ask("getWebhookInfo")).fields["has_custom_certificate"] is True
    assert texts == ["x"]


async def test_what_is_no_certificate_is_rejected(server: Server, client: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData({"url": "https://127.0.0.1:9/hook"})
    form.add_field("certificate", b"nonsense", filename="certificate.pem")
    async with client.post(f"{server.base_url}{TOKEN}/setWebhook", data=form) as response:
        assert response.status == 400
