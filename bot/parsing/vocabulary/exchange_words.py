"""Words in five languages for one place that a bulletin should have instead of another: 서울을 제주로 바꿔줘."""

import re

from bot.parsing.patterns.words import Words
from bot.parsing.wording import NO_HANGUL_BEFORE, any_of, latin

_TAIL = r"[가-힣]*(?:\s?(?:줘|주|싶|달|수|있|될|가능|부탁|할|해)[가-힣]*)*"
_CHANGE = rf"(?:바꿔|바꾸|바꿀|변경|교체|수정|옮겨|옮기){_TAIL}"
_REMOVE = rf"(?:빼|뺀|제외|지우|지워|삭제|취소|해지|끊|없애){_TAIL}"
_ADD = rf"(?:추가|넣|더해){_TAIL}"
_OUT, _WANTED = (rf"{NO_HANGUL_BEFORE}(?P<{name}>[가-힣]{{2,}}?(?: [가-힣]{{2,}}?)??)" for name in ("out", "wanted"))
_OBJECT = r"(?:\s?(?:지역|알림|소식|날씨|구독))?(?:은|는|을|를|도)?"
_LATIN_OUT, _LATIN_WANTED = (rf"(?P<{name}>[a-z][a-z'-]*(?: [a-z][a-z'-]*){{0,2}}?)" for name in ("out", "wanted"))
_STOP = "(?:remove|drop|delete|stop|cancel|unsubscribe(?: from)?|take out)"
_END = r"(?=[\s,.!]|$)"
_JA_OUT, _JA_WANTED = (rf"(?P<{name}>[一-龥々ァ-ヶー]{{2,8}}?)" for name in ("out", "wanted"))
_JA_REMOVE, _JA_ADD = (
    r"(?:を|は)?(?:外し|外す|削除|消し|消す|やめ|除い|除く|抜い|抜く)[ぁ-ん]*",
    r"(?:を|も)?(?:追加|加え|足し|入れ)[ぁ-ん]*",
)
_ZH_OUT, _ZH_WANTED = (rf"(?P<{name}>[一-龥]{{2,5}}?)" for name in ("out", "wanted"))
_ZH_END, _ZH_AND = r"(?=[\s,，。!！了的吧]|$)", "[,，、]?(?:并且?|然后|再|和)?"
_ZH_ADD, _ZH_REMOVE = "(?:添加|加上|增加|新增|加)", "(?:删除|删掉|去掉|取消|移除)"
_VI_ADD, _VI_REMOVE = "thêm", "(?:bỏ|xóa|xoá|hủy|huỷ)"
_VI_AND = r"[\s,]+(?:và |rồi |, ?)?"

EXCHANGES = tuple(
    Words(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OUT}(?:을|를|에서|은|는|\s?대신(?:에)?|\s?말고)\s?{_WANTED}(?:으로|로)\s?{_CHANGE}",
        rf"{_OUT}\s?(?:대신(?:에)?|말고)\s?{_WANTED}(?:을|를|으로|로|만)?(?:\s(?:구독|보내|받|등록|설정|{_ADD}|해){_TAIL})?(?=[\s.!~]|$)",
        rf"{_OUT}{_OBJECT}\s?{_REMOVE}[\s,]*{_WANTED}{_OBJECT}\s?{_ADD}",
        rf"{_WANTED}{_OBJECT}\s?{_ADD}[\s,]*{_OUT}{_OBJECT}\s?{_REMOVE}",
        rf"{_OUT}{_OBJECT}\s?{_REMOVE}[\s,]*{_WANTED}(?:으로|로)\s?(?:해|부탁|받|보내|{_CHANGE}){_TAIL}",
        rf"\b(?:replace|change|switch|swap|move) (?:(?:it|(?:my |the )?(?:city|place|location|subscription|bulletin)) from |from )?{_LATIN_OUT} (?:with|by|to|for|into) {_LATIN_WANTED}{_END}",
        rf"\b{_LATIN_WANTED},? (?:instead|in place) of {_LATIN_OUT}{_END}",
        rf"\binstead of {_LATIN_OUT},? {_LATIN_WANTED}{_END}",
        rf"\b{_STOP} {_LATIN_OUT}[\s,]+(?:(?:and|but|then|use|send|take|get|put|make it) )*{_LATIN_WANTED} instead{_END}",
        rf"\b(?:add|include) {_LATIN_WANTED}[\s,]+(?:(?:and|but|then) )*{_STOP} {_LATIN_OUT}{_END}",
        rf"\b{_STOP} {_LATIN_OUT}[\s,]+(?:(?:and|but|then) )*(?:add|include) {_LATIN_WANTED}{_END}",
        rf"{_JA_OUT}(?:を|から){_JA_WANTED}[にへ](?:変更|変え|替え|切り替え|して)[ぁ-ん]*",
        rf"{_JA_OUT}(?:の代わりに|では?なくて?|じゃなくて?)、?{_JA_WANTED}(?:[にをへ](?:変更|変え|替え|追加|送|し)[ぁ-ん]*)?(?=[\s。!]|$)",
        rf"{_JA_OUT}{_JA_REMOVE}[、,]?{_JA_WANTED}{_JA_ADD}",
        rf"{_JA_WANTED}{_JA_ADD}[、,]?{_JA_OUT}{_JA_REMOVE}",
        rf"{_JA_OUT}{_JA_REMOVE}[、,]?{_JA_WANTED}に(?:変更|変え|替え|切り替え|して)[ぁ-ん]*",
        rf"[把将用]?{_ZH_OUT}(?:换成|改成|改为|换为|换到|替换成|替换为){_ZH_WANTED}{_ZH_END}",
        rf"用{_ZH_WANTED}(?:代替|替换|取代){_ZH_OUT}{_ZH_END}",
        rf"{_ZH_ADD}{_ZH_WANTED}{_ZH_AND}{_ZH_REMOVE}{_ZH_OUT}了?{_ZH_END}",
        rf"{_ZH_REMOVE}{_ZH_OUT}了?{_ZH_AND}{_ZH_ADD}{_ZH_WANTED}{_ZH_END}",
        rf"(?:不要|不用|不看){_ZH_OUT}了?[,，、\s]*(?:换成?|改成?|改为){_ZH_WANTED}{_ZH_END}",
        rf"{_ZH_REMOVE}{_ZH_OUT}了?[,，、\s]*(?:换成?|改成?|改为){_ZH_WANTED}{_ZH_END}",
        rf"\b{_VI_REMOVE} {_LATIN_OUT}{_VI_AND}(?:đổi|chuyển|thay)(?: (?:sang|qua|thành|bằng))? {_LATIN_WANTED}{_END}",
        rf"\b(?:thay(?: thế)?|đổi|chuyển) {_LATIN_OUT} (?:bằng|thành|sang|qua) {_LATIN_WANTED}{_END}",
        rf"\b{_LATIN_WANTED} thay (?:vì|cho) {_LATIN_OUT}{_END}",
        rf"\b{_VI_ADD} {_LATIN_WANTED}{_VI_AND}{_VI_REMOVE} {_LATIN_OUT}{_END}",
        rf"\b{_VI_REMOVE} {_LATIN_OUT}{_VI_AND}{_VI_ADD} {_LATIN_WANTED}{_END}",
    )
)
"""A place that should be left out, and the one that is wanted instead; both are looked up, because they may be others."""

PLACE_REPLACED = Words(rf"{NO_HANGUL_BEFORE}(?P<ko>[가-힣]{{2,}}?)(?:을|를|에서)\s.{{2,40}}?(?:으로|로)\s?{_CHANGE}")
"""A place that is replaced by several, or by something else."""

ADDED = any_of(f"(?:{_ADD})", latin("add|include|thêm"), _JA_ADD, _ZH_ADD)
"""What adds a place, without the words for "too", which may stand beside other orders."""

_NAME = "[\ue800-\uebff]"
REMOVING = any_of(
    rf"{_NAME}{_OBJECT}\s?(?:이제\s?)?(?:빼|뺀|제외|지우|지워|삭제|취소|해지|끊|없애)",
    latin(f"{_STOP}|{_VI_REMOVE}"), rf"{_NAME}{_JA_REMOVE}", rf"{_ZH_REMOVE}{_NAME}",
)  # fmt: skip
"""What takes a place out, whose name was set aside; beside what adds one it is a second order."""

REPLACING = any_of(
    rf"{_NAME}\s?대신", latin(r"instead of(?! (?:at )?(?:[0-9]|noon|midnight))|in place of|replace|swap|thay (?:vì|cho|thế)"),
    rf"{_NAME}の代わり", f"(?:代替|替换|取代){_NAME}",
)  # fmt: skip
"""What puts a place in the place of another one."""
