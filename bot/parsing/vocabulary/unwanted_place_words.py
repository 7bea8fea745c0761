"""Words in five languages by which a question leaves a place out, and by which somebody has the name of a place."""

from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_BEFORE, any_of

UNWANTED_PLACE = any_of(
    rf"[\s,]*{NO_HANGUL_BEFORE}(?P<ko>[가-힣]{{2,}}?)(?:은|는|이|가|도)?\s?(?:날씨)?(?:은|는)?\s?(?:말고는?|아니고|빼고는?|제외하고|제외|됐고|필요\s?없[가-힣]*|안\s?궁금[가-힣]*)(?:요)?(?=[\s,.!~]|$)(?!\s*[가-힣]{{2,}}(?:만\s?(?:받|보내|구독)|[은는만]?\s?(?:남[겨기길]|유지|놔|계속)))",
    r"[\s,]*(?:\b(?:and|but)\s+)?\b(?:not|except(?: for)?|excluding|without|rather than|instead of|don't want|do not want)\s+(?:in |at |for |about )?(?P<en>[a-z가-힣][\w'-]+)\b",
    r"[、,]?(?P<ja>[一-龥ァ-ヶー가-힣]{2,8})(?:では?な(?:く(?:て)?|い)|じゃな(?:く(?:て)?|い)|以外は?|は(?:いらない|要らない|不要|なし|除く)|を除いて?)(?:です|よ)?",
    r"[，,]?(?:但是?|而)?(?:不要|不是|不看|不用|除了|别看)(?P<zh>[一-龥]{2,5}?)(?:的|以外|之外)?(?=[，,。!！\s]|$)",
    r"[\s,]*(?:\b(?:chứ|mà|nhưng)\s+)?\b(?:không phải|không lấy|không cần|trừ|ngoại trừ)\s+(?:là |ở )?(?P<vi>[a-z][\w'-]+)\b",
)
"""A name that a question is not about: 부산 말고, but not Busan."""

TITLED = Words(r"\b(?P<title>Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Madam)\b\.?(?:\s[A-Z][a-z'-]+){1,3}")
"""A person's name, which is no place: Mr. Gong Ju."""
