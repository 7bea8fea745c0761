"""A bot that reaches Telegram only through the proxy of its environment: bulletins, answers and polling."""

import pytest
from yarl import URL

from storage.schema import DeliveryState
from tests.bot.telegram_api.proxy_servers import Kind, proxying
from tests.crash.factories import TOKEN, Prepare, until
from tests.delivery.mornings import in_state, ledger, received

pytestmark = pytest.mark.process

LOGIN = ("mina", "p:a/s s")


@pytest.mark.parametrize(("kind", "variable"), [("socks5", "ALL_PROXY"), ("http", "http_proxy")])
async def test_everything_goes_through_the_proxy(prepare: Prepare, kind: Kind, variable: str) -> None:
    morning = await prepare(30)
    port = URL(morning.server.base_url).port
    async with proxying(kind, port or 0, LOGIN) as proxy:
        morning.environment |= {variable: proxy.url, "JOGAN_TELEGRAM_API": "http://telegram.test/bot"}
        async with morning.bot() as process:
            person = morning.people[0]
            chat = morning.world.private_chat(person)
            morning.world.say(chat, person, "/weather 인천")
            await until(lambda: any("인천" in message.text for message in morning.world.messages(chat)[1:]))
            await morning.end(process)
    assert set(proxy.asked) == {("telegram.test", 80)}
    assert in_state(await ledger(morning.database), DeliveryState.SENT) == {one.id for one in morning.people}
    assert set(received(morning.world, morning.people).values()) == {1}
    log = "".join(morning.log)
    assert f"{kind}://127.0.0.1:{proxy.port}" in log
    assert LOGIN[1] not in log


async def test_a_proxy_of_another_kind_ends_the_start_with_one_line(prepare: Prepare) -> None:
    morning = await prepare(2)
    morning.environment |= {
        "HTTPS_PROXY": f"https://mina:{TOKEN}@127.0.0.1",
        "JOGAN_TELEGRAM_API": "https://telegram.test/bot",
    }
    async with morning.bot() as process:
        assert await process.wait() == 2
    morning.check_log()
    (line,) = morning.log
    assert line.startswith("jogan: HTTPS_PROXY: https:// proxies are not supported; ")
