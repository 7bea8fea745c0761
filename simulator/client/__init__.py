"""The control API from Python, for tests of any bot: make people, let them talk, read what they see.

    async with connect("http://127.0.0.1:8081") as telegram:
        mina = await telegram.add_person("Mina", language="ko")
        await telegram.say(mina.id, mina.id, "/start")
        (answer,) = await telegram.wait(messages=1)
        assert "Hello" in answer.text

What nobody could do raises `simulator.errors.ActionError`; what was waited for and did not come raises
`simulator.errors.NotSettledError`, whose text holds the conversation.
"""

from simulator.client.client import ChatRef, Client, connect, inside

__all__ = ["ChatRef", "Client", "connect", "inside"]
