"""Words to search the news for, in a text that asks for news: 오늘 부산 화재 뉴스 좀 보여줘."""

from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.days import Day
from bot.parsing.rewriting import rewrite
from bot.parsing.vocabulary.talk_words import NEWS
from bot.parsing.wording import NO_HANGUL_AFTER, NO_HANGUL_BEFORE, TAKEN, any_of, drop_particles, latin, prepare

# Fewer words than around a question for the weather: an article may be about a school or an umbrella.
_ASKING = any_of(
    rf"{NO_HANGUL_BEFORE}(?:알려|보여|말해|들려|읽어|전해)\s?(?:줘|주|줄|달|드)[가-힣]*|{NO_HANGUL_BEFORE}(?:찾아|검색(?:해)?)(?:\s?(?:봐|보|볼|줘|주|줄|달|드)[가-힣]*)?(?:\s(?:줘|주|줄|달|드|싶)[가-힣]*)?{NO_HANGUL_AFTER}|{NO_HANGUL_BEFORE}(?:좀|더|혹시|지금|최신|최근|주요|관련(?:된)?|관한|대한|있[나어을는니습으][가-힣]*|없[나어]요?|뭐|무슨|어떤|궁금[가-힣]*|부탁[가-힣]*|오늘의|요즘|방금|새로운|만){NO_HANGUL_AFTER}",
    latin(
        "please|pls|show|me|tell|give|read|get|see|find|any|is|are|there|what(?:'s|s)?|the|an|a|about|on|of|in|for|from|at|latest|recent|new|newest|top|main|some|more|do|you|have|can|could|i|want|happening|today's"
    ),
    f"[のは](?=\\s*{TAKEN})|(?:を|が)?(?:教えて|見せて|知りたい|読みたい|ありますか|ある)(?:ください|下さい)?|最新|主な|について(?:の)?|関する|ください",
    f"的(?=\\s*{TAKEN})|(?:看|给我|请|有什么|有没有|最新|关于|相关|一下|告诉我|我想看|想看|吗|什么)",
    latin("cho|tôi|em|mình|xem|đọc|mới nhất|mới|nóng|về|ở|tại|có|gì|không|những|các|ạ|nhé|với"),
)
_MARKS = str.maketrans(dict.fromkeys(f"{TAKEN}?!？！。、,", " "))


# Behind a word for news: what they should be about follows.
_ABOUT = any_of(latin("about|on|regarding|về"))


# With one of these in front, the subject follows without another word: tin động đất.
_FIRST = any_of(
    "뉴스|속보", latin("news|headlines?|tin tức|tin(?! (?:tôi|anh|em|mình|bạn|nhắn))"), "ニュース|新闻|新聞"
)


def is_search(text: str) -> bool:
    """Return whether a word for news begins a text, or ends it but for words that ask, or says that a subject follows.

    버스 파업 기사 찾아줘 and articles about the strike are searches; 뉴스에서 봤는데 비 온대 is none.
    """
    *_, end = NEWS.sub(TAKEN, text).rpartition(TAKEN)
    has_news = NEWS.search(text) is not None
    return has_news and (
        _FIRST.match(text.lstrip()) is not None
        or _ABOUT.match(end.lstrip()) is not None
        or not _ASKING.sub("", end).translate(_MARKS).split()
    )


def search_words(text: str) -> str:
    """Return the words of a text without those that only ask for news; empty if nothing else is said."""
    rest = NEWS.sub(TAKEN, rewrite(prepare(text)))
    asked = take_days_asked(rest)
    # All news are of today and before; another day is something that an article may be about.
    if all(isinstance(day, Day) and day.is_today for day in asked.days):
        rest = asked.rest
    return " ".join(_ASKING.sub(TAKEN, drop_particles(rest)).translate(_MARKS).split())
