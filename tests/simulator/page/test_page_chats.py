"""Changes of chats, people and faults on the chat page, in a real browser."""

import re

import aiohttp
import pytest
from playwright.async_api import expect

from simulator import Server, Town, World, small_town
from simulator.control.actions import dispatch
from simulator.world.demo_town import NAMES
from tests.simulator.factories import TOKEN, Ask, Visit, keyboard, make_ask, say

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]


async def test_a_groups_messages_stay_after_its_migration(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    await ask("sendMessage", chat_id=town.group.id, text="before", reply_markup=keyboard("old"))
    page = await visit(server)
    await page.locator("#migrate").click()
    column = page.locator("[data-kind=group]")
    await expect(column.locator(".about")).to_contain_text("슈퍼그룹")
    assert town.group.migrated_to
    await ask("sendMessage", chat_id=town.group.migrated_to.id, text="after", reply_markup=keyboard("new"))
    await expect(column.locator(".text")).to_have_text(["before", "after"])
    await expect(column.locator(".service")).to_have_text(["그룹이 슈퍼그룹으로 바뀌었어요."])
    world.updates.clear()
    await column.get_by_role("button", name="old").click()
    await say(page, "group", "hello")
    await page.reload()
    await expect(column.locator(".text")).to_have_text(["before", "after", "hello"])
    assert [update.payload.get("data") for update in world.updates.pending][:1] == ["old"]


async def test_faults_show_in_every_tab_and_after_a_reload(server: Server, town: Town, visit: Visit) -> None:
    first, second = await visit(server), await visit(server)
    assert town.person.language_code == "ko"
    await first.locator("#flood").click()
    for page in (first, second):
        await expect(page.locator("#flood")).to_contain_text("초 더 느려요")
        await expect(page.locator("#flood")).to_be_disabled()
    await expect(first.locator("#flood")).to_be_focused()
    await second.reload()
    await expect(second.locator("#flood")).to_contain_text("초 더 느려요")
    await dispatch(server.control, "clear_faults", {})
    for page in (first, second):
        await expect(page.locator("#flood")).to_have_text("텔레그램 느리게 하기")
        await expect(page.locator("#flood")).to_be_enabled()


@pytest.mark.usefixtures("town")
async def test_the_clock_is_the_same_in_every_tab(server: Server, visit: Visit) -> None:
    pages = [await visit(server), await visit(server)]
    for day in (15, 16):
        await pages[0].locator("#morning").click()
        for page in pages:
            await expect(page.locator("#clock")).to_have_text(f"2024년 5월 {day}일 오전 7:00")


async def test_the_language_is_the_same_in_every_tab(server: Server, town: Town, visit: Visit) -> None:
    first, second = await visit(server), await visit(server)
    await first.get_by_role("button", name="English").click()
    for page in (first, second):
        await expect(page.locator("h1")).to_have_text("Local Telegram")
    await dispatch(server.control, "language", {"person": town.person.id, "language": "ko"})
    for page in (first, second):
        await expect(page.locator("h1")).to_have_text("로컬 텔레그램")


@pytest.mark.usefixtures("town")
async def test_the_page_says_the_same_words_with_the_same_values_in_every_language(
    server: Server, visit: Visit
) -> None:
    page = await visit(server)
    spoken = await page.locator("[data-language]").evaluate_all("all => all.map((one) => one.dataset.language)")
    words = await page.evaluate("import('./words.js').then(({ WORDS }) => WORDS)")
    forms = {
        language: {key: sorted(re.findall(r"\{\w+\}", word)) for key, word in own.items()}
        for language, own in words.items()
    }
    assert set(forms) == set(spoken) == set(NAMES)
    assert all(form == forms["en"] for form in forms.values())


@pytest.mark.usefixtures("town")
async def test_the_page_and_its_map_change_their_language_on_a_phone_too(server: Server, visit: Visit) -> None:
    page = await visit(server, width=320, height=640)
    for button, title, city in (
        ("日本語", "ローカルTelegram", "済州"),
        ("中文", "本地 Telegram", "济州"),
        ("Tiếng Việt", "Telegram cục bộ", "Jeju"),
    ):
        await page.get_by_role("button", name=button).click()
        await expect(page.locator("h1")).to_have_text(title)
        assert await page.evaluate("document.documentElement.scrollWidth") == 320
        await page.locator("[data-kind=private] [name=place]").click()
        await expect(page.locator(f"[aria-label={city}]")).to_be_visible()
        await page.keyboard.press("Escape")


async def test_a_chat_disappears_when_the_person_leaves(server: Server, town: Town, world: World, visit: Visit) -> None:
    page = await visit(server, width=390, height=844)
    await page.locator("[data-tab=channel]").last.click()
    await expect(page.locator("[data-kind=channel]")).to_be_visible()
    world.leave(town.channel, town.person)
    await expect(page.locator("[data-kind=channel]")).to_have_count(0)
    await expect(page.locator(".tabs button:visible")).to_have_text(["개인", "그룹"])
    await expect(page.locator("[data-kind=private]")).to_be_visible()
    world.leave(town.group, town.person)
    await expect(page.locator("[data-kind=group]")).to_have_count(0)
    world.join(town.group, town.person)
    world.join(town.channel, town.person)
    await expect(page.locator("main > section")).to_have_count(3)
    kinds = await page.locator("main > section").evaluate_all("(all) => all.map(({dataset}) => dataset.kind)")
    assert kinds == ["private", "group", "channel"]


async def test_a_forum_shows_its_topics_and_takes_messages(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    world.leave(town.group, town.person)
    forum = world.add_supergroup("Forum", town.person, is_forum=True)
    world.add_bot(forum)
    tea = world.create_topic(forum, town.person, "Tea <b>")
    page = await visit(server)
    column = page.locator("[data-kind=group]")
    await ask("sendMessage", chat_id=forum.id, text="hot", message_thread_id=tea.thread_id)
    await expect(column.locator(".topic")).to_have_text("# Tea <b>")
    await column.get_by_label("주제").select_option(label="# Tea <b>")
    await say(page, "group", "mine too")
    await expect(column.locator(".topic")).to_have_text(["# Tea <b>", "# Tea <b>"])
    await column.get_by_label("주제").select_option(label="# 일반")
    await say(page, "group", "to all")
    said = [(message.text, message.thread_id) for message in world.messages(forum) if message.text]
    assert said == [("hot", tea.thread_id), ("mine too", tea.thread_id), ("to all", None)]
    world.close_topic(tea, town.person)
    await expect(column.locator(".service").last).to_have_text("‘Tea <b>’ 주제가 닫혔어요.")
    await expect(column.get_by_label("주제").get_by_role("option")).to_have_count(1)


async def test_a_private_chat_shows_its_topics(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    world.accounts[world.bot.id].has_topics = True
    page = await visit(server)
    column = page.locator("[data-kind=private]")
    await expect(column.get_by_label("주제")).to_be_hidden()
    tea = world.create_topic(town.private, town.person, "Tea")
    await column.get_by_label("주제").select_option(label="# Tea")
    await say(page, "private", "hot")
    await ask("sendMessage", chat_id=town.private.id, text="dry", message_thread_id=tea.thread_id)
    await expect(column.locator(".topic")).to_have_text(["# Tea", "# Tea"])
    assert [message.thread_id for message in world.messages(town.private)] == [tea.thread_id] * 3


async def test_a_discussion_group_shows_posts_and_comments(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    world.leave(town.group, town.person)
    group = world.add_supergroup("Walkers", town.person)
    world.add_bot(group)
    world.link(town.channel, group)
    page = await visit(server)
    column = page.locator("[data-kind=group]")
    await ask("sendMessage", chat_id=town.channel.id, text="news")
    await expect(column.locator(".forwarded")).to_have_text("전달됨: 아침 소식")
    await expect(column.locator(".author")).to_have_text("Telegram")
    world.comment(world.messages(town.channel)[-1], town.person, "/weather")
    await expect(column.locator(".answered span")).to_have_text("news")


async def test_another_bots_private_messages_are_not_shown(
    world: World, town: Town, visit: Visit, client: aiohttp.ClientSession
) -> None:
    async with Server(world, [TOKEN, "77:other"], strict=True) as server:
        page = await visit(server)
        world.say(world.private_chat(town.person, world.users[77]), town.person, "/start")
        await make_ask(server, client, "77:other")("sendMessage", chat_id=town.person.id, text="from the other")
        await make_ask(server, client, TOKEN)("sendMessage", chat_id=town.person.id, text="from the first")
        await expect(page.locator("[data-kind=private] .text")).to_have_text(["from the first"])


@pytest.mark.parametrize(
    ("locale", "language", "title"),
    [("ko-KR", "ko", "로컬 텔레그램"), ("vi", "vi", "Telegram cục bộ"), ("de-DE", "en", "Local Telegram")],
)
async def test_a_person_without_a_language_speaks_the_browsers(
    world: World, visit: Visit, locale: str, language: str, title: str
) -> None:
    town = small_town(world, language=None)
    async with Server(world, TOKEN, strict=True) as server:
        server.control.about = {"en": "All invented.", "ko": "모두 지어낸 것이에요."}
        page = await visit(server, locale=locale)
        await expect(page.locator("h1")).to_have_text(title)
        assert town.person.language_code == language
        await expect(page.locator("#about")).to_have_text(server.control.about.get(language, ""))
        # Who comes later finds the language as it was chosen.
        other = await visit(server, locale="ja-JP")
        await expect(other.locator("h1")).to_have_text(title)
