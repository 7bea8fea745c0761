"""First steps from the greeting: subscribe with a place, choose the language, see a bulletin."""

import pytest
from syrupy.assertion import SnapshotAssertion

from handlers.callbacks import FirstStep
from handlers.pending import ANSWERABLE, MAX_QUESTIONS, PendingQuestions
from tests.factories import EVENING
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, own_names, press, tell
from tests.handlers.settings.factories import forge, only, panel_of, say, stored
from tests.talk import Start, Talk

MORNING = "매일 07:00에 받기"
HERE = ":location 37.75 128.89"


async def test_the_first_steps_read_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    (incheon,) = own_names(language, 112)
    assert await talk("/start", ":press 3", ":press 2", ":press 1", "wibble", incheon, "/start") == snapshot
    assert await talk(":in group", "/start", ":press 1") == snapshot


@pytest.mark.parametrize(("said", "cities"), [("강릉", "강릉"), ("강릉이요", "강릉"), ("강릉, 부산", "강릉, 부산")])
async def test_a_place_is_written_and_subscribed(talk: Talk, said: str, cities: str) -> None:
    await talk("/start")
    await press(talk, MORNING)
    answer = await talk(said)
    assert "매일 07:00에" in answer
    assert f"지역: {cities}\n" in answer
    assert "강릉 맑음" in await talk.at("2024-05-14 07:00")


async def test_another_time_can_be_written_with_the_place(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    assert "매일 06:00에" in await talk("강릉 6시")


async def test_a_location_is_subscribed_only_when_it_was_asked_for(talk: Talk) -> None:
    assert "✅" not in await talk(HERE)
    await talk("/start")
    await press(talk, MORNING)
    assert "너무 먼 곳" in await talk(":location 35.68 139.69")
    assert "지역: 강릉\n" in await talk(HERE)
    assert "✅" not in await talk(HERE)
    assert (await only(talk)).stations == (105,)


async def test_a_forwarded_location_subscribes_to_nothing(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    where: dict[str, object] = {"latitude": 37.75, "longitude": 128.89}
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "지훈"}
    tell(talk, location=where, forward_origin=origin)
    assert "강릉" in await talk.shown()
    assert await stored(talk) == []


async def test_the_whole_country_has_a_button(start: Start, language: str) -> None:
    talk = await start(language=language)
    await talk("/start", ":press 1")
    question = talk.world.messages(talk.town.private)[-1]
    ((_,), (country,)) = question.reply_keyboard
    assert "✅" in await talk(country)
    assert (await only(talk)).cities == ()


async def test_the_keyboard_goes_with_the_answer(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    await talk("강릉")
    markup = [call.arguments.get("reply_markup") for call in talk.server.calls if call.method == "sendMessage"]
    assert markup[-1] == {"remove_keyboard": True}


async def test_an_unclear_place_is_asked_about(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    assert "어느 곳" in await talk("고성")
    assert "지역: 고성 (통영 관측소)" in await press(talk, "경남")
    assert "맑음" in await talk("부산"), "the question is answered"


@pytest.mark.parametrize("text", ["뉴스", "/weather 부산", "내일 부산 날씨", "고마워요", "도움말"])
async def test_other_questions_are_answered_meanwhile(talk: Talk, text: str) -> None:
    usual = await talk(text)
    await talk("/start")
    await press(talk, MORNING)
    assert await talk(text) == usual
    assert "지역: 강릉" in await talk("강릉")


@pytest.mark.parametrize("text", ["취소", "cancel", "キャンセル", "取消", "thôi"])
async def test_the_question_can_be_given_up(talk: Talk, text: str) -> None:
    await talk("/start")
    await press(talk, MORNING)
    assert "바뀐 것은 없어요" in await talk(text)
    assert "✅" not in await talk("강릉")
    assert await stored(talk) == []


async def test_a_command_to_stop_gives_the_question_up(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    assert "받고 있는 알림이 없어요" in await talk("/stop")
    assert "✅" not in await talk("강릉")


async def test_an_old_question_takes_no_place(talk: Talk) -> None:
    await talk("/start")
    await press(talk, MORNING)
    await talk.at("2024-05-13 20:11")
    assert "강릉\n    맑음" in await talk("강릉")


async def test_the_promised_time_is_kept_after_an_earlier_subscription(talk: Talk) -> None:
    await talk("/subscribe 06:30 강릉", "/unsubscribe", "/start")
    await press(talk, MORNING)
    answer = await talk("강릉")
    assert "매일 07:00에" in answer
    assert "바꾸기 전: 매일 06:30" in answer


async def test_an_old_greeting_loses_no_city(talk: Talk) -> None:
    await talk("/start")
    greeting = panel_of(talk)
    await talk("/subscribe 인천")
    await forge(talk, "start:morning", greeting)
    assert "강릉은 어떻게 할까요?" in await talk("강릉")
    assert (await only(talk)).stations == (112,)


async def test_the_greeting_follows_the_chosen_language(talk: Talk) -> None:
    await talk("/start")
    await press(talk, "언어")
    assert "Hello, this is Jogan." in await press(talk, "English")
    assert "Which place" in await press(talk, "Every day at 07:00")
    assert OUT_OF_DATE not in await forge(talk, "greet:xx", panel_of(talk))
    assert "out of date" in await forge(talk, "greet:xx", panel_of(talk))


async def test_an_example_subscribes_to_nothing(talk: Talk) -> None:
    await talk("/start")
    assert "인천 맑음 15.9℃" in await press(talk, "예시")
    assert await stored(talk) == []


async def test_an_example_without_readings_says_so(start: Start) -> None:
    talk = await start(page=None)
    await talk("/start")
    assert "인천" in await press(talk, "예시")


async def test_in_a_group_only_admins_take_the_first_steps(talk: Talk) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    await say(talk, town.group, "/start")
    for label in ("언어", "매일 07:00"):
        assert f"({ONLY_ADMINISTRATORS})" in await press(talk, label, guest, town.group)
    assert "시작" in await press(talk, "매일 07:00", chat=town.group)


def test_only_the_newest_questions_are_remembered() -> None:
    pending = PendingQuestions()
    for chat in range(MAX_QUESTIONS + 1):
        pending.put(chat, FirstStep("morning"), EVENING)
    assert [pending.get(chat, EVENING) is None for chat in (0, 1, MAX_QUESTIONS)] == [True, False, False]
    for distance in (ANSWERABLE, -ANSWERABLE):
        assert pending.get(1, EVENING + distance) is None
