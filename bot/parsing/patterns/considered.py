"""Orders that somebody only considers: 인천 뺄까, should I remove Incheon, 要不要改成8点."""

import re

from bot.parsing.patterns.words import Words

_KOREAN = {
    "뺄": "빼줘", "지울": "지워줘", "바꿀": "바꿔줘", "끌": "꺼줘", "켤": "켜줘", "옮길": "옮겨줘", "미룰": "미뤄줘",
    "늦출": "늦춰줘", "당길": "당겨줘", "앞당길": "앞당겨줘", "넣을": "넣어줘",
}  # fmt: skip
"""Stems before 까, with the order."""

_ENGLISH_VERB = "change|switch|move|set|remove|delete|drop|add|stop|cancel|pause|turn|unsubscribe|subscribe"
_CHINESE_VERB = "改|换|換|加|添|增|删|刪|去掉|移除|取消|退订|订阅|暂停"
_VIETNAMESE_VERB = "đổi|chuyển|thêm|bỏ|xóa|xoá|bớt|hủy|huỷ|tắt|đăng"
_JAPANESE_VERB = r"(?P<te>変え|加え|入れ|やめ|止め)よう|(?P<shite>外|消|足)そう|(?P<suru>追加|削除|登録|変更)しよう"
_END = r"(?=[\s?？!！.。~]*$)"

_KOREAN_FORM = Words(rf"(?<![가-힣])(?P<stem>{'|'.join(_KOREAN)})까(?:요|용|\s?말까)?{_END}")
_JAPANESE_FORM = Words(rf"(?:{_JAPANESE_VERB})か(?:な[あぁ]?)?{_END}")
_OTHER_FORMS = Words(
    rf"\b(?:should|shall) (?:i|we) (?=(?:{_ENGLISH_VERB})\b)"
    rf"|(?:要不要|该不该|應不應該|应不应该|是不是该|是否要?)再?(?={_CHINESE_VERB})"
    rf"|\b(?:có )?nên (?=(?:{_VIETNAMESE_VERB})\b)",
    re.IGNORECASE,
)


def to_order(text: str) -> str:
    """Return a text with the order that it considers, as one; `whether_words.WHETHER` tells that it is none."""
    if not any(form.search(text) for form in (_KOREAN_FORM, _JAPANESE_FORM, _OTHER_FORMS)):
        return text
    text = _KOREAN_FORM.sub(lambda match: _KOREAN[match["stem"]], text)
    text = _JAPANESE_FORM.sub(_order_in_japanese, text)
    return _OTHER_FORMS.sub("", text).rstrip(" ?？")


def _order_in_japanese(match: re.Match[str]) -> str:
    return f"{match['te']}て" if match["te"] else f"{match['shite'] or match['suru']}して"
