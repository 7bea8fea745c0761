import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import Town, World
from simulator.formatting.detection import find_entities
from simulator.formatting.entities import FormattedText, detect
from simulator.formatting.html import parse_html
from tests.simulator.factories import Ask

FACE = "\N{GRINNING FACE}"


def found(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for kind, start, end in find_entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#news@jogan", [("hashtag", "#news@jogan")]),
        ("#news@ab", [("hashtag", "#news")]),
        ("$KRW@jogan", [("cashtag", "$KRW@jogan")]),
        ("/news@jogan_bot", [("bot_command", "/news@jogan_bot")]),
        ("/news@ab", []),
        ("tonsite://jogan.ton", [("url", "tonsite://jogan.ton")]),
        ("jogan.ton", [("url", "jogan.ton")]),
    ],
)
def test_tags_and_commands_may_name_a_chat(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "address",
    [
        "example.com",
        "www.example.co.kr/a?b=1",
        "https://example.com",
        "HTTP://EXAMPLE.COM/",
        "ftp://example.com",
        "http://example.unknown",
        "example.com:8080/x",
        "127.0.0.1",
        "http://127.0.0.1:8080/a",
        "example.com/a(b)",
        "example.ORG",
        "날씨.한국",
        "xn--2e0b.xn--3e0b707e",
        "me:secret!@example.com",
        "https://example.com/날씨#오늘",
    ],
)
@pytest.mark.parametrize("sentence", ["{}", "see {}, then", f"{FACE} {{}}", "({})", "at {}.", "«{}»", "was it {}?"])
def test_an_address_is_found_in_a_sentence(address: str, sentence: str) -> None:
    assert found(sentence.format(address)) == [("url", address)]


@pytest.mark.parametrize(
    "text",
    [
        "27.5",
        "1.2.3.4.5",
        "256.1.1.1",
        "end.Next",
        "example.Com",
        "bot.py2",
        "a.unknown",
        "example.c",
        "-.com",
        "a-.com",
        "a_b.com",
        "a..com",
        "shttp://example.com",
        "https://localhost",
        "a/example.com",
        "#.example.com",
        "x" * 64 + ".com",
        "...",
    ],
)
def test_texts_without_an_address_have_no_url(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail me@example.com now", [("email", "me@example.com")]),
        ("mailto:me.too+x@example.co.kr", [("email", "me.too+x@example.co.kr")]),
        ("a@b.com:c", [("email", "a@b.com")]),
        ("a@b.com@c.com", []),
        ("a@b", []),
        ("#날씨 #2024 #a_1 x#y #a#b", [("hashtag", "#날씨"), ("hashtag", "#a_1")]),
        ("$USD $1INCH $usd $A$B $TOOLONGNAME a$B", [("cashtag", "$USD"), ("cashtag", "$1INCH")]),
        ("@mina @gif @abc @a a@mina.", [("mention", "@mina"), ("mention", "@gif")]),
        ("/start@local_bot /a-b", [("bot_command", "/start@local_bot"), ("bot_command", "/a")]),
        ("example.com/@mina#x", [("url", "example.com/@mina#x")]),
        ("example.com:99999/a", [("url", "example.com")]),
        ("open tg://resolve?domain=x.", [("url", "tg://resolve?domain=x")]),
        (f"{FACE}a.ws {FACE}https://a.ws", [("url", f"{FACE}a.ws"), ("url", "https://a.ws")]),
        ("example.com# x", [("url", "example.com")]),
        ("(example.com/a) b", [("url", "example.com/a")]),
    ],
)
def test_other_entities_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@given(st.text(st.sampled_from("a1가@#$/.:?()_- \n")) | st.text())
def test_detected_entities_do_not_overlap(text: str) -> None:
    ends = [0]
    for _kind, start, end in find_entities(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


def test_given_entities_block_detected_ones() -> None:
    text = parse_html('<code>a.com</code> <a href="b.com">c.com</a> <b>d.com</b>')
    assert [(e.type, e.covered_text(text.text)) for e in detect(text).entities] == [
        ("code", "a.com"),
        ("text_link", "c.com"),
        ("url", "d.com"),
        ("bold", "d.com"),
    ]


def test_offsets_are_utf_16() -> None:
    (entity,) = detect(FormattedText(f"{FACE} example.com")).entities
    assert (entity.offset, entity.length) == (3, 11)


async def test_messages_of_people_and_bots_get_detected_entities(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "me@example.com")
    (update,) = (await ask("getUpdates")).items
    assert update["message"]["entities"] == [{"type": "email", "offset": 0, "length": 14}]  # type: ignore[index]
    sent = await ask("sendMessage", chat_id=town.private.id, text="#rain at example.com for $USD")
    assert [entity["type"] for entity in sent.fields["entities"]] == ["hashtag", "url", "cashtag"]  # type: ignore[attr-defined]
