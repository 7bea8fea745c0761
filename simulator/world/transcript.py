"""Events and messages as plain text, for the terminal."""

from simulator.world.messages import Event, EventKind, Message

_INDENT = "    "
_PREFIXES = {
    EventKind.SENT: "",
    EventKind.EDITED: "(edited) ",
    EventKind.DELETED: "(deleted) ",
    EventKind.TOAST: "",
    EventKind.REACTED: "",
    EventKind.VOTED: "",
}


def render_event(event: Event, *, with_speaker: bool = False) -> str:
    """Return an event as lines that begin with the chat's name; continued lines are indented.

    Args:
        event: the event.
        with_speaker: whether the speaker's name follows the chat's.
    """
    body = f"({event.text})" if event.kind is EventKind.TOAST else _body(event)
    first, *others = body.splitlines() or [""]
    place = event.message.chat.name
    if with_speaker and (event.actor or event.message.sender_chat is None):
        place = f"{place} / {(event.actor or event.message.sender).first_name}"
    head = f"{place}: {_PREFIXES[event.kind]}{first}"
    return "\n".join([head, *(f"{_INDENT}{line}" if line else "" for line in others)])


def text_with_links(message: Message) -> str:
    """Return a message's text with the URL of each link after the linked words."""
    # Offsets count UTF-16 code units.
    encoded = message.text.encode("utf-16-le")
    pieces, done = [], 0
    for entity in sorted(message.entities, key=lambda entity: entity.end):
        if entity.url:
            pieces.append(encoded[2 * done : 2 * entity.end].decode("utf-16-le"))
            pieces.append(f" <{entity.url}>")
            done = entity.end
    return "".join([*pieces, encoded[2 * done :].decode("utf-16-le")])


def _body(event: Event) -> str:
    message = event.message
    if event.kind is EventKind.REACTED:
        return f"({event.text or 'no reaction'} to: {message.text})"
    if event.kind is EventKind.VOTED:
        return f"(vote: {event.text or 'none'})"
    if event.kind is EventKind.DELETED:
        return message.text
    if message.service:
        return f"[{', '.join(message.service)}]"
    lines = [*_file_lines(message), text_with_links(message), *_poll_lines(message), *_button_lines(message)]
    lines += [" | ".join(f"[{label}]" for label in row) for row in message.reply_keyboard]
    return "\n".join(line for line in lines if line)


def _file_lines(message: Message) -> list[str]:
    return [f"[{message.file.name or message.file.kind}]"] if message.file else []


def _poll_lines(message: Message) -> list[str]:
    if message.poll is None:
        return []
    return [message.poll.question.text, *(f"( ) {option.text}" for option in message.poll.options)]


def _button_lines(message: Message) -> list[str]:
    rows, number = [], 0
    for row in message.keyboard:
        labels = [f"[{number + place}] {button.text}" for place, button in enumerate(row, start=1)]
        rows.append("  ".join(labels))
        number += len(row)
    return rows
