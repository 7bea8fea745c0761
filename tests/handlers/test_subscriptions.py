import pytest
from syrupy.assertion import SnapshotAssertion

from simulator import Town
from tests.handlers.factories import ONLY_ADMINISTRATORS
from tests.talk import Start, Talk


async def test_a_subscription_is_confirmed_delivered_and_shown(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/subscribe 07:00 인천 강릉", "/status", ":at 2024-05-14 07:00", "/status") == snapshot


async def test_a_subscription_in_english(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await start(language="en")
    conversation = ("/start", "/help", "/status", "/subscribe 07:00 Incheon", ":at 2024-05-14 07:00", "/unsubscribe")
    assert await talk(*conversation) == snapshot


async def test_start_and_help(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/start", "/help") == snapshot


@pytest.mark.parametrize(
    "words",
    ["07:00 인천", "인천 07:00", "7:00 인천시", "7시 Incheon", "7시00분 仁川", "아침 7시 00분 인천", "07:00 인천,인천"],
)
async def test_time_and_cities_are_read_in_any_order_and_spelling(talk: Talk, words: str) -> None:
    answer = await talk(f"/subscribe {words}")
    assert "매일 07:00에" in answer
    assert "지역: 인천\n" in answer


async def test_the_default_is_seven_oclock_and_the_whole_country(talk: Talk) -> None:
    answer = await talk("/subscribe")
    assert "매일 07:00에" in answer
    assert "지역: 전국" in answer


async def test_days_and_pm_are_parsed_in_one_line(talk: Talk) -> None:
    assert "평일 18:00에 알림을 보내 드릴게요." in await talk("/subscribe 인천 평일 오후 6시")
    assert "평일 07:00에 알림을 보내 드릴게요." in await talk("/subscribe 오전 7시")
    await talk("/subscribe 주말 08:00 고성", ":press 1")
    assert "주말 08:00에 알림을 보내 드릴게요." in await talk(":press 2")


async def test_omitted_settings_stay(talk: Talk) -> None:
    await talk("/subscribe 06:30 인천")
    answer = await talk("/subscribe 08:00")
    assert "매일 08:00에" in answer
    assert "바꾸기 전: 매일 06:30" in answer
    assert "지역: 인천" in answer
    assert "바꾸기 전" not in await talk("/subscribe 인천 강릉")
    assert "지역: 전국" in await talk("/subscribe 전국", ":press 1")


async def test_an_invalid_request_changes_nothing(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await talk("/subscribe 06:30 인천")
    assert await talk("/subscribe 25:00 안둥 없는도시 <b>") == snapshot
    assert "매일 06:30에" in await talk("/status")


async def test_more_than_ten_cities_are_too_many(talk: Talk) -> None:
    ten = "속초 철원 파주 춘천 강릉 동해 서울 인천 원주 수원"
    assert "지역: 속초, 철원" in await talk(f"/subscribe {ten}")
    assert "10곳까지" in await talk(f"/subscribe {ten} 부산")


async def test_subscribing_again_restores_the_settings(talk: Talk) -> None:
    await talk("/subscribe 06:30 인천")
    assert "이제 알림을 보내지 않을게요" in await talk("/unsubscribe")
    assert "받고 있는 알림이 없어요" in await talk("/unsubscribe")
    assert "멈춰 있어요" in await talk("/status")
    assert await talk.at("2024-05-14 06:30") == ""
    answer = await talk("/subscribe")
    assert "매일 06:30에" in answer
    assert "지역: 인천" in answer


async def test_only_group_administrators_change_settings(talk: Talk) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    for command in ("/subscribe 07:00 인천", "/unsubscribe", "/language en"):
        world.say(town.group, guest, command)
        assert await talk.shown() == f"동네 모임: {ONLY_ADMINISTRATORS}"
    world.promote(town.group, guest)
    world.say(town.group, guest, "/subscribe 07:00 인천")
    assert "동네 모임: ✅ 매일 07:00에" in await talk.shown()


async def test_an_anonymous_administrator_of_a_group_may_change_settings(talk: Talk) -> None:
    talk.world.promote(talk.town.group, talk.world.bot)
    talk.world.say(talk.town.group, talk.town.person, "/subscribe 07:00 인천", anonymous=True)
    assert "동네 모임: ✅ 매일 07:00에" in await talk.shown()


async def test_members_cannot_use_an_administrators_button(talk: Talk) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    await talk(":in group", "/language")
    world.press(world.messages(town.group)[-1], "language:en", guest)
    assert await talk.shown() == f"동네 모임: ({ONLY_ADMINISTRATORS})"


async def test_a_group_has_the_language_of_the_person_who_subscribed_it(start: Start) -> None:
    talk = await start(language="en")
    await talk(":in group", "/subscribe 07:00 Incheon")
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, guest)
    talk.world.say(talk.town.group, guest, "/weather 인천")
    assert "Incheon\n    Clear 15.9℃" in await talk.shown()


async def test_a_channel_is_subscribed_by_a_post_in_it(talk: Talk) -> None:
    assert "아침 소식: ✅ 매일 07:00에" in await talk(":in channel", "/subscribe 07:00 인천")
    assert (await talk.at("2024-05-14 07:00")).startswith("아침 소식: ☀️ 좋은 아침이에요!")


async def test_person_group_and_channel_get_separate_bulletins(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", ":in group", "/subscribe 07:00 부산", ":in channel", "/subscribe 07:00")
    morning = await talk.at("2024-05-14 07:00")
    assert morning.count("☀️") == 3
    assert [morning.count(name) for name in ("미나: ", "동네 모임: ", "아침 소식: ")] == [1, 1, 1]


@pytest.mark.parametrize("chat", ["private", "group"])
async def test_removing_the_bot_stops_the_bulletins(talk: Talk, chat: str) -> None:
    town: Town = talk.town
    await talk(f":in {chat}", "/subscribe 07:00 인천")
    if chat == "private":
        talk.world.block(town.person)
    else:
        talk.world.remove_bot(town.group)
    await talk.session.wait_until_idle()
    assert await talk.at("2024-05-14 07:00") == ""
    assert [call for call in talk.server.calls if not call.accepted] == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_subscription(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:00 인천")
    supergroup = talk.world.migrate(talk.town.group)
    await talk.session.wait_until_idle()
    morning = await talk.at("2024-05-14 07:00")
    assert morning.count("☀️") == 1
    assert talk.world.messages(supergroup)[-1].text.startswith("☀️")


async def test_a_plain_word_gets_a_hint_in_private_and_silence_in_a_group(talk: Talk) -> None:
    assert "무슨 뜻인지 잘 모르겠어요" in await talk("도서관")
    assert "무슨 뜻인지 잘 모르겠어요" in await talk("/nonsense")
    talk.world.promote(talk.town.group, talk.world.bot)
    assert await talk(":in group", "안녕", "/nonsense") == ""


async def test_the_language_is_the_persons_and_can_be_chosen(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/language", ":press 1", "/weather 인천", "/language ko", "/weather 인천") == snapshot


@pytest.mark.parametrize(
    ("code", "greeting"),
    [
        ("ko-KR", "안녕하세요"),
        ("fr", "Hello"),
        ("en-GB", "Hello"),
        ("zh-hans", "你好"),
        ("zh-hant", "你好"),
        ("ja", "こんにちは"),
        ("vi", "Xin chào"),
    ],
)
async def test_telegrams_language_is_used_until_one_is_chosen(start: Start, code: str, greeting: str) -> None:
    talk = await start(language=code)
    assert greeting in await talk("/start")


async def test_the_menu_of_commands_is_set_for_each_language_and_scope(start: Start) -> None:
    talk = await start(has_menus=True)
    calls = [call.arguments for call in talk.server.calls if call.method == "setMyCommands"]
    kinds = [(call.get("language_code"), call["scope"]["type"]) for call in calls if isinstance(call["scope"], dict)]
    scopes = ("all_private_chats", "all_group_chats", "all_chat_administrators")
    assert kinds == [(language, scope) for language in (None, "ja", "ko", "vi", "zh") for scope in scopes]
