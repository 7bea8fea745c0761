"""The Python client of the control API, for tests of any bot: add people, talk as them, read what they see.

    async with connect("http://127.0.0.1:8081") as telegram:
        mina = await telegram.add_person("Mina", language="ko")
        await telegram.say(mina.id, mina.id, "/start")
        (answer,) = await telegram.wait(messages=1)
        assert "Hello" in answer.text

An impossible action raises `simulator.errors.ActionError`; a wait that times out raises
`simulator.errors.WaitTimeoutError`, whose text holds the conversation.
"""

from simulator.client.client import ChatRef, Client, connect, in_process_client

__all__ = ["ChatRef", "Client", "connect", "in_process_client"]
