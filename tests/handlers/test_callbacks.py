"""Callback data keep their meaning: buttons in chats are older than the program that reads them."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.asked_days.packed import pack_days, pack_times
from bot.parsing.days import DayPart
from bot.parsing.pictures import ChartView, MapKind
from bot.rendering.bulletin.buttons import BulletinAction, BulletinCallback
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import format_time
from handlers.callbacks import (
    KINDS,
    MAX_BYTES,
    AcceptInvitation,
    AddBulletin,
    AddCity,
    Administer,
    AnswerAt,
    AnswerFor,
    CallbackData,
    ChangeChart,
    ChangeCities,
    ChangeMap,
    ChangeNothing,
    ChooseLanguage,
    ChooseTime,
    FirstStep,
    ForgetChat,
    Greet,
    KeepPosted,
    RemoveCities,
    SetUpChannel,
    ShowArticle,
    ShowChart,
    ShowForecast,
    ShowHeadlines,
    ShowMap,
    ShowRegionalNews,
    ShowWeather,
    StopBulletins,
    Subscribe,
    TellWarnings,
    pattern,
)

CHANNEL_ID = -1001234567890
SENT = [
    ("weather:112", ShowWeather("112")),
    ("weather:station:112", ShowWeather("station:112")),
    ("weather:경남 고성군", ShowWeather("경남 고성군")),
    ("tell:tomorrow:경남 고성군", AnswerFor("tomorrow", "경남 고성군")),
    ("at:f:1a0001:p:경남 고성군", AnswerAt("f", "1a0001", "p", "경남 고성군")),
    ("at:r:1a0003::경남 고성군", AnswerAt("r", "1a0003", "", "경남 고성군")),
    ("follow:station:112", AddCity("station:112")),
    ("accept:부산 중구 중앙동", AcceptInvitation("부산 중구 중앙동")),
    ("chart:강원 고성군", ShowChart("강원 고성군")),
    ("ahead:tomorrow:강원 고성군", ShowForecast(ChartView.TOMORROW, "강원 고성군")),
    ("turn:past:d:station:112", ChangeChart(ChartView.PAST, "d", "station:112")),
    ("map:temperature", ShowMap()),
    ("map:pm25", ShowMap(MapKind.PM25)),
    ("maps:warnings:l", ChangeMap(MapKind.WARNINGS, "l")),
    ("bulletin:hours", BulletinCallback(BulletinAction.HOURS)),
    ("bulletin:map", BulletinCallback(BulletinAction.MAP)),
    ("bulletin:news", BulletinCallback(BulletinAction.NEWS)),
    ("bulletin:settings", BulletinCallback(BulletinAction.SETTINGS)),
    ("news:page:2:0", ShowHeadlines(2)),
    ("news:page:2:17", ShowHeadlines(2, 17)),
    ("news:article:5:1:0", ShowArticle(5, 1)),
    ("news:article:5:1:17", ShowArticle(5, 1, 17)),
    ("news:place:강원 고성군", ShowRegionalNews("강원 고성군")),
    ("posted:7:0123abcd", KeepPosted(7, "0123abcd")),
    ("subscribe:12:0a1b2c3d", Subscribe(12, "0a1b2c3d")),
    ("cities:add:12:0a1b2c3d", ChangeCities("add", 12, "0a1b2c3d")),
    ("cities:replace:12:0a1b2c3d", ChangeCities("replace", 12, "0a1b2c3d")),
    ("second:12:0a1b2c3d:", AddBulletin(12, "0a1b2c3d")),
    ("second:12:0a1b2c3d:0730", AddBulletin(12, "0a1b2c3d", "0730")),
    ("time:12:0a1b2c3d:1930", ChooseTime(12, "0a1b2c3d", "1930")),
    ("time:12:0a1b2c3d:", ChooseTime(12, "0a1b2c3d")),
    ("remove:12:0a1b2c3d", RemoveCities(12, "0a1b2c3d")),
    ("warn:yes:3", TellWarnings("yes", 3)),
    ("warn:no:3", TellWarnings("no", 3)),
    ("stop", StopBulletins()),
    ("nothing", ChangeNothing()),
    ("start:morning", FirstStep("morning")),
    ("greet:ko", Greet("ko")),
    ("forget:yes:-1001234567890", ForgetChat("yes", CHANNEL_ID)),
    ("forget:no:42", ForgetChat("no", 42)),
    ("language:ko", ChooseLanguage("ko")),
    ("channel:show:@morning_post", SetUpChannel("show", "@morning_post")),
    ("channel:unpin:-1001234567890", SetUpChannel("unpin", CHANNEL_ID)),
    ("admin:home:", Administer("home")),
    ("admin:send:17", Administer("send", "17")),
    ("admin:audience:17 language=ko", Administer("audience", "17 language=ko")),
    ("s:0:list", SettingsCallback(0, "list")),
    ("s:3:time:0700-0730", SettingsCallback(3, "time", "0700-0730")),
    ("s:3:+:station:112", SettingsCallback(3, "+", "station:112")),
    ("s:3:-:0a1b2c3d", SettingsCallback(3, "-", "0a1b2c3d")),
    ("S:-1001234567890:start", SettingsCallback(CHANNEL_ID, "start", is_elsewhere=True)),
]
OLD = [("map", ShowMap()), ("news:page:2", ShowHeadlines(2)), ("news:article:5:1", ShowArticle(5, 1))]
"""Strings without a kind of map or the number of a search, which the bot no longer sends."""

MALFORMED = [
    "", "weather", "weather:", "weatherman:1", "maps", "map:", "news:page:", "news:page:x", "news:page:1234567890",
    "news:article:5", "news:article:5:1:", "subscribe:12:0a1b2c3", "subscribe:12:0A1B2C3D", "forget:maybe:1",
    "forget:yes", "language:korean", "language:KO", "channel:show:", "channel:show:아침", "channel:show:100001",
    "cities:take:12:0a1b2c3d", "second:12:0a1b2c3d:2400", "second:12:0a1b2c3d:730", "time:12:0a1b2c3d:2560",
    "remove:12:", "stop:", "nothing:1", "admin:", "admin::1", "admin:Home:",
    "bulletin", "bulletin:", "bulletin:other", "bulletin:map:1",
    "tell:tomorrow", "tell:news:인천", "at:n:1a0001:p:인천", "at:f:1a001:p:인천",
    "at:f:1a0001:z:인천", "at:f:1a0001:pqrs:인천",
    "ahead:yesterday:인천", "turn:week:x:인천", "map:rain", "maps:pm10", "start:", "start:now", "greet:KO",
    "s:", "s:1", "s:1:", "s:x:home", "s:1234567890123456:home", "follow:a\nb", "language:ko\n",
]  # fmt: skip

place_keys = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=16)
numbers = st.integers(0, 10**15 - 1)
pages = st.integers(1, 10**9 - 1)
checksums = st.from_regex(r"[0-9a-f]{8}", fullmatch=True)
words = st.from_regex(r"[a-z]{1,12}", fullmatch=True)
names = st.from_regex(r"@[A-Za-z][A-Za-z0-9_]{3,31}", fullmatch=True)
channels = st.from_regex(r"-100[0-9]{5,13}", fullmatch=True).map(int)
EXAMPLES: Mapping[type[CallbackData], st.SearchStrategy[CallbackData]] = {
    ShowWeather: st.builds(ShowWeather, place_keys),
    AnswerFor: st.builds(AnswerFor, st.sampled_from(["forecast", "tomorrow", "week", "dust", "warnings"]), place_keys),
    AnswerAt: st.builds(
        AnswerAt,
        st.sampled_from("fr"),
        st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2200, 1, 1)), min_size=1).map(pack_days),
        st.builds(pack_times, st.lists(st.integers(0, 24)), st.frozensets(st.sampled_from(DayPart))),
        place_keys,
    ),
    AddCity: st.builds(AddCity, place_keys),
    AcceptInvitation: st.builds(AcceptInvitation, place_keys),
    ShowChart: st.builds(ShowChart, place_keys),
    ShowForecast: st.builds(ShowForecast, st.sampled_from(ChartView), place_keys),
    ChangeChart: st.builds(ChangeChart, st.sampled_from(ChartView), st.sampled_from("dl"), place_keys),
    ShowMap: st.builds(ShowMap, st.sampled_from(MapKind)),
    ChangeMap: st.builds(ChangeMap, st.sampled_from(MapKind), st.sampled_from("dl")),
    ShowHeadlines: st.builds(ShowHeadlines, pages, numbers),
    ShowArticle: st.builds(ShowArticle, numbers, pages, numbers),
    ShowRegionalNews: st.builds(ShowRegionalNews, place_keys),
    KeepPosted: st.builds(KeepPosted, numbers, checksums),
    Subscribe: st.builds(Subscribe, numbers, checksums),
    ChangeCities: st.builds(ChangeCities, st.sampled_from(["add", "replace"]), numbers, checksums),
    AddBulletin: st.builds(AddBulletin, numbers, checksums, st.just("") | st.times().map(format_time)),
    ChooseTime: st.builds(ChooseTime, numbers, checksums, st.just("") | st.times().map(format_time)),
    RemoveCities: st.builds(RemoveCities, numbers, checksums),
    TellWarnings: st.builds(TellWarnings, st.sampled_from(["yes", "no"]), numbers),
    StopBulletins: st.builds(StopBulletins),
    ChangeNothing: st.builds(ChangeNothing),
    FirstStep: st.builds(FirstStep, st.sampled_from(["morning", "language", "example"])),
    Greet: st.builds(Greet, st.from_regex(r"[a-z]{2,3}", fullmatch=True)),
    ForgetChat: st.builds(ForgetChat, st.sampled_from(["yes", "no"]), st.integers(-(2**52), 2**52)),
    ChooseLanguage: st.builds(ChooseLanguage, st.from_regex(r"[a-z]{2,3}", fullmatch=True)),
    SetUpChannel: st.builds(SetUpChannel, words, st.one_of(names, channels)),
    Administer: st.builds(Administer, words, st.just("") | place_keys),
    BulletinCallback: st.builds(BulletinCallback, st.sampled_from(BulletinAction)),
    SettingsCallback: st.one_of(
        st.builds(SettingsCallback, st.integers(0, 10**9 - 1), st.sampled_from("+-"), place_keys, st.booleans()),
        st.builds(SettingsCallback, st.integers(-(10**15) + 1, 10**15 - 1), words, words, st.booleans()),
    ),
}


@pytest.mark.parametrize(("sent", "data"), SENT)
def test_each_kind_has_a_stable_encoding(sent: str, data: CallbackData) -> None:
    assert data.encode() == sent


@pytest.mark.parametrize(("sent", "data"), [*SENT, *OLD])
def test_each_string_has_only_one_kind(sent: str, data: CallbackData) -> None:
    assert type(data).decode(sent) == data
    assert [kind for kind in KINDS if pattern(kind)(sent)] == [type(data)]


@pytest.mark.parametrize("sent", MALFORMED)
def test_malformed_data_have_no_kind(sent: str) -> None:
    assert [kind for kind in KINDS if pattern(kind)(sent)] == []


@given(st.sampled_from(KINDS).flatmap(EXAMPLES.__getitem__))
def test_every_kind_round_trips_and_fits_into_a_button(data: CallbackData) -> None:
    assert type(data).decode(data.encode()) == data
    assert len(data.encode().encode()) <= MAX_BYTES
