"""Whole texts of a private chat that order something about the bulletins: 부산 그만, remove, 알림 하나 더."""

import re

from bot.parsing.reader import read
from bot.parsing.talk_words import STOP
from bot.parsing.topics import Topic
from bot.parsing.wording import any_of, latin
from bot.places import Places

_MAX_LENGTH = 60
_REMOVING = any_of(
    "빼|제거|삭제|지워|지우", latin("remove|delete|take out|drop|xóa|xoá|bớt"), "外して|削除", "移除|去掉|删除"
)
_STOP = (
    rf"{STOP.pattern}|필요\s?없[가-힣]*|(?:もう)?いらない[ぁ-ん]*|不要了?|không cần(?: nữa)?|don't need|no longer need"
)
_STOP_BESIDE = re.compile(
    rf"(?:{_STOP})\s*(?P<after>.+)|(?P<before>.+?)(?:은|는|을|를|は|を|も)?\s*(?:{_STOP})[\s.!~]*", re.IGNORECASE
)
_BULLETINS = any_of(r"알림|아침\s?소식|소식|구독", latin("bulletins?|subscriptions?|bản tin"), "配信|简报|推送|订阅")
_FURTHER = any_of(
    r"추가|더|새로?|두\s?번째",
    latin("add|another|second|new|more|thêm|nữa|khác|mới"),
    "追加|もう|別の|新しい|添加|增加|再加?|另外?|新",
)
_AROUND = any_of(
    r"하나|한\s?개|(?:해|하)[가-힣]*|만들[가-힣]*|받[가-힣]*|싶[가-힣]*|[을를도의요줘]",
    latin("an?|one|please|make|create|me|một|tạo|vào|cho|tôi"),
    "一つ|ひとつ|一件|作って|(?:して|した|お願い)[ぁ-ん]*|[をもの]|一[份个]|我|要|想|[个份的加]",
)
"""What may stand around the words for a further bulletin."""


def is_removal(text: str) -> bool:
    """Return whether a text asks to take something out: 빼줘, remove."""
    return _REMOVING.search(text) is not None


def asks_for_another(text: str) -> bool:
    """Return whether a text is nothing but the wish for a further bulletin: 알림 하나 더 추가, another bulletin."""
    if len(text) > _MAX_LENGTH or not (_BULLETINS.search(text) and _FURTHER.search(text)):
        return False
    rest = _AROUND.sub("", _FURTHER.sub("", _BULLETINS.sub("", text)))
    return not any(map(str.isalnum, rest))


def find_stopped(text: str, places: Places) -> str | None:
    """Return the names in a text that is only a word to stop and names of places: 부산 그만, stop Busan; else None."""
    found = _STOP_BESIDE.fullmatch(text.strip()) if len(text) <= _MAX_LENGTH else None
    names = found and (found["after"] or found["before"])
    if not names:
        return None
    # 부산 비 그만 is about the rain.
    asked = read(names, places)
    is_place = asked.what <= {Topic.NOW} and asked.names and not asked.unknown and not (asked.abroad or asked.north)
    return names if is_place else None
