"""Words in five languages that join two orders in one text: remove Seoul and change the time, 서울 빼고 8시로 바꿔줘."""

from bot.parsing.wording import any_of

VERBS = {
    "빼": "빼줘", "지우": "지워줘", "없애": "없애줘", "끊": "끊어줘", "바꾸": "바꿔줘", "옮기": "옮겨줘", "넣": "넣어줘", "하": "해줘",
    "미루": "미뤄줘", "늦추": "늦춰줘", "당기": "당겨줘", "끄": "꺼줘", "켜": "켜줘", "보내": "보내줘", "쉬": "쉬어줘",
}  # fmt: skip
"""Stems of Korean verbs, and their forms in a single order."""

_OTHER_VERBS = [stem for stem in VERBS if stem != "빼"]
KOREAN_JOINT = any_of(
    rf"(?P<stem>(?<![일욜말])(?<![일욜말] )(?<![일욜말][은에엔])(?<![일욜말][은에엔] )빼|{'|'.join(_OTHER_VERBS)})고(?:서|요)?[\s,]+(?:(?:또|그리고|이제)\s)?|(?P<done>[빼워애어꿔겨해뤄춰꺼켜내])\s?주(?:고|시고|세요|라)(?:서)?[\s,.]+(?:(?:또|그리고|이제)\s)?|(?P<asked>줘)[\s,.]+(?:(?:또|그리고|이제)\s)?"
)
"""The end of a Korean order after which another one begins; 일요일 빼고 is a part of one."""

JOINTS = any_of(
    r"(?:\s?[,;]|[.!])\s(?:(?:and|then|but|also|và|rồi|sau đó)\s)*|\s(?:and|then|và|rồi)\s(?:(?:then|also|please|sau đó)\s)?",
    "(?<=て)[、。]?(?:そして|それから|あと)?|[、。](?:そして|それから|あと)?|[,;.。](?=[一-龥])(?:并且?|然后|同时|再)?|(?:并且|然后|同时)|(?<=[一-龥]) (?=[一-龥])",
)
"""What stands between two orders in the other languages; also between the names of a list."""
