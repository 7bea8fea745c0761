"""Messages on the chat page, in a real browser."""

from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from simulator import Server, Town, World
from simulator.world.content.files import Upload
from tests.simulator.factories import TOKEN, Ask, Visit, keyboard

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]

DEMO = Path(__file__).resolve().parents[3] / "docs" / "demo.png"
HOSTILE = "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script> & \u202e"
# Telegram removes U+202E, which would turn the text round, and then the blank at the end.
CLEANED = HOSTILE.removesuffix(" \u202e")


async def test_markup_in_messages_is_shown_as_text(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    markup = {"inline_keyboard": [[{"text": HOSTILE, "callback_data": "x"}]]}
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "tg://resolve?domain=x"}
    await ask("sendMessage", chat_id=town.private.id, text=HOSTILE, entities=[link], reply_markup=markup)
    await ask("setMyCommands", commands=[{"command": "x", "description": HOSTILE}])
    world.add_person(HOSTILE)
    town.group.title = HOSTILE
    world.say(town.group, town.person, HOSTILE, anonymous=True)
    page = await visit(server)
    await expect(page.locator("[data-kind=private] .text")).to_have_text(CLEANED)
    await expect(page.locator("[data-kind=group] h2")).to_have_text(HOSTILE)
    await expect(page.locator("[data-kind=private] .keyboard button")).to_have_text(HOSTILE)
    assert await page.locator("main img, main script").count() == 0
    assert await page.title() == "로컬 텔레그램"


async def test_entities_are_rendered(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    text = (
        '\N{GRINNING FACE} <b>bold <i>both</i></b> <a href="https://example.com">link</a> <tg-spoiler>end</tg-spoiler>'
    )
    await ask("sendMessage", chat_id=town.private.id, text=text, parse_mode="HTML", disable_notification=True)
    page = await visit(server)
    shown = page.locator("[data-kind=private] .bubble")
    await expect(shown.locator("strong")).to_have_text("bold both")
    await expect(shown.locator("strong em")).to_have_text("both")
    await expect(shown.locator("a")).to_have_attribute("href", "https://example.com/")
    await expect(shown.get_by_label("소리 없이")).to_be_visible()
    await shown.get_by_label("가려진 글 보기").click()
    await expect(shown).to_contain_text("end")
    await ask("editMessageText", chat_id=town.private.id, message_id=1, text="changed")
    await expect(shown).to_contain_text("수정됨")
    await ask("deleteMessage", chat_id=town.private.id, message_id=1)
    await expect(shown).to_have_count(0)


async def test_a_poll_and_reactions_are_shown(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    await ask("sendPoll", chat_id=town.private.id, question="비가 올까요?", options=["네", "아니요"])
    page = await visit(server)
    shown = page.locator("[data-kind=private] .bubble")
    await expect(shown.locator(".poll b")).to_have_text("비가 올까요?")
    await shown.locator(".poll button").nth(1).click()
    await expect(shown.locator(".poll button span")).to_have_text(["0", "1"])
    thumb = {"type": "emoji", "emoji": "👍"}
    await ask("setMessageReaction", chat_id=town.private.id, message_id=1, reaction=[thumb])
    await expect(shown.locator(".reactions")).to_have_text("👍 1")
    await ask("stopPoll", chat_id=town.private.id, message_id=1)
    await expect(shown.locator(".poll button").first).to_be_disabled()


async def test_detected_entities_are_coloured(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    found = ["#tag", "$USD", "mina@example.com", "@mina", "example.com", "/help"]
    await ask("sendMessage", chat_id=town.private.id, text=" and ".join(found))
    page = await visit(server)
    colour = "getComputedStyle(%s).color"
    for piece in found:
        shown = page.locator("[data-kind=private] .text").get_by_text(piece, exact=True)
        assert await shown.evaluate(f"(piece) => {colour % 'piece'} !== {colour % 'piece.parentElement'}"), piece


async def test_a_photo_stands_above_its_caption(
    server: Server, town: Town, client: aiohttp.ClientSession, visit: Visit
) -> None:
    form = aiohttp.FormData({"chat_id": str(town.channel.id), "caption": "A picture"})
    form.add_field("photo", DEMO.read_bytes(), filename="x.png", content_type="image/png")
    async with client.post(f"{server.base_url}{TOKEN}/sendPhoto", data=form) as response:
        assert response.status == 200, await response.text()
    page = await visit(server)
    photo = page.get_by_role("img", name="사진")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") == 1280
    await expect(page.locator("[data-kind=channel] .bubble")).to_contain_text("A picture")


async def test_replies_show_their_message_and_other_buttons_their_kind(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    asked = world.say(town.group, town.person, "Is it open? /ask", anonymous=True)
    buttons = [{"text": "Copy", "copy_text": {"text": "x"}}, {"text": "Site", "url": "example.com"}]
    await ask(
        "sendMessage",
        chat_id=town.group.id,
        text="Yes.",
        reply_parameters={"message_id": asked.message_id},
        reply_markup={"inline_keyboard": [buttons]},
    )
    page = await visit(server)
    answer = page.get_by_role("article", name="Local bot")
    await expect(answer.locator(".answered")).to_contain_text(town.group.name)
    await expect(answer.locator(".answered")).to_contain_text("Is it open?")
    await expect(answer.get_by_role("link", name="Site")).to_have_attribute("href", "http://example.com/")
    await answer.get_by_role("button", name="Copy").click()
    await expect(page.locator(".toast")).to_contain_text("copy_text")


async def test_a_forwarded_file_shows_its_origin_and_can_be_downloaded(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    posted = world.post_document(town.channel, town.person, Upload("<plan>.txt", "text/plain", b"at seven"), "A plan")
    await ask("forwardMessage", chat_id=town.private.id, from_chat_id=town.channel.id, message_id=posted.message_id)
    page = await visit(server)
    message = page.locator("[data-kind=private] .bubble")
    await expect(message.locator(".forwarded")).to_have_text(f"전달됨: {town.channel.name}")
    async with page.expect_download() as download:
        await message.get_by_role("link", name="<plan>.txt").click()
    file = await download.value
    assert (await file.path()).read_bytes() == b"at seven"


async def test_reply_keyboard_buttons_send_their_text(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    markup = {"keyboard": [[{"text": "Tea"}, {"text": HOSTILE}]]}
    await ask("sendMessage", chat_id=town.private.id, text="What?", reply_markup=markup)
    page = await visit(server)
    keys = page.locator("[data-kind=private] .reply-keyboard")
    await keys.get_by_role("button", name="Tea").press("Enter")
    await expect(page.locator("[data-kind=private] .mine")).to_contain_text("Tea")
    await keys.get_by_role("button", name="<img").click()
    await expect(page.locator("[data-kind=private] .mine").last).to_contain_text("<script>")
    assert [message.text for message in world.messages(town.private)] == ["What?", "Tea", CLEANED]


async def test_an_alert_waits_to_be_closed_and_a_toast_does_not(
    server: Server, town: Town, ask: Ask, visit: Visit
) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="Sure?", reply_markup=keyboard("yes"))
    page = await visit(server)
    await page.get_by_role("button", name="yes").click()
    await ask("answerCallbackQuery", callback_query_id="1", text="noted")
    await expect(page.locator(".toast")).to_have_text("봇: noted")
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    await page.get_by_role("button", name="yes").click()
    await ask("answerCallbackQuery", callback_query_id="2", text="<b>Stop</b>", show_alert=True)
    alert = page.get_by_role("alertdialog", name="봇: <b>Stop</b>")
    await expect(alert).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(alert).to_be_hidden()


async def test_a_person_sends_a_picture_and_a_file(server: Server, town: Town, world: World, visit: Visit) -> None:
    page = await visit(server)
    column = page.locator("[data-kind=group]")
    await column.locator("input").fill("Look")
    for name, media_type, data in (("demo.png", "image/png", DEMO.read_bytes()), ("a.txt", "text/plain", b"x")):
        async with page.expect_file_chooser() as chooser:
            await column.get_by_role("button", name="파일 보내기").click()
        await (await chooser.value).set_files({"name": name, "mimeType": media_type, "buffer": data})
        await expect(column.locator("input")).to_have_value("")
    photo = column.get_by_role("img", name="사진")
    assert await photo.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") == 1280
    await expect(column.get_by_role("link", name="a.txt")).to_be_visible()
    sent = [(message.text, message.file and message.file.kind) for message in world.messages(town.group)]
    assert sent == [("Look", "photo"), ("", "document")]


async def test_one_time_and_removed_keyboards_disappear(server: Server, town: Town, ask: Ask, visit: Visit) -> None:
    keys = [[{"text": "Tea"}, {"text": "Here", "request_location": True}]]
    given = {"keyboard": keys, "one_time_keyboard": True}
    await ask("sendMessage", chat_id=town.private.id, text="What?", reply_markup=given)
    page = await visit(server)
    shown = page.locator("[data-kind=private] .reply-keyboard")
    await shown.get_by_role("button", name="Tea").click()
    await expect(shown).to_be_hidden()
    await ask("sendMessage", chat_id=town.private.id, text="Where?", reply_markup=given)
    await shown.get_by_role("button", name="Here").click()
    await page.get_by_role("button", name="부산").click()
    await expect(page.locator("[data-kind=private] .spot")).to_contain_text("35.18, 129.04")
    await expect(shown).to_be_hidden()
    await ask("sendMessage", chat_id=town.private.id, text="And?", reply_markup={"keyboard": keys})
    await shown.get_by_role("button", name="Tea").click()
    await expect(shown).to_be_visible()
    await ask("sendMessage", chat_id=town.private.id, text="Bye", reply_markup={"remove_keyboard": True})
    await expect(shown).to_be_hidden()


async def test_a_force_reply_is_shown_above_the_field(
    server: Server, town: Town, ask: Ask, world: World, visit: Visit
) -> None:
    forced = {"force_reply": True, "input_field_placeholder": "Incheon"}
    await ask("sendMessage", chat_id=town.private.id, text=f"Where? {HOSTILE}", reply_markup=forced)
    await ask("sendMessage", chat_id=town.group.id, text="@mina Where?", reply_markup=forced | {"selective": True})
    page = await visit(server)
    private, group = page.locator("[data-kind=private]"), page.locator("[data-kind=group]")
    await expect(private.locator(".answering")).to_have_text(f"답장: Where? {CLEANED}")
    await expect(private.get_by_placeholder("Incheon")).to_be_visible()
    await expect(group.locator(".answering")).to_be_visible()
    await group.get_by_label("보내는 사람").select_option("member")
    await expect(group.locator(".answering")).to_be_hidden()
    await page.get_by_role("button", name="English").click()
    await expect(private.locator(".answering")).to_have_text(f"Reply: Where? {CLEANED}")
    await private.get_by_placeholder("Incheon").fill("Seoul")
    await private.locator(".send").click()
    await expect(private.locator(".mine .answered")).to_contain_text("Where?")
    await expect(private.locator(".answering")).to_be_hidden()
    await expect(private.get_by_placeholder("Message")).to_be_visible()
    answered = world.messages(town.private)[-1].reply_to
    assert answered is not None
    assert answered.text.startswith("Where?")
