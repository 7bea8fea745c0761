"""Times, days and cities as people say them after /subscribe, as the confirmation repeats them."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.handlers.factories import own_names, press
from tests.handlers.settings.factories import panel_of, stored
from tests.talk import Start, Talk


@pytest.mark.parametrize(
    ("said", "schedule", "cities"),
    [
        ("7am Incheon", "매일 07:00", "인천"),
        ("7:30am", "매일 07:30", "전국"),
        ("7 am Seoul", "매일 07:00", "서울"),
        ("noon", "매일 12:00", "전국"),
        ("midnight", "매일 00:00", "전국"),
        ("0630", "매일 06:30", "전국"),
        ("8 인천", "매일 08:00", "인천"),
        ("07:30부터", "매일 07:30", "전국"),
        ("7시 반", "매일 07:30", "전국"),
        ("7시반", "매일 07:30", "전국"),
        ("아침 6시 반", "매일 06:30", "전국"),
        ("낮 12시", "매일 12:00", "전국"),
        ("정오 강릉", "매일 12:00", "강릉"),
        ("자정", "매일 00:00", "전국"),
        ("여덟 시", "매일 08:00", "전국"),
        ("8시에", "매일 08:00", "전국"),
        ("8시 정각", "매일 08:00", "전국"),
        ("朝7時半", "매일 07:30", "전국"),
        ("7点半", "매일 07:30", "전국"),
        ("8 giờ sáng", "매일 08:00", "전국"),
        ("주중", "평일 07:00", "전국"),
        ("월,수,금 08:00", "매주 월, 수, 금요일 08:00", "전국"),
        ("월수금", "매주 월, 수, 금요일 07:00", "전국"),
        ("월요일 8시", "매주 월요일 08:00", "전국"),
        ("매주 월요일", "매주 월요일 07:00", "전국"),
        ("일요일 빼고 8시", "매주 월, 화, 수, 목, 금, 토요일 08:00", "전국"),
        ("Mon Wed Fri 8:00", "매주 월, 수, 금요일 08:00", "전국"),
        ("07:10, 18:00 부산", "매일 07:10, 18:00", "부산"),
    ],
)
async def test_times_and_days_are_understood_as_people_say_them(
    talk: Talk, said: str, schedule: str, cities: str
) -> None:
    answer = await talk(f"/subscribe {said}")
    assert f"✅ {schedule}에 알림을 보내 드릴게요.\n" in answer
    assert f"지역: {cities}\n" in answer


@pytest.mark.parametrize(
    ("said", "named"),
    [("7시 wibble 인천", "wibble"), ("인천 25:00", "25:00"), ("Tokyo 7am", "Tokyo"), ("qqq zzz", "qqq zzz")],
)
async def test_a_refusal_names_what_was_not_understood_and_opens_the_settings(
    talk: Talk, said: str, named: str
) -> None:
    answer = await talk(f"/subscribe {said}")
    assert f"‘{named}’" in answer
    assert [button.text for button in panel_of(talk).buttons][-1] == "⚙️ 설정"
    assert await stored(talk) == []
    assert "시작" in await press(talk, "설정")


async def test_refusals_read_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    (incheon,) = own_names(language, 112)
    assert await talk(f"/subscribe wibble {incheon}", "/add Tokyo", "/subscribe 25:00") == snapshot
    await talk(f"/subscribe {incheon}")
    assert await talk("/remove wibble", "/subscribe 매일 저녁", ":press 2") == snapshot


async def test_several_bulletins_in_one_text_are_asked_for_one_by_one(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    incheon, busan = own_names(language, 112, 159)
    await talk(f"/subscribe 07:30 {incheon}")
    before = await stored(talk)
    assert await talk(f"/subscribe {incheon} 7:00, {busan} 8:00") == snapshot
    await talk(
        "평일 7시 주말 9시 서울", "工作日7点,周末9点 首尔", "weekdays 7am weekends 9am Seoul", "서울 7시 부산 8시"
    )
    assert await stored(talk) == before


@pytest.mark.parametrize(
    "text",
    ["매일 8시에 강릉 날씨 보내줘", "강릉 추가", "인천 빼줘", "구독 취소", "인천 그만", "18:30", "알림 추가"],
)
async def test_a_forwarded_text_orders_nothing(talk: Talk, text: str) -> None:
    person, private = talk.town.person, talk.town.private
    friend = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, friend)
    original = talk.world.say(talk.town.group, friend, text)
    await talk("/subscribe 07:00 인천 부산", "/subscribe 강릉")
    await press(talk, "따로 받기")
    before = await stored(talk)
    talk.world.forward(original, private, person)
    assert "✅" not in await talk.shown()
    assert await stored(talk) == before


async def test_the_place_to_choose_the_weather_is_told_beside_a_condition(talk: Talk) -> None:
    shown = await talk("/subscribe 비 올 때만 7시 서울")
    assert "✅ 매일 07:00" in shown
    assert "‘🎯 이럴 때만’" in shown
    assert "🎯" not in await talk("/subscribe 7시 서울")
