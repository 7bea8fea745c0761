"""Inline queries on the chat page."""

import pytest
from playwright.async_api import expect

from simulator import Server, Town, World
from tests.simulator.factories import Ask, Visit, until
from tests.talk import Start

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]

CITIES = ("Incheon", "Icheon", "<b>Busan</b>")


def results() -> list[dict[str, object]]:
    return [
        {
            "type": "article",
            "id": str(place),
            "title": name,
            "description": "clear",
            "input_message_content": {"message_text": f"{name}: clear"},
        }
        for place, name in enumerate(CITIES)
    ]


async def asked(world: World) -> str:
    """Return the id of the page's inline query, once there is one."""

    async def is_there() -> bool:
        return any(query.results is None for query in world.inline_queries.values())

    await until(is_there)
    return next(query.id for query in world.inline_queries.values() if query.results is None)


async def test_an_inline_query_shows_results_and_sends_the_chosen_one(start: Start, visit: Visit) -> None:
    session = (await start()).session
    page = await visit(session.server)
    group = page.locator("[data-kind=group]")
    await group.locator("input").press_sequentially("@local_bot 고성")
    offered = group.get_by_role("group", name="봇이 찾은 결과")
    await expect(offered.get_by_role("status")).to_have_text("결과 2개")
    await offered.get_by_role("button", name="고성 (경남) 맑음 14.9℃").click()
    await expect(offered).to_be_hidden()
    await expect(group.locator("input")).to_have_value("")
    mine = group.locator(".mine")
    await expect(mine).to_contain_text("@local_bot 이용")
    await expect(mine).to_contain_text("고성 (경남) → 통영 관측소, 17 km")
    await mine.get_by_role("button", name="매일 받기").click()
    asked = page.locator("[data-kind=private] .theirs")
    await expect(asked).to_contain_text("고성 (경남) 날씨와 뉴스를 매일 보내 드릴까요?")


async def test_results_work_with_the_keyboard_alone(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    page = await visit(server)
    field = page.locator("[data-kind=private] input")
    offers = page.locator("[data-kind=private] .offers")
    await field.press_sequentially("@LOCAL_BOT x")
    await ask("answerInlineQuery", inline_query_id=await asked(world), results=results())
    await expect(offers.get_by_role("button")).to_have_count(3)
    await expect(offers.get_by_role("button").last).to_have_text("<b>Busan</b> clear")
    await field.press("Enter")
    await expect(offers.get_by_role("button").first).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(offers.get_by_role("button").nth(1)).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(offers).to_be_hidden()
    await expect(field).to_be_focused()
    assert world.messages(town.private) == []
    await field.press("End")
    await page.keyboard.type("y")
    await ask("answerInlineQuery", inline_query_id=await asked(world), results=results())
    await expect(offers).to_be_visible()
    await page.keyboard.press("ArrowUp")
    await expect(offers.get_by_role("button").last).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-kind=private] .mine")).to_contain_text("<b>Busan</b>: clear")
    assert [query.query for query in world.inline_queries.values()] == ["x", "xy"]


async def test_results_of_an_outdated_query_are_not_shown(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    page = await visit(server)
    field = page.locator("[data-kind=private] input")
    await field.press_sequentially("@local_bot x")
    query = await asked(world)
    await field.fill("hello")
    await ask("answerInlineQuery", inline_query_id=query, results=results())
    await field.press("Enter")
    await expect(page.locator("[data-kind=private] .mine")).to_contain_text("hello")
    await expect(page.locator("[data-kind=private] .offers")).to_be_hidden()
    assert [message.text for message in world.messages(town.private)] == ["hello"]


async def test_the_button_above_the_results_leads_to_the_private_chat(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    page = await visit(server)
    await page.locator("[data-kind=group] input").press_sequentially("@local_bot ")
    button = {"text": "Set up", "start_parameter": "now"}
    await ask("answerInlineQuery", inline_query_id=await asked(world), results=[], button=button)
    await page.get_by_role("button", name="Set up").click()
    await expect(page.locator("[data-kind=private] .mine")).to_contain_text("/start now")
    assert world.messages(town.group) == []


async def test_a_switch_inline_button_fills_the_field(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    markup = {"inline_keyboard": [[{"text": "Share", "switch_inline_query": "#12"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="An article", reply_markup=markup)
    page = await visit(server)
    await page.get_by_role("button", name="Share").click()
    await expect(page.locator("[data-kind=private] input")).to_have_value("@local_bot #12")
    await ask("answerInlineQuery", inline_query_id=await asked(world), results=results()[:1])
    await expect(page.get_by_role("button", name="Incheon clear")).to_be_visible()


async def test_switched_off_inline_mode_is_explained(server: Server, town: Town, world: World, visit: Visit) -> None:
    world.accounts[world.bot.id].supports_inline = False
    page = await visit(server)
    await page.locator("[data-kind=private] input").press_sequentially("@local_bot x")
    await expect(page.get_by_role("alert").last).to_contain_text("inline mode switched off")
    assert world.messages(town.private) == []
