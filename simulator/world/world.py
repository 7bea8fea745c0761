"""People's actions in the local Telegram."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from simulator.errors import ActionError, ApiError, WaitTimeoutError
from simulator.formatting.entities import FormattedText, clean, detect, trim, utf16_length
from simulator.world.chats import SEND_PERMISSIONS, Chat, ChatKind, Status, User
from simulator.world.content.files import FileKind, Upload
from simulator.world.content.media import NO_DETAILS, UNCAPTIONED_KINDS, MediaDetails, store_media
from simulator.world.content.reactions import EMOJI, Reaction
from simulator.world.inline import InlineQuery, InlineResult, WebAppQuery
from simulator.world.keyboards import Button
from simulator.world.membership import Membership
from simulator.world.messages import MAX_CAPTION_LENGTH, MAX_TEXT_LENGTH, Callback, Event, EventKind, Location, Message
from simulator.world.topics import Topic

_MAX_REACTIONS = 3  # of a Premium user; others have one


class World(Membership):
    """The local Telegram as people use it.

    An action that an app would not allow raises `ActionError`.

    Args:
        now: returns the time, aware; it dates the messages.
        bot_id: the first bot's user id, the part of its token before the colon.
        query_lifetime: how long the bot can answer a pressed button, an inline query or a web app.
    """

    def messages(self, chat: Chat) -> list[Message]:
        """Return the messages that are in a chat now, the oldest first."""
        return list(self.history[chat].values())

    async def wait_until_idle(self, within: float = 10.0) -> None:
        """Wait until every bot has taken all its updates.

        Args:
            within: the timeout, in seconds.

        Raises:
            WaitTimeoutError: the timeout is over; the text names the kinds of the pending updates.
        """
        try:
            async with asyncio.timeout(within):
                for account in self.accounts.values():
                    await account.updates.wait_until_confirmed()
        except TimeoutError as error:
            pending = [update.kind for account in self.accounts.values() for update in account.updates.pending]
            raise WaitTimeoutError(
                f"the bot did not fetch all updates within {within} s; pending: {', '.join(pending)}"
            ) from error

    def say(
        self,
        chat: Chat,
        person: User,
        text: str,
        *,
        anonymous: bool = False,
        reply_to: Message | None = None,
        topic: Topic | None = None,
    ) -> Message:
        """Send a text to a chat; in a channel it is posted in the channel's name.

        Args:
            chat: the chat.
            person: the sender, a member of the chat, and an administrator in a channel.
            text: plain text, in which Telegram detects commands, mentions and URLs.
            anonymous: whether an administrator of a group posts in the group's name.
            reply_to: the answered message.
            topic: the topic of a forum; the default is that of the answered message, or the General one.
        """
        content = _text_content(text)
        replied = self.current(reply_to) if reply_to else None
        message = self._new_message(chat, person, anonymous=anonymous, topic=topic, replied=replied)
        return self.post(replace(message, content=content))

    def comment(self, post: Message, person: User, text: str) -> Message:
        """Comment on a channel's post: reply to its copy in the discussion group, without having to be a member."""
        copy = self.find_automatic_forward(self.current(post))
        if copy is None:
            raise ActionError("this message has no comments, because its channel had no discussion group")
        group, status = copy.chat, copy.chat.member(person).status
        if status is not Status.LEFT:
            return self.say(group, person, text, reply_to=copy)
        message = Message(self.next_message_id(group), group, person, self.now(), reply_to=copy)
        return self.post(replace(message, content=_text_content(text)))

    def share_location(
        self, chat: Chat, person: User, latitude: float, longitude: float, *, topic: Topic | None = None
    ) -> Message:
        """Share a location, in degrees."""
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004 - degrees
            raise ActionError(f"{latitude}, {longitude} is not a location: latitude is -90…90, longitude -180…180")
        message = self._new_message(chat, person, topic=topic)
        return self.post(replace(message, location=Location(latitude, longitude)))

    def post_photo(
        self, chat: Chat, person: User, data: bytes, caption: str = "", *, topic: Topic | None = None
    ) -> Message:
        """Post a picture, the bytes of a PNG, JPEG, GIF or WebP file, with a caption."""
        message = self._new_message(chat, person, topic=topic, permission=SEND_PERMISSIONS["photo"])
        return self._post_file(message, "photo", Upload("", "", data), caption)

    def post_document(
        self, chat: Chat, person: User, upload: Upload, caption: str = "", *, topic: Topic | None = None
    ) -> Message:
        """Post a file of any kind, with a caption."""
        message = self._new_message(chat, person, topic=topic, permission=SEND_PERMISSIONS["document"])
        return self._post_file(message, "document", upload, caption)

    def post_media(
        self,
        chat: Chat,
        person: User,
        kind: FileKind,
        upload: Upload,
        details: MediaDetails = NO_DETAILS,
        caption: str = "",
        *,
        topic: Topic | None = None,
    ) -> Message:
        """Post a file as a kind, e.g. a voice message."""
        if caption and kind in UNCAPTIONED_KINDS:
            raise ActionError(f"a {kind} has no caption")
        message = self._new_message(chat, person, topic=topic, permission=SEND_PERMISSIONS[kind])
        return self._post_file(message, kind, upload, caption, details)

    def forward(self, message: Message, chat: Chat, person: User, *, topic: Topic | None = None) -> Message:
        """Forward a message to a chat, with its origin."""
        original = self.current(message)
        if (
            not original.chat.member(person).is_inside
            or original.service
            or "has_protected_content" in original.options
        ):
            raise ActionError(f"{person.first_name} cannot forward this message")
        origin = original.options.get("forward_origin") or original.origin_json()
        copy = replace(
            self._new_message(chat, person, topic=topic),
            content=original.content,
            file=original.file,
            location=original.location,
            poll=original.poll,
            options={"forward_origin": origin},
        )
        return self.post(copy)

    def edit(self, message: Message, text: str) -> Message:
        """Change the text or the caption of a person's own message."""
        current = self.current(message)
        if current.sender.is_bot:
            raise ActionError("people cannot edit a bot's message")
        if "forward_origin" in current.options:
            raise ActionError("a forwarded message cannot be edited")
        changed = self.replace_message(
            replace(current, content=_caption_content(text) if current.file else _text_content(text), edited=self.now())
        )
        self.queue_message_updates(changed, edited=True)
        return changed

    def delete(self, message: Message, person: User) -> None:
        """Delete a message: one's own, or any as an administrator; the bots get no update."""
        current = self.current(message)
        is_private = current.chat.kind is ChatKind.PRIVATE
        may = is_private or current.chat.member(person).has_right("can_delete_messages", current.chat.kind)
        if current.sender is not person and not may:
            raise ActionError(f"{person.first_name} cannot delete this message")
        self.remove_message(current)

    def press(self, message: Message, button: int | str, person: User) -> Callback:
        """Press a button, given by its index over all rows (from 0) or by its callback data."""
        current = self.current(message)
        if not current.chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} is not in {current.chat.name}")
        found = _find_button(current, button)
        if found.callback_data is None:
            raise ActionError(f"the button {found.text!r} sends nothing to the bot{_link_hint(found)}")
        return self.send_callback(current, found.callback_data, person)

    def send_callback(self, message: Message, data: str, person: User) -> Callback:
        """Send the bot of a message callback data, which an unofficial app can do without a button."""
        callback = Callback(str(len(self.callbacks) + 1), person, message, data, self.now())
        self.callbacks[callback.id] = callback
        self.accounts[callback.bot.id].updates.add("callback_query", callback.to_json())
        return callback

    def react(self, message: Message, person: User, emoji: Sequence[str]) -> None:
        """Set a person's reactions to a message; none remove them."""
        current = self.current(message)
        if not current.chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} is not in {current.chat.name}")
        if not current.chat.member(person).may("can_react_to_messages"):
            raise ActionError(f"{person.first_name} cannot react in {current.chat.name}")
        if unknown := [one for one in emoji if one not in EMOJI]:
            raise ActionError(f"{unknown[0]!r} is no reaction")
        if len(emoji) > _MAX_REACTIONS:
            raise ActionError(f"a person can set {_MAX_REACTIONS} reactions")
        self.set_reactions(current, person, [Reaction("emoji", one) for one in emoji])

    def vote(self, message: Message, person: User, options: Sequence[int]) -> None:
        """Vote in a poll for options, given by their index (from 0); none retract the vote."""
        current = self.current(message)
        poll = current.poll
        if poll is None:
            raise ActionError("this message is no poll")
        if not current.chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} is not in {current.chat.name}")
        poll.vote(person, options)
        chosen = ", ".join(poll.options[option].text for option in poll.votes.get(person.id, ()))
        self.events.append(Event(EventKind.VOTED, current, chosen, actor=person))
        self.queue_poll_update(poll)
        if not poll.is_anonymous:
            self.accounts[poll.bot.id].updates.add("poll_answer", poll.answer_json(person))

    def current(self, message: Message) -> Message:
        """Return the newest state of a message.

        Raises:
            ActionError: the message has been deleted.
        """
        try:
            return self.history[message.chat][message.message_id]
        except KeyError as error:
            raise ActionError("this message has been deleted") from error

    def create_topic(self, chat: Chat, person: User, name: str) -> Topic:
        """Create a topic as a member."""
        if not self.has_topics(chat) or not chat.member(person).is_inside:
            raise ActionError(f"{person.first_name} cannot make topics in {chat.name}")
        return self.open_topic(chat, person, name)

    def close_topic(self, topic: Topic, person: User) -> None:
        """Close a topic of a forum as an administrator or its creator: then only administrators can post there."""
        self._set_closed(topic, person, is_closed=True)

    def reopen_topic(self, topic: Topic, person: User) -> None:
        """Reopen a topic as an administrator or its creator."""
        self._set_closed(topic, person, is_closed=False)

    def delete_topic(self, topic: Topic, person: User) -> None:
        """Delete a topic and its messages, as an administrator or its creator."""
        self._check_can_manage(topic, person)
        self.remove_topic(topic)

    def close_general(self, chat: Chat, person: User) -> None:
        """Close the General topic for others, as an administrator."""
        self._set_general_closed(chat, person, is_closed=True)

    def reopen_general(self, chat: Chat, person: User) -> None:
        """Reopen the General topic, as an administrator."""
        self._set_general_closed(chat, person, is_closed=False)

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
        """Send a bot an inline query, and return it; it gets its results when the bot answers.

        Args:
            chat: the chat that the chosen result is sent to.
            person: the sender.
            query: the text, up to 256 characters.
            bot: the bot; the default is the first.
            offset: the `next_offset` of earlier results that were scrolled to their end.
            place: latitude and longitude in degrees, if the person shares them.
        """
        asked = self.accounts[(bot or self.bot).id]
        check_can_speak(chat, person, permission="can_send_other_messages")
        if not asked.supports_inline:
            raise ActionError(f"{asked.user.first_name} has inline mode switched off")
        location = Location(*place) if place else None
        query_id = str(len(self.inline_queries) + 1)
        # Telegram sends at most 256 characters of a query.
        inline = InlineQuery(query_id, person, asked.user, chat, query[:256], self.now(), offset, location)
        self.inline_queries[query_id] = inline
        asked.updates.add("inline_query", inline.to_json())
        return inline

    def choose(self, query: InlineQuery, result_id: str) -> Message:
        """Choose a result: it is sent in the person's name, and the bot gets an update."""
        result = next((result for result in query.results or () if result.id == result_id), None)
        if result is None:
            raise ActionError(f"the bot returned no result {result_id!r}")
        if result.photo_url and not result.file:
            raise ActionError(f"this server does not fetch {result.photo_url}")
        message = self.send_via(query.chat, query.person, query.bot, result)
        chosen: dict[str, object] = {"result_id": result_id, "from": query.person.to_json(), "query": query.query}
        if message.inline_id:
            chosen["inline_message_id"] = message.inline_id
        self.accounts[query.bot.id].updates.add("chosen_inline_result", chosen)
        return message

    def send_via(self, chat: Chat, person: User, bot: User, result: InlineResult) -> Message:
        """Send a bot's result in a person's name."""
        check_can_speak(chat, person)
        # Telegram gives the id only for a message with an inline keyboard.
        inline_id = f"inline-{len(self.inline_messages) + 1}" if result.markup else None
        message = Message(
            self.next_message_id(chat),
            chat,
            person,
            self.now(),
            result.content,
            markup=result.markup.as_json if result.markup else "",
            file=result.file,
            via=bot,
            inline_id=inline_id,
        )
        if inline_id:
            self.inline_messages[inline_id] = message
        return self.post(message)

    def open_web_app(self, message: Message, button: int, person: User) -> WebAppQuery:
        """Open the web app of a button, given by its index (from 0), and return the query that the app can answer."""
        current = self.current(message)
        found = current.buttons[button] if 0 <= button < len(current.buttons) else None
        if found is None or found.web_app is None:
            raise ActionError(f"button {button + 1} of the message opens no web app")
        query_id = f"web-{len(self.web_app_queries) + 1}"
        query = WebAppQuery(query_id, person, current.sender, current.chat, found.web_app.url, self.now())
        self.web_app_queries[query_id] = query
        return query

    def _new_message(
        self,
        chat: Chat,
        person: User,
        *,
        anonymous: bool = False,
        topic: Topic | None = None,
        replied: Message | None = None,
        permission: str = "can_send_messages",
    ) -> Message:
        if chat.parent and person.id not in chat.members:  # anybody can write to a channel
            chat.set_member(person, Status.MEMBER)
        check_can_speak(chat, person, anonymous=anonymous, permission=permission)
        if left := self.slow_mode_left(chat, person):
            raise ActionError(f"slow mode: {person.first_name} can post in {chat.name} in {left} s")
        thread_id = topic.thread_id if topic else replied.thread_id if replied else None
        self._check_topic(chat, person, thread_id)
        posts_as_chat = anonymous or chat.kind is ChatKind.CHANNEL
        return Message(
            self.next_message_id(chat),
            chat,
            person,
            self.now(),
            sender_chat=chat if posts_as_chat else None,
            reply_to=replied,
            thread_id=thread_id,
            direct_topic=_direct_topic(chat, person, replied),
        )

    def _check_topic(self, chat: Chat, person: User, thread_id: int | None) -> None:
        topic = None if thread_id is None else self.topics[chat].get(thread_id)
        if thread_id is not None and topic is None:
            raise ActionError(f"{chat.name} has no such topic")
        is_closed, name = (topic.is_closed, topic.name) if topic else (chat.is_general_closed, "General")
        if is_closed and not chat.member(person).has_right("can_manage_topics", chat.kind):
            raise ActionError(f"the topic {name} is closed")

    def _post_file(
        self, message: Message, kind: FileKind, upload: Upload, caption: str, details: MediaDetails = NO_DETAILS
    ) -> Message:
        content = _caption_content(caption)
        try:
            file = self.add_file(store_media(upload, kind, self._file_owner(message.chat), details))
        except ApiError as error:
            raise ActionError(f"the {kind} cannot be posted: {error.description}") from error
        return self.post(replace(message, content=content, file=file))

    def _file_owner(self, chat: Chat) -> int:
        # File ids differ by bot. This server stores one per file: that of the first bot in the chat.
        return next((id_ for id_, account in self.accounts.items() if chat.member(account.user).is_inside), self.bot.id)

    def _set_general_closed(self, chat: Chat, person: User, *, is_closed: bool) -> None:
        if not chat.is_forum or not chat.member(person).has_right("can_manage_topics", chat.kind):
            raise ActionError(f"{person.first_name} cannot change the General topic of {chat.name}")
        chat.is_general_closed = is_closed
        self.post_service(chat, person, {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}})

    def _set_closed(self, topic: Topic, person: User, *, is_closed: bool) -> None:
        self._check_can_manage(topic, person)
        if not topic.chat.is_forum:
            raise ActionError("a topic of a private chat cannot be closed")
        self.set_topic_closed(topic, person, is_closed=is_closed)

    def _check_can_manage(self, topic: Topic, person: User) -> None:
        chat = topic.chat
        if topic.thread_id not in self.topics[chat]:
            raise ActionError(f"the topic {topic.name} has been deleted")
        if topic.creator is not person and not chat.member(person).has_right("can_manage_topics", chat.kind):
            raise ActionError(f"{person.first_name} cannot change the topic {topic.name}")


def check_can_speak(
    chat: Chat, person: User, *, anonymous: bool = False, permission: str = "can_send_messages"
) -> None:
    """Check that an app would allow a person to post in a chat, with the permission that restrictions may withhold.

    Raises:
        ActionError: the app would not.
    """
    member = chat.member(person)
    if chat.migrated_to:
        raise ActionError(f"{chat.name} has become a supergroup")
    if not member.is_inside or person.is_deactivated:
        raise ActionError(f"{person.first_name} is not in {chat.name}")
    if not member.may(permission):
        raise ActionError(f"{person.first_name} cannot post this in {chat.name}")
    if chat.kind is ChatKind.PRIVATE and not all(other.is_inside for other in chat.members.values()):
        raise ActionError(f"{person.first_name} has blocked the bot")
    if (anonymous or chat.kind is ChatKind.CHANNEL) and not member.is_administrator:
        raise ActionError(f"{person.first_name} is not an administrator of {chat.name}")
    if anonymous and chat.kind is ChatKind.PRIVATE:
        raise ActionError("nobody can post anonymously in a private chat")


def _direct_topic(chat: Chat, person: User, replied: Message | None) -> User | None:
    if chat.parent is None:
        return None
    if not chat.member(person).is_administrator:
        return person
    if replied is None:
        raise ActionError(f"in the direct messages of {chat.name}, an administrator can only reply")
    return replied.direct_topic


def _text_content(text: str) -> FormattedText:
    content = detect(trim(FormattedText(clean(text))))
    if not 1 <= utf16_length(content.text) <= MAX_TEXT_LENGTH:
        raise ActionError(f"a message has 1 to {MAX_TEXT_LENGTH} characters, this one {utf16_length(content.text)}")
    return content


def _caption_content(text: str) -> FormattedText:
    content = detect(trim(FormattedText(clean(text))))
    if utf16_length(content.text) > MAX_CAPTION_LENGTH:
        raise ActionError(
            f"a caption has at most {MAX_CAPTION_LENGTH} characters, this one {utf16_length(content.text)}"
        )
    return content


def _find_button(message: Message, button: int | str) -> Button:
    if isinstance(button, int):
        if 0 <= button < len(message.buttons):
            return message.buttons[button]
        raise ActionError(f"the message has {len(message.buttons)} buttons, no button {button + 1}")
    for found in message.buttons:
        if found.callback_data == button:
            return found
    raise ActionError(f"the message has no button with the data {button!r}")


def _link_hint(button: Button) -> str:
    return f", it opens {button.url}" if button.url else ""
