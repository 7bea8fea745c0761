"""What people say, share, press and ask."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from simulator.client.base import Base
from simulator.seen import SeenMessage, SeenOffer, SeenOffersButton, SeenWebApp

if TYPE_CHECKING:
    from simulator.client.base import ChatRef


class Talk(Base):
    """What people do with messages."""

    async def say(
        self,
        chat: ChatRef,
        person: int,
        text: str,
        *,
        anonymous: bool = False,
        reply_to: int | None = None,
        topic: int | None = None,
    ) -> SeenMessage:
        """Say something, as a person or (`anonymous`) as an administrator in the group's name."""
        given = {"text": text, "anonymous": anonymous, "reply_to": reply_to, "topic": topic}
        return self._message(await self._call("say", {**self._at(chat, person), **given}))

    async def post_photo(
        self, chat: ChatRef, person: int, data: bytes, caption: str = "", *, topic: int | None = None
    ) -> SeenMessage:
        """Post a picture, the bytes of a PNG, JPEG, GIF or WebP file."""
        given = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        return self._message(await self._call("photo", {**self._at(chat, person), **given}))

    async def post_document(
        self,
        chat: ChatRef,
        person: int,
        data: bytes,
        caption: str = "",
        *,
        name: str = "file",
        mime_type: str = "application/octet-stream",
        topic: int | None = None,
    ) -> SeenMessage:
        """Post a file of any kind."""
        given = {"base64": b64encode(data).decode(), "caption": caption, "topic": topic}
        given |= {"name": name, "mime_type": mime_type}
        return self._message(await self._call("document", {**self._at(chat, person), **given}))

    async def share_location(
        self, chat: ChatRef, person: int, latitude: float, longitude: float, *, topic: int | None = None
    ) -> SeenMessage:
        """Share a place, in degrees."""
        given = {**self._at(chat, person), "latitude": latitude, "longitude": longitude, "topic": topic}
        return self._message(await self._call("location", given))

    async def edit(self, message: SeenMessage, text: str) -> SeenMessage:
        """Change the text of a person's own message."""
        return self._message(await self._call("edit", {**_place(message), "text": text}))

    async def delete(self, message: SeenMessage, person: int) -> None:
        """Take a message away: one's own, or an administrator anybody's."""
        await self._call("delete", {**_place(message), "person": person})

    async def press(self, message: SeenMessage, button: int | str, person: int) -> None:
        """Press a button, by its place from 0 over all rows, or by its callback data."""
        await self._call("press", {**_place(message), "button": button, "person": person})

    async def open_web_app(self, message: SeenMessage, button: int, person: int) -> SeenWebApp:
        """Open the web app of a button, by its place from 0 over all rows."""
        given = {**_place(message), "button": button, "person": person}
        return SeenWebApp.model_validate(await self._call("open_web_app", given))

    async def ask_inline(self, chat: ChatRef, person: int, query: str) -> str:
        """Type the bot's name and a question into a chat; return the query's id."""
        found = await self._call("inline", {**self._at(chat, person), "query": query})
        return str(found["query"])

    async def offers(self, query: str) -> list[SeenOffer] | None:
        """Return the results of an inline query; None while the bot has not answered."""
        found = await self._call("offers", {"query": query})
        return None if found is None else [SeenOffer.model_validate(one) for one in found]

    async def offers_button(self, query: str) -> SeenOffersButton | None:
        """Return the button above the results; None where there is none."""
        found = await self._call("offers_button", {"query": query})
        return None if found is None else SeenOffersButton.model_validate(found)

    async def choose(self, query: str, result: str) -> SeenMessage:
        """Choose a result, which is then sent."""
        return self._message(await self._call("choose", {"query": query, "result": result}))

    @staticmethod
    def _message(told: object) -> SeenMessage:
        return SeenMessage.model_validate(told)


def _place(message: SeenMessage) -> dict[str, object]:
    return {"chat": message.chat, "bot": message.bot, "message_id": message.message_id}
