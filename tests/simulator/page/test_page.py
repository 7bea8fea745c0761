"""The chat page in a real browser."""

import asyncio
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from simulator import Server, Town, World
from tests.simulator.factories import TOKEN, Ask, Visit, keyboard, say
from tests.talk import Start

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]


async def test_a_person_subscribes_and_the_morning_comes_to_all_three_chats(start: Start, visit: Visit) -> None:
    session = (await start()).session
    control = session.server.control
    control.on_clock, control.wait_until_idle, control.zone = (
        session.set_clock,
        session.wait_until_idle,
        ZoneInfo("Asia/Seoul"),
    )
    page = await visit(session.server)
    await say(page, "private", "/subscribe 07:00 인천")
    await say(page, "group", "/subscribe 07:00 강릉")
    await say(page, "channel", "/subscribe 07:00 부산")
    for kind in ("private", "group", "channel"):
        await expect(page.locator(f"[data-kind={kind}] .theirs").last).to_contain_text("/unsubscribe")
    await page.get_by_role("button", name="내일 아침 7시로").click()
    for kind, city in (("private", "인천"), ("group", "강릉"), ("channel", "부산")):
        bulletin = page.locator(f"[data-kind={kind}] .theirs").last
        await expect(bulletin).to_contain_text("좋은 아침이에요")
        await expect(bulletin).to_contain_text(city)
    await expect(page.locator("#clock")).to_have_text("2024년 5월 14일 오전 7:00")
    await page.get_by_role("button", name="내일 아침 7시로").click()
    for kind in ("private", "group", "channel"):
        bulletins = page.locator(f"[data-kind={kind}] .theirs").filter(has_text="좋은 아침이에요")
        await expect(bulletins).to_have_count(2)
    await expect(page.locator("#clock")).to_have_text("2024년 5월 15일 오전 7:00")


async def test_everything_can_be_done_with_the_keyboard_alone(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    await ask("setMyCommands", commands=[{"command": "help", "description": "도움말"}])
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="Sure?", reply_markup=markup)
    page = await visit(server)

    async def reach(name: str) -> None:
        for _ in range(40):
            await page.keyboard.press("Tab")
            found = await page.evaluate(
                "(({ariaLabel, textContent, placeholder}) => ariaLabel || textContent || placeholder)"
                "(document.activeElement)"
            )
            if found == name:
                return
        pytest.fail(f"the keyboard does not reach {name!r}")

    await reach("Yes")
    await page.keyboard.press("Enter")
    await reach("봇의 명령")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-kind=private] .menu")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-kind=private] .menu")).to_be_hidden()
    await reach("메시지")
    await page.keyboard.type("hello")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-kind=private] .mine")).to_contain_text("hello")
    await reach("위치 보내기")
    await page.keyboard.press("Enter")
    await reach("부산")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-kind=private] .spot")).to_contain_text("35.18, 129.04")
    assert [update.kind for update in world.updates.pending] == ["callback_query", "message", "message"]


async def test_the_things_to_try(server: Server, town: Town, world: World, visit: Visit) -> None:
    page = await visit(server)
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Block the bot", exact=True).click()
    await expect(page.get_by_role("button", name="Unblock the bot")).to_be_visible()
    blocked = page.locator("[data-kind=private] .blocked")
    await expect(blocked).to_have_text("You have blocked the bot. It gets nothing from you, and cannot write here.")
    await say_and_fail(page, "hello", "has blocked the bot")
    await page.get_by_role("button", name="Unblock the bot").click()
    await expect(blocked).to_be_hidden()
    await page.get_by_role("button", name="Slow Telegram down").click()
    await expect(page.locator("#flood")).to_be_disabled()
    assert server.faults
    await page.get_by_role("button", name="Turn the group into a supergroup").click()
    await expect(page.locator("[data-kind=group] .about")).to_have_text("supergroup, 2 members")
    group = page.locator("[data-kind=group]")
    await group.locator("select[name=as]").select_option("anonymous")
    await say(page, "group", "in its name")
    await group.locator("select[name=as]").select_option("member")
    await say(page, "group", "from next door")
    await expect(group.locator(".author").last).to_have_text("Neighbour")
    assert town.group.migrated_to
    said = {message.text: message.sender_chat for message in world.messages(town.group.migrated_to)}
    assert (said["in its name"], said["from next door"]) == (town.group.migrated_to, None)


async def say_and_fail(page: Page, text: str, reason: str) -> None:
    await page.locator("[data-kind=private] input").fill(text)
    await page.locator("[data-kind=private] .send").click()
    await expect(page.get_by_role("alert").last).to_contain_text(reason)


async def test_a_double_click_acts_once_and_the_button_says_that_it_is_busy(
    server: Server, town: Town, world: World, visit: Visit
) -> None:
    may_go_on, clocks = asyncio.Event(), []

    async def on_clock(at: datetime) -> None:
        clocks.append(at)
        await may_go_on.wait()

    server.control.on_clock = on_clock
    page = await visit(server)
    morning = page.locator("#morning")
    await morning.dblclick()
    await expect(morning).to_be_disabled()
    await expect(morning).to_have_attribute("aria-busy", "true")
    may_go_on.set()
    await expect(morning).to_be_enabled()
    await expect(morning).to_be_focused()
    assert len(clocks) == 1
    await page.locator("#migrate").dblclick()
    await page.locator("#block").dblclick()
    await expect(page.locator("[data-kind=group] .about")).to_contain_text("슈퍼그룹")
    await expect(page.locator("#migrate")).to_be_disabled()
    await expect(page.locator("#block")).to_have_text("봇 차단 풀기")
    await page.locator("[data-kind=channel] input").fill("once")
    await page.locator("[data-kind=channel] .send").dblclick()
    await expect(page.locator("[data-kind=channel] .message")).to_have_count(1)
    assert [message.text for message in world.messages(town.channel)] == ["once"]
    await expect(page.get_by_role("alert")).to_have_count(0)


async def test_the_focus_stays_where_a_message_changes(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    at = {"chat_id": town.private.id, "message_id": 1}
    await ask("sendMessage", chat_id=town.private.id, text="Sure?", reply_markup=keyboard("yes", "no"))
    page = await visit(server)
    await page.get_by_role("button", name="no", exact=True).focus()
    await page.keyboard.press("Enter")
    await ask("editMessageText", **at, text="Really?", reply_markup=keyboard("perhaps", "yes", "no"))
    await expect(page.locator("[data-kind=private] .text")).to_have_text("Really?")
    await expect(page.get_by_role("button", name="no", exact=True)).to_be_focused()
    await ask("editMessageText", **at, text="Done.")
    await expect(page.locator("[data-kind=private] .text")).to_have_text("Done.")
    await expect(page.get_by_role("log", name="Local bot")).to_be_focused()
    await expect(page.get_by_role("article", name="Local bot")).to_contain_text("Done.")


async def test_a_tall_message_is_shown_from_its_beginning(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    page = await visit(server, width=390, height=600)
    await ask("sendMessage", chat_id=town.private.id, text="\n".join(f"line {number}" for number in range(60)))
    message = page.get_by_role("article", name="Local bot").last
    await expect(message).to_contain_text("line 59")
    above = await message.evaluate(
        "(node) => node.getBoundingClientRect().top - node.closest('.log').getBoundingClientRect().top"
    )
    assert 0 <= above <= 20


async def test_new_messages_do_not_scroll_a_reader_down(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    for number in range(40):
        await ask("sendMessage", chat_id=town.private.id, text=f"message {number}")
    page = await visit(server)
    log = page.locator("[data-kind=private] .log")

    async def is_seen(text: str, *, at: int | None = None) -> None:
        await expect(log.locator(".text").last).to_have_text(text)
        place, left = await log.evaluate(
            "(log) => [log.scrollTop, log.scrollHeight - log.scrollTop - log.clientHeight]"
        )
        assert left < 2 if at is None else place == at, (place, left)

    await is_seen("message 39")
    await ask("sendMessage", chat_id=town.private.id, text="followed")
    await is_seen("followed")
    await log.evaluate("(log) => { log.scrollTop = 200 }")
    await page.wait_for_timeout(100)  # for the scroll event
    await ask("sendMessage", chat_id=town.private.id, text="not followed")
    await is_seen("not followed", at=200)
    await page.get_by_role("button", name="English").click()  # redraws the page
    await expect(page.get_by_role("button", name="English")).to_be_enabled()
    await is_seen("not followed", at=200)
    await say(page, "private", "my own")
    await is_seen("my own")


async def test_the_newest_message_stays_visible_when_the_window_changes(
    server: Server, town: Town, ask: Ask, visit: Visit
) -> None:
    for number in range(5):
        await ask("sendMessage", chat_id=town.private.id, text=f"message {number} {'word ' * 80}")
    await ask("sendMessage", chat_id=town.private.id, text="word " * 80, reply_markup=keyboard("yes"))
    page = await visit(server)
    button = page.get_by_role("button", name="yes", exact=True)
    await button.click()
    await page.locator("[data-kind=group] input").focus()
    for width, height in ((390, 844), (320, 640), (820, 600), (1280, 860)):
        await page.set_viewport_size({"width": width, "height": height})
        await page.wait_for_timeout(300)  # for the scroll event
        await expect(button).to_be_in_viewport()


@pytest.mark.usefixtures("town")
async def test_a_lost_server_is_shown_until_it_is_back(world: World, visit: Visit) -> None:
    async with Server(world, TOKEN, strict=True) as server:
        page = await visit(server)
        port = int(server.base_url.split(":")[2].removesuffix("/bot"))
    notice = page.get_by_text("연결이 끊겼어요")
    await expect(notice).to_be_visible()
    dot = "getComputedStyle(document.querySelector('#clock'), '::before').backgroundColor"
    assert await page.evaluate(dot) != "rgb(53, 168, 83)"
    await page.locator("[data-kind=private] input").fill("hello?")
    await page.locator("[data-kind=private] .send").click()
    await expect(page.get_by_text("응답하지 않아요")).to_be_visible()
    await page.wait_for_timeout(6500)  # longer than a toast stays
    await expect(notice).to_be_visible()
    async with Server(world, TOKEN, port=port, strict=True):
        await expect(notice).to_be_hidden(timeout=10_000)
        assert await page.evaluate(dot) == "rgb(53, 168, 83)"
        await page.locator("[data-kind=private] .send").click()
        await expect(page.locator("[data-kind=private] .mine")).to_contain_text("hello?")


async def test_a_phone_shows_one_chat_at_a_time_and_scrolls_only_down(
    server: Server, town: Town, ask: Ask, visit: Visit
) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="가" * 400 + "x" * 400)
    page = await visit(server, width=390, height=844)
    # All above the messages is at most a third, in each language.
    for language in ("ja", "zh", "vi", "en", "ko"):
        await page.locator(f"[data-language={language}]").click()
        await expect(page.locator(f"[data-language={language}]")).to_have_attribute("aria-pressed", "true")
        top = await page.locator("[data-kind=private] .log").evaluate("(log) => log.getBoundingClientRect().top")
        assert top <= 844 / 3, language
        await expect(page.locator("#morning")).to_be_in_viewport(ratio=1)
    for kind, name in (("private", "개인"), ("group", "그룹"), ("channel", "채널")):
        await page.locator(".tabs").get_by_role("button", name=name).click()
        await expect(page.locator(f"[data-kind={kind}] input")).to_be_in_viewport()
        assert await page.locator(".chat:visible").count() == 1
        assert await page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_settings_and_pictures_have_room_on_any_screen(
    start: Start, visit: Visit, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = await visit((await start()).session.server, width=width)
    await page.emulate_media(color_scheme=scheme)
    column = page.locator("[data-kind=private]")
    await say(page, "private", "/subscribe 07:00 인천")
    await say(page, "private", "/settings")
    settings = column.locator("article").filter(has_text="⚙️ 설정").last
    rows = settings.locator(".keyboard > div")
    await expect(rows).to_have_count(6)
    for row in await rows.all():
        tops = await row.locator("button").evaluate_all("all => all.map((one) => one.getBoundingClientRect().top)")
        assert len(set(tops)) == 1
    await settings.get_by_role("button", name="소리 끄기").click()
    await expect(settings).to_contain_text("소리 없이 보내 드려요.")
    await expect(settings).to_contain_text("수정됨")
    await settings.get_by_role("button", name="지역").click()
    await page.get_by_role("button", name="이름으로 추가").click()
    await expect(column.locator(".answering")).to_contain_text("어느 지역을 추가할까요?")
    await say(page, "private", "강릉")
    await expect(column.locator(".theirs").last).to_contain_text("추가했어요: 강릉")
    await say(page, "private", "/map")
    picture = column.locator("article img")
    await expect(picture).to_be_visible(timeout=20_000)
    assert await picture.evaluate("(one) => one.naturalWidth") == 1280
    shown, bubble = await picture.bounding_box(), await column.locator(".bubble").last.bounding_box()
    assert shown is not None
    assert bubble is not None
    assert bubble["x"] <= shown["x"]
    assert shown["width"] <= bubble["width"] <= width
    await expect(column.locator(".bubble").last).to_contain_text("기온이 가장 높은 곳")
    assert await page.evaluate("document.documentElement.scrollWidth") == width
