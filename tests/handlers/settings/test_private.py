"""`/settings` in a private chat: each button and its effect."""

import datetime as dt

import pytest

from storage.terms import Days, Section, Way
from tests.handlers.factories import OUT_OF_DATE
from tests.handlers.settings.factories import data_of, forge, only, panel_of, press, stored
from tests.outlook import know
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"


async def test_a_chat_without_a_subscription_sees_the_default_one_and_starts_it(talk: Talk) -> None:
    answer = await talk("/settings")
    assert "아직 받는 알림이 없어요." in answer
    assert "매일 07:00에" in answer
    assert await stored(talk) == []
    assert "매일 07:00에 알림을 보내 드려요." in await press(talk, "받기 시작")
    assert (await talk.at(MORNING)).count("☀️") == 1


async def test_starting_twice_makes_one_bulletin(talk: Talk) -> None:
    talk.refusals_expected = True
    await talk("/settings")
    message = panel_of(talk)
    talk.world.press(message, 0, talk.town.person)
    talk.world.press(message, 0, talk.town.person)
    await talk.shown()
    assert len(await stored(talk)) == 1


async def test_a_bulletin_can_be_previewed_before_it_is_started(talk: Talk) -> None:
    await talk("/settings")
    assert "전국 청송군 10.5℃" in await press(talk, "지금 한 번 보내기")
    assert await stored(talk) == []


async def test_confirmation_and_status_link_to_the_settings(talk: Talk) -> None:
    assert "바꾸려면: /settings" in await talk("/subscribe 07:00 인천")
    await talk("/status")
    assert "내용: 지역 날씨, 어제와 기온 비교, 전국 날씨, 뉴스 제목" in await press(talk, "설정")


async def test_a_chosen_language_is_used_at_once(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    assert "A bulletin comes every day at 07:00." in await press(talk, "한국어", "English")
    assert "Good morning" in await talk.at(MORNING)


async def test_fahrenheit_is_used_at_once_everywhere(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/weather 인천", "/settings")
    assert "℉ → ℃" in await press(talk, "℃ → ℉")
    assert "맑음 60.6℉" in await talk("/weather 인천")
    assert "맑음 60.6℉" in await talk.at(MORNING)
    await talk("/settings")
    await press(talk, "℉ → ℃")
    assert "15.9℃" in await talk("/weather 인천")


async def test_cities_are_removed_and_chosen_from_a_list(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천 강릉", "/settings")
    assert "❌ 강릉" not in await press(talk, "지역", "❌ 강릉")
    await press(talk, "목록에서", "강원 ›", "속초")
    await press(talk, "목록에서", "서울")
    assert (await only(talk)).stations == (112, 90, 108)
    assert "지역: 인천, 속초, 서울\n" in await press(talk, "뒤로")


async def test_a_bulletin_without_cities_is_about_the_country(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    assert "전국을 기준으로" in await press(talk, "지역", "❌ 인천")
    assert "인천 맑음" not in await talk.at(MORNING)


async def test_an_eleventh_city_is_neither_offered_nor_accepted(talk: Talk) -> None:
    await talk("/subscribe 07:00 속초 철원 파주 춘천 강릉 동해 서울 인천 원주", "/settings")
    await press(talk, "지역", "목록에서")
    late = data_of(panel_of(talk), "대구")
    assert "10곳까지" in await press(talk, "대전")
    assert not any("목록에서" in button.text for button in panel_of(talk).buttons)
    assert "(지역은 10곳까지" in await forge(talk, late, panel_of(talk))
    assert len((await only(talk)).cities) == 10


async def test_a_time_is_moved_added_and_removed(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "시간", "07:00", "06", "06:30")
    await press(talk, "추가", "18", "18:05")
    assert (await only(talk)).schedule.times == (dt.time(6, 30), dt.time(18, 5))
    assert "06:30, 18:05에" in await press(talk, "뒤로")
    await press(talk, "시간", "❌")
    assert not any("❌" in button.text for button in panel_of(talk).buttons)
    assert (await talk(":at 2024-05-14 06:30", ":at 2024-05-14 18:05")).count("좋은 저녁") == 1


async def test_six_times_a_day_are_the_most(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    await press(talk, "시간")
    for hour in ("08", "09", "10", "11", "12"):
        await press(talk, "추가", hour, f"{hour}:00")
    assert not any("추가" in button.text for button in panel_of(talk).buttons)
    assert "하루에 6개까지" in await forge(talk, f"s:{(await only(talk)).id}:time:-1300", panel_of(talk))


async def test_the_last_time_and_the_last_day_cannot_be_removed(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    one = await only(talk)
    assert "시간을 하나 이상" in await forge(talk, f"s:{one.id}:cut:0700", panel_of(talk))
    await press(talk, "요일", "월", "화", "수", "목", "금", "토")
    assert "요일을 하나 이상" in await press(talk, "✅ 일")
    assert (await only(talk)).schedule.days is Days.SUNDAY


async def test_days_are_chosen_together_or_one_by_one(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    await press(talk, "요일", "평일")
    assert (await only(talk)).schedule.days == Days.WEEKDAYS
    await press(talk, "⬜ 토")
    assert "월, 화, 수, 목, 금, 토" in await press(talk, "뒤로")
    await press(talk, "요일", "주말")
    assert await talk(":at 2024-05-14 07:00", ":at 2024-05-17 07:00") == ""
    assert "오늘은 5월 18일 토요일" in await talk.at("2024-05-18 07:00")


async def test_public_holidays_can_be_skipped(talk: Talk) -> None:
    await talk("/subscribe 07:00", ":at 2024-05-14 20:00", "/settings")
    assert "공휴일에는 보내지 않아요" in await press(talk, "요일", "공휴일")
    assert await talk.at("2024-05-15 07:00") == ""
    assert "☀️" in await talk.at("2024-05-16 07:00")


async def test_a_zone_moves_the_times(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    assert "시간대: 베를린" in await press(talk, "서울", "베를린")
    assert await talk.at(MORNING) == ""
    assert "☀️" in await talk.at("2024-05-14 14:00")


async def test_sections_of_a_bulletin_can_be_chosen(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "내용", "전국 날씨", "어제와 기온 비교", "뉴스 제목")
    others = Section.COUNTRY | Section.CHANGE | Section.HEADLINES
    assert (await only(talk)).sections == Section.USUAL & ~others
    assert not any("✅ 1" in button.text for button in panel_of(talk).buttons)
    morning = await talk.at(MORNING)
    assert "인천 맑음" in morning
    assert "전국" not in morning
    assert "동네 도서관" not in morning


async def test_a_bulletin_needs_at_least_one_section(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    await press(talk, "내용", "뉴스 제목")
    assert "내용을 하나 이상 골라 주세요" in await press(talk, "전국 날씨")
    assert Section.COUNTRY in (await only(talk)).sections


async def test_the_number_of_headlines_is_chosen(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    assert "✅ 2" in await press(talk, "내용", "2")
    assert (await only(talk)).headlines == 2


@pytest.mark.parametrize("has_pictures", [True, False])
async def test_the_map_is_offered_only_with_pictures(
    start: Start, monkeypatch: pytest.MonkeyPatch, *, has_pictures: bool
) -> None:
    if not has_pictures:
        monkeypatch.setenv("JOGAN_PICTURES", "off")
    talk = await start()
    await talk("/subscribe 07:00", "/settings")
    await press(talk, "내용")
    assert any("지도" in button.text for button in panel_of(talk).buttons) is has_pictures
    await forge(talk, f"s:{(await only(talk)).id}:part:4+", panel_of(talk))
    assert (Section.MAP in (await only(talk)).sections) is has_pictures


async def test_a_bulletin_can_be_silent(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    assert "소리 없이" in await press(talk, "소리 끄기")
    await press(talk, "지금 보내기")
    await talk.at(MORNING)
    sent = [message for message in talk.world.messages(talk.town.private) if message.text.startswith(("☀️", "🌙"))]
    assert [message.silent for message in sent] == [True, True]
    await talk("/settings")
    assert "소리 없이" not in await press(talk, "소리 켜기")


async def test_a_pause_ends_on_the_day_that_was_chosen(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    assert "5월 16일 목요일부터 다시" in await press(talk, "쉬기", "3일 뒤")
    assert await talk(f":at {MORNING}", ":at 2024-05-15 07:00") == ""
    assert "☀️" in await talk.at("2024-05-16 07:00")


async def test_ending_a_pause_resumes_with_the_next_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00", "/settings")
    await press(talk, "쉬기", "한 달 뒤")
    assert "다음 알림: 5월 14일" in await press(talk, "바로 다시 받기")
    assert "☀️" in await talk.at(MORNING)


async def test_a_day_on_an_old_pause_screen_is_out_of_date(talk: Talk) -> None:
    await talk("/subscribe 08:00", "/settings")
    await press(talk, "쉬기")
    await talk.at("2024-05-14 09:00")
    assert f"({OUT_OF_DATE})" in await press(talk, "내일")
    assert (await only(talk)).paused_until is None


async def test_sending_now_does_not_replace_the_days_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", ":at 2024-05-14 06:50", "/settings")
    now = await press(talk, "지금 보내기")
    assert "아침 일곱 시에 여는 동네 도서관" in now
    morning = await talk.at(MORNING)
    assert "☀️" in morning
    assert "아침 일곱 시에 여는 동네 도서관" in morning


async def test_a_bulletin_is_stopped_and_started_again(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    assert "멈춰 있어요" in await press(talk, "그만 받기")
    assert "멈춰 둔 알림이 있어요" in await talk("/status")
    assert await talk.at(MORNING) == ""
    await talk("/settings")
    assert "다음 알림: 5월 15일" in await press(talk, "다시 받기")
    assert "\n    인천 " in await talk.at("2024-05-15 07:00")


async def test_moving_a_time_today_sends_no_second_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", f":at {MORNING}", "/settings")
    await press(talk, "시간", "07:00", "09", "09:00")
    assert await talk.at("2024-05-14 09:00") == ""
    assert "☀️" in await talk.at("2024-05-15 09:00")


async def test_changing_the_zone_today_sends_no_second_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", f":at {MORNING}", "/settings")
    await press(talk, "서울", "베를린")
    assert await talk.at("2024-05-14 14:00") == ""
    assert "☀️" in await talk.at("2024-05-15 14:00")


async def test_changing_the_days_today_sends_no_second_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", f":at {MORNING}", "/settings")
    await press(talk, "요일", "평일", "매일", "✅ 화", "⬜ 화", "뒤로", "그만 받기", "다시 받기")
    assert await talk(":at 2024-05-14 08:00", ":at 2024-05-14 20:00") == ""
    assert "☀️" in await talk.at("2024-05-15 07:00")


async def test_the_hours_of_going_out_and_coming_home_are_chosen(talk: Talk) -> None:
    await know(talk)
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "내용", "나갈 때와 올 때")
    assert "나갈 때: 오전 8시" in await press(talk, "시각")
    assert "나갈 때: 오전 9시" in await press(talk, "나갈 때", "09")
    assert "올 때: 오후 8시" in await press(talk, "올 때:", "20")
    assert (await only(talk)).way == Way(9, 20)
    assert "나갈 때 오전 9시 ☀️ 18℃ · 올 때 오후 8시 ☀️ 19℃" in await talk.at(MORNING)
