"""What people ask bots inline, what they choose of the results, and the web apps that they open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.errors import ActionError
from simulator.inline import InlineQuery, Offer, WebAppQuery
from simulator.messages import Location, Message
from simulator.speech import Speech, check_can_speak

if TYPE_CHECKING:
    from simulator.chats import Chat, User


class Asking(Speech):
    """What people do with a bot that need not be in the chat."""

    def ask_inline(
        self,
        chat: Chat,
        person: User,
        query: str,
        *,
        bot: User | None = None,
        offset: str = "",
        place: tuple[float, float] | None = None,
    ) -> InlineQuery:
        """Type a bot's name and a question into a chat, and wait for its results.

        Args:
            chat: where the chosen result will stand.
            person: who asks.
            query: the question, up to 256 characters.
            bot: whom; by default the first.
            offset: the `next_offset` of the results that were scrolled to their end.
            place: latitude and longitude in degrees, from who lets the bot know.
        """
        asked = self.accounts[(bot or self.bot).id]
        check_can_speak(chat, person)
        if not asked.takes_inline:
            raise ActionError(f"{asked.user.first_name} takes no inline queries")
        location = Location(*place) if place else None
        query_id = str(len(self.inline_queries) + 1)
        inline = InlineQuery(query_id, person, asked.user, chat, query[:256], offset, location)
        self.inline_queries[query_id] = inline
        asked.updates.add("inline_query", inline.to_json())
        return inline

    def choose(self, query: InlineQuery, result_id: str) -> Message:
        """Choose one of the results: it is sent in the person's name, and the bot is told."""
        offer = next((offer for offer in query.offers or () if offer.id == result_id), None)
        if offer is None:
            raise ActionError(f"the bot offered no result {result_id!r}")
        if offer.photo_url and not offer.file:
            raise ActionError(f"this server does not fetch {offer.photo_url}")
        message = self.send_via(query.chat, query.person, query.bot, offer)
        chosen: dict[str, object] = {"result_id": result_id, "from": query.person.to_json(), "query": query.query}
        if message.inline_id:
            chosen["inline_message_id"] = message.inline_id
        self.accounts[query.bot.id].updates.add("chosen_inline_result", chosen)
        return message

    def send_via(self, chat: Chat, person: User, bot: User, offer: Offer) -> Message:
        """Send a bot's result in a person's name."""
        check_can_speak(chat, person)
        inline_id = f"inline-{len(self.inline_messages) + 1}" if offer.markup else None
        message = Message(
            self.next_message_id(chat),
            chat,
            person,
            self.now(),
            offer.content,
            markup=offer.markup.written if offer.markup else "",
            file=offer.file,
            via=bot,
            inline_id=inline_id,
        )
        if inline_id:
            self.inline_messages[inline_id] = message
        return self._send(message)

    def open_web_app(self, message: Message, button: int, person: User) -> WebAppQuery:
        """Open the web app of a button, by its place from 0; the app gets the query's id to answer with."""
        current = self.current(message)
        found = current.buttons[button] if 0 <= button < len(current.buttons) else None
        if found is None or found.web_app is None:
            raise ActionError(f"the message has no web app on button {button + 1}")
        query_id = f"web-{len(self.web_app_queries) + 1}"
        query = WebAppQuery(query_id, person, current.sender, current.chat, found.web_app.url)
        self.web_app_queries[query_id] = query
        return query
