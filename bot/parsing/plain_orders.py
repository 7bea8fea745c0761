"""Whole texts of a private chat that order something about the bulletins: 부산 그만, remove, 알림 하나 더."""

import re

from bot.parsing.asked_days.dates import take_no_dates
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.bulletins.settings import find_display
from bot.parsing.marked_names import set_aside_names, without_names
from bot.parsing.patterns.words import Words
from bot.parsing.quotes import quote_all
from bot.parsing.reader import read
from bot.parsing.rewriting import rewrite
from bot.parsing.topics import Topic
from bot.parsing.vocabulary.negation_words import NEGATION
from bot.parsing.vocabulary.order_fillers import ORDER_FILLERS
from bot.parsing.vocabulary.order_words import (
    DAY_OFF,
    FOR_NOW,
    PAUSE,
    SENDING,
    SEVERAL_TIMES,
    SUBSCRIBE,
    UNSUBSCRIBE,
)
from bot.parsing.vocabulary.setting_words import LANGUAGE_ASKED, LANGUAGES
from bot.parsing.vocabulary.span_words import LENGTHS
from bot.parsing.vocabulary.stopping_words import NAMED_BULLETIN
from bot.parsing.vocabulary.talk_words import GIVEN_UP, NEGATED_ORDER, STOP
from bot.parsing.vocabulary.whether_words import WHETHER
from bot.parsing.wording import TAKEN, any_of, contains, latin, prepare
from bot.places import Places

_MAX_LENGTH, _MAX_ORDER_LENGTH = 60, 200
_REMOVING = any_of(
    "빼|제거|삭제|지워|지우", latin("remove|delete|take out|drop|xóa|xoá|bớt"), "外して|削除", "移除|去掉|删除"
)
_STOP = (
    rf"{STOP.pattern}|필요\s?없[가-힣]*|(?:もう)?いらない[ぁ-ん]*|不要了?|không cần(?: nữa)?|don't need|no longer need"
)
_STOP_BESIDE = Words(
    rf"(?:{_STOP})\s*(?P<after>.+)|(?P<before>.+?)(?:은|는|을|를|は|を|も)?\s*(?:{_STOP})[\s.!~]*", re.IGNORECASE
)
_NAMED = {
    "start": any_of(
        "시작(?:하기|해줘)?|처음(?:부터|으로)", latin("start|restart|bắt đầu"), "はじめる?|始める|スタート|开始|開始"
    ),
    "channel": any_of(r"채널(?:\s?설정)?", latin("(?:my )?channels?|kênh"), "チャンネル|频道|頻道"),
    "data": any_of(
        r"(?:내|저장된)\s?(?:정보|데이터)(?:\s?(?:보기|보여줘|확인))?|개인\s?정보",
        latin("(?:show )?(?:my )?data|privacy|dữ liệu(?: của tôi)?"),
        "(?:私の)?データ|個人情報|(?:我的)?(?:数据|个人信息)|隐私",
    ),
    "forget": any_of(
        r"(?:내|저장된|모든)\s?(?:정보|데이터)(?:를|을)?\s?(?:모두|다)?\s?(?:삭제|지워)[가-힣]*",
        latin("forget(?: me)?|delete (?:all )?my data|xóa dữ liệu(?: của tôi)?"),
        "(?:私の)?データを(?:削除|消)[ぁ-ん]*|(?:删除|清除)(?:我的)?(?:数据|信息)",
    ),
}
"""Commands that the reader of sentences does not know, by the texts that mean them."""

_SEND = r"보내\s?(?:줘|봐|주세요|줄래|주라|보세요)[가-힣]*"
_SEND_NOW = any_of(
    rf"(?:알림|소식)?\s?(?:(?:지금|당장|바로|테스트로|시험\s?삼아|알림|소식|하나|한\s?번|만)\s?)+{_SEND}",
    r"(?:알림\s?)?미리\s?보기(?:\s?(?:보여|좀|해)[가-힣\s]*)?",
    latin(
        "(?:please )?send (?:me )?(?:it|one|a (?:test|sample|preview|bulletin)(?: bulletin| message)?"
        "|(?:the|my|today's) bulletin)(?: (?:right )?now)?(?: please)?"
        "|(?:show (?:me )?)?(?:a |the )?preview(?: please)?"
    ),
    latin("(?:hãy )?gửi (?:bản tin )?(?:thử|ngay)(?: (?:bây giờ|một bản|luôn|đi|cho tôi))*|xem trước"),
    "(?:今すぐ|いま|今|試しに)(?:一つ|一回)?(?:配信を?|通知を?)?送って[ぁ-ん]*|プレビュー[ぁ-ん]*",
    "(?:请)?(?:现在|马上|立刻|立即)(?:给我)?(?:发|推送?)(?:一[条次份个])?(?:给我|试试|看看)?",
    "(?:测试|试)(?:一下|发一条)|预览(?:一下)?",
)
"""Whole texts that ask for the bulletin at once."""

_ALL = any_of(
    r"(?:전부|모두|전체|모든|다|알림|구독|소식|것|거)(?:를|을|도)?|(?:취소|그만)[가-힣]*|해?\s?(?:줘|주세요)|좀|이제",
    latin("all|everything|please|now|me|bulletins?|subscriptions?|alerts?|the|my|of|it|them"),
    latin("tất cả|hết|toàn bộ|bản tin|giúp|tôi"),
    "全部|全て|すべて|全|所有|一切|的|配信|購読|推送|订阅|ください|お願い[ぁ-ん]*|を|の|请|吧",
)  # fmt: skip
"""Words after /unsubscribe that mean all bulletins."""

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


def asks_for_several_times(text: str) -> bool:
    """Return whether a whole text asks for several bulletins a day, and does not say when: 하루에 두 번 보내줘."""
    said = prepare(text)
    if len(text) > _MAX_LENGTH or not contains(SEVERAL_TIMES, said):
        return False
    rest = SENDING.sub(TAKEN, SEVERAL_TIMES.sub(TAKEN, said))
    return not any(map(str.isalnum, ORDER_FILLERS.sub("", NAMED_BULLETIN.sub(TAKEN, rest)).replace(TAKEN, " ")))


def find_command(text: str) -> str | None:
    """Return the command that a whole text means: 시작, my data; None if it means none of these."""
    bare = text.strip(" .!?~。！？").removeprefix("/")
    return next((name for name, pattern in _NAMED.items() if pattern.fullmatch(bare)), None)


def is_removal(text: str) -> bool:
    """Return whether a text asks to take something out: 빼줘, remove."""
    return _REMOVING.search(text) is not None


def means_all(text: str) -> bool:
    """Return whether the words after /unsubscribe mean all bulletins, or there are none: 전부, all please."""
    return not any(map(str.isalnum, _ALL.sub("", prepare(text))))


def asks_whether(text: str) -> bool:
    """Return whether a text only asks if the bulletins should be changed: 부산 추가할까, should I add."""
    return contains(WHETHER, prepare(text))


def find_language(text: str) -> str | None:
    """Return the code of the language that a text asks for: 영어로 말해줘; None if none, or only asked about."""
    said = prepare(text)
    found = [code for code, words in LANGUAGES.items() if contains(words, said)]
    is_asked = any(contains(words, said) for words in (LANGUAGE_ASKED, NEGATION, WHETHER))
    return found[0] if len(found) == 1 and not is_asked else None


def find_no_dates(text: str) -> list[str]:
    """Return what an order has that looks like a date and is none: 2월 30일까지 쉬어줘; none without an order."""
    said = rewrite(prepare(text)[:_MAX_ORDER_LENGTH])
    is_order = any(contains(words, said) for words in (PAUSE, UNSUBSCRIBE, SUBSCRIBE, SENDING, DAY_OFF))
    return quote_all(text, take_no_dates(said)[0]) if is_order else []


def asks_for_now(text: str) -> bool:
    """Return whether a whole text asks for the bulletin at once: 지금 보내줘, send a test."""
    return len(text) <= _MAX_LENGTH and _SEND_NOW.fullmatch(prepare(text).strip(" .!~。！")) is not None


def gives_up(text: str) -> bool:
    """Return whether a text only gives up a wish: never mind, 됐어요."""
    return GIVEN_UP.fullmatch(text.strip(" .!~。！")) is not None


def refuses_order(text: str, places: Places) -> bool:
    """Return whether a text says that an order should not be carried out, and nothing else: 구독 취소하지 마."""
    if len(text) > _MAX_ORDER_LENGTH:
        return False
    marked = set_aside_names(prepare(text), places, [])
    if not contains(NEGATED_ORDER, marked):
        return False
    rest = without_names(NAMED_BULLETIN.sub(TAKEN, NEGATED_ORDER.sub(TAKEN, marked)))
    words = ORDER_FILLERS.sub("", rest).replace(TAKEN, " ").split()
    return not any(any(map(str.isalnum, word)) and not places.find_whole(word) for word in words)


def is_break(text: str) -> bool:
    """Return whether a text that ends something means a break: 일주일만 쉬어줘, pause for a week, 내일은 보내지 마."""
    return contains(FOR_NOW, text) or contains(LENGTHS, text) or bool(take_days_asked(text).days)


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
    # 인천 소리 꺼줘 is about the sound.
    if not names or find_display(prepare(text)):
        return None
    # 부산 비 그만 is about the rain.
    asked = read(names, places)
    is_place = asked.what <= {Topic.NOW} and asked.names and not asked.unknown and not (asked.abroad or asked.north)
    return names if is_place else None
