"""Snapshots of every settings screen in every language, for proofreading."""

from syrupy.assertion import SnapshotAssertion

from tests.handlers.factories import own_names
from tests.handlers.settings.factories import forge, only, panel_of, stored
from tests.talk import Start, Talk


async def shown(talk: Talk, *pressed: str, number: int = 1, begin: str = "s") -> str:
    """Press buttons one after the other and return what is shown."""
    return "\n".join([await forge(talk, f"{begin}:{number}:{one}", panel_of(talk)) for one in pressed])


async def test_first_screens(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    assert await talk("/settings") == snapshot
    assert await shown(talk, "language", "start", number=0) == snapshot
    incheon, gangneung = own_names(language, 112, 105)
    await talk(f"/subscribe 07:00 {incheon}, {gangneung}")
    assert await talk("/settings") == snapshot


async def test_cities(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00", "/settings")
    assert await shown(talk, "cities", "regions", "region:강원", "+:station:105", "ask") == snapshot
    question = talk.world.messages(talk.town.private)[-1]
    ten = own_names(language, 90, 95, 99, 101, 106, 108, 112, 114, 119, 159)
    await talk(f"/subscribe {', '.join(ten)}", ":press 1", "/settings")
    assert await shown(talk, "cities", "+:station:143", "ask") == snapshot
    for answer in ("Daegu", "xyzzy"):
        talk.world.say(talk.town.private, talk.town.person, answer, reply_to=question)
        assert await talk.shown() == snapshot
    await shown(talk, "cities")
    await talk(":press 1")
    talk.world.say(talk.town.private, talk.town.person, "Daegu", reply_to=question)
    assert await talk.shown() == snapshot


async def test_times_and_days(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00", "/settings")
    assert await shown(talk, "times", "hour:0700", "minute:0700-06", "time:0700-0630", "time:-1805") == snapshot
    assert await shown(talk, "days", "on:31", "day:5+", "skip:+", "home") == snapshot
    assert await shown(talk, "on:1", "day:0-", "cut:0630", "cut:1805") == snapshot
    assert await shown(talk, "zones", "zone:Europe/Berlin") == snapshot
    assert await shown(talk, "pause", "until:2024-05-20", "resume") == snapshot


async def test_contents(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    (incheon,) = own_names(language, 112)
    await talk(f"/subscribe 07:00 {incheon}", "/settings")
    assert await shown(talk, "contents", "count:2", "part:4+", "part:8-", "home", "quiet:+") == snapshot
    await talk("/subscribe korea", ":press 1", "/settings")
    assert await shown(talk, "part:4-", "part:2-") == snapshot


async def test_several_bulletins(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    (incheon,) = own_names(language, 112)
    await talk(f"/subscribe 07:00 {incheon}", "/settings")
    assert await shown(talk, "more:1", "hours:1", "minutes:1-18", "another:1-1800", "list") == snapshot
    assert await shown(talk, "stop", "list", "remove", number=2) == snapshot
    assert await talk("/status") == snapshot
    assert await shown(talk, "removed", number=2) == snapshot
    assert len(await stored(talk)) == 1


async def test_channel(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    """Open the settings in the channel itself, and from the private chat of its administrator."""
    talk = await start(language=language)
    talk.refusals_expected = True
    channel = talk.town.channel
    assert await talk(":in channel", "/subscribe 07:00", "/settings") == snapshot
    one = await only(talk, channel)
    assert await forge(talk, f"s:{one.id}:cities", panel_of(talk, channel)) == snapshot
    await talk(":in private", "/settings")
    assert await shown(talk, "home", "now", number=one.id, begin="S") == snapshot
    talk.world.promote(channel, talk.world.bot, without=["can_post_messages"])
    assert await shown(talk, "now", number=one.id, begin="S") == snapshot


async def test_prompt_in_a_group(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk(":in group", "/subscribe 07:00", "/settings")
    group = talk.town.group
    assert await forge(talk, f"s:{(await only(talk, group)).id}:ask", panel_of(talk, group)) == snapshot
