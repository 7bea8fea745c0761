"""Topics of private chats, and the direct messages of channels."""

from tests.talk import Talk


async def test_the_bot_answers_in_the_topic_of_a_private_chat(talk: Talk) -> None:
    talk.world.accounts[talk.world.bot.id].has_topics = True
    chat = talk.town.private
    topic = talk.world.create_topic(chat, talk.town.person, "날씨")
    for text in ("/weather 인천", "인천", "/subscribe 07:00 인천"):
        talk.world.say(chat, talk.town.person, text, topic=topic)
        assert await talk.shown()
    assert "좋은 아침이에요" in await talk.at("2024-05-14 07:00")
    assert {message.thread_id for message in talk.world.messages(chat)} == {topic.thread_id}


async def test_what_people_write_to_a_channel_is_not_for_the_bot(talk: Talk) -> None:
    direct = talk.world.open_direct_messages(talk.town.channel)
    guest = talk.world.add_person("지훈", language_code="ko")
    before = len(talk.server.calls)
    for text in ("/weather 인천", "안녕하세요", "/subscribe 07:00", "/start"):
        talk.world.say(direct, guest, text)
    assert await talk.shown() == ""
    assert {call.method for call in talk.server.calls[before:]} == {"getUpdates"}
