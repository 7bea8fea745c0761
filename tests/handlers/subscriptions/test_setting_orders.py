"""Orders in words for one setting: done at once with a button that undoes it, or asked back."""

import pytest

from storage.terms import Unit
from tests.handlers.factories import press
from tests.handlers.settings.factories import only
from tests.talk import Start, Talk

FAHRENHEIT = ("화씨로 바꿔줘", "use fahrenheit please", "華氏で表示してください", "换成华氏", "đổi sang độ F")
SILENT = ("알림 소리 꺼줘", "send it silently", "通知音をオフにして", "关掉声音", "tắt âm thanh")
WITHOUT_HOLIDAYS = (
    "공휴일엔 보내지 마",
    "not on public holidays",
    "祝日は送らないで",
    "节假日别发",
    "ngày lễ đừng gửi",
)
A_BIT = ("조금 늦게 보내줘", "もう少し早く送ってほしい", "早一点发", "gửi sớm hơn một chút")
NOW = ("지금 하나 보내줘", "send me one right now", "今すぐ送って", "现在发一条", "gửi ngay bây giờ", "미리보기 보여줘")
LATER = ("한 시간 늦게 보내줘", "send it an hour later", "1時間遅くして", "晚一个小时发", "gửi muộn hơn một tiếng")
ENGLISH = ("영어로 말해줘", "speak English", "英語にして", "用英语", "nói tiếng Anh")


async def _unit(talk: Talk) -> Unit | None:
    chat = (await talk.session.application.dependencies.caches.chats.get(talk.town.private.id)).chat
    return None if chat is None else chat.unit


@pytest.mark.parametrize("text", FAHRENHEIT)
async def test_the_unit_is_changed_and_changed_back(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울")
    assert "✅" in await talk(text)
    assert await _unit(talk) is Unit.FAHRENHEIT
    await press(talk, "↩️")
    assert await _unit(talk) is Unit.CELSIUS


@pytest.mark.parametrize("text", SILENT)
async def test_the_sound_is_turned_off_and_on_again(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울", text)
    assert (await only(talk)).silent
    await press(talk, "↩️")
    assert not (await only(talk)).silent


@pytest.mark.parametrize("text", WITHOUT_HOLIDAYS)
async def test_public_holidays_are_left_out_and_put_back(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울", text)
    assert (await only(talk)).schedule.skips_holidays
    await press(talk, "↩️")
    assert not (await only(talk)).schedule.skips_holidays


@pytest.mark.parametrize("text", A_BIT)
async def test_a_bit_earlier_or_later_is_asked_when(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울")
    assert "⏰ 07:00" in await talk(text)


@pytest.mark.parametrize("text", NOW)
async def test_a_bulletin_that_is_asked_for_at_once_comes_at_once(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "인천 맑음 15.9℃" in await talk(text)


@pytest.mark.parametrize("text", LATER)
async def test_the_time_is_moved_and_moved_back(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울")
    assert "08:00" in await talk(text)
    assert [time.hour for time in (await only(talk)).schedule.times] == [8]
    await press(talk, "↩️")
    assert [time.hour for time in (await only(talk)).schedule.times] == [7]


@pytest.mark.parametrize(
    "text", ["인천 소리 꺼줘", "소리 끌까?", "뿌쑝 소리 꺼줘", "서울 날씨 화씨로 알려줘", "30분 일찍 보내줘"]
)
async def test_what_is_unclear_is_asked(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 18:00 서울 인천")
    before = await only(talk), await _unit(talk)
    assert "✖️" in await talk(text)
    assert (await only(talk), await _unit(talk)) == before


@pytest.mark.parametrize("text", ["화씨로 바꾸고 소리 꺼줘", "조금 늦게 보내줘", "8시간 일찍 보내줘", "섭씨로 바꿔줘"])
async def test_several_settings_or_none_change_nothing(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울")
    before = await only(talk), await _unit(talk)
    await talk(text)
    assert (await only(talk), await _unit(talk)) == before


@pytest.mark.parametrize("text", ENGLISH)
async def test_a_language_that_is_named_is_spoken_at_once(start: Start, text: str) -> None:
    talk = await start(language="ko")
    assert "I will speak English here from now on." in await talk(text)


@pytest.mark.parametrize("text", ["영어 지원돼?", "영어로 하지 마", "do you speak English?"])
async def test_a_language_that_is_only_asked_about_is_not_spoken_yet(talk: Talk, text: str) -> None:
    assert "어떤 언어로" in await talk(text)
