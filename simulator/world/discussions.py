"""Discussion groups: the copies of a channel's posts in the group that is linked to it."""

from dataclasses import replace
from datetime import datetime

from simulator.world.chats import TELEGRAM, Chat
from simulator.world.messages import Message


def automatic_forward(post: Message, group: Chat, message_id: int, date: datetime) -> Message:
    """Return the message that a channel's post becomes in its discussion group; comments are replies to it."""
    kept = {name: value for name, value in post.options.items() if name != "link_preview_options"}
    origin = {"forward_origin": post.options.get("forward_origin") or post.origin_json()}
    return Message(
        message_id,
        group,
        TELEGRAM,
        date,
        post.content,
        sender_chat=post.chat,
        silent=post.silent,
        location=post.location,
        file=post.file,
        poll=post.poll,
        options=kept | origin | {"is_automatic_forward": True},
    )


def edited_forward(copy: Message, post: Message) -> Message:
    """Return the copy of a post after an edit of the post; the same object if nothing is to be changed."""
    if (copy.content, copy.file) == (post.content, post.file):
        return copy
    return replace(copy, content=post.content, file=post.file, edited=post.edited)
