"""Endings and words of Korean sentences that tell something."""

# ruff: noqa: SIM905 - words that can be read

import re

TRAIL = re.compile(
    r"(?:[\s\W_ㄱ-ㅎㅏ-ㅣ]|(?:^|(?<=\s))(?:진짜|정말|정말로|참|증말|레알|아주|너무|완전|오늘|지금|헐|대박|와|우와|아|아오|흑|흑흑|휴|에휴|하|야|봇아|너|막|역시|아휴|어휴|또|이제|벌써|요즘|씨|젠장|하하|크크|제발)(?=[\s\W]|$))+$"
)
# What tells for certain.
_TELLING = (
    "더라 더라고 더라고요 더라구 더라구요 더라니까 더군 더군요 잖아 잖아요 잖어 잖냐 거든 거든요 구나 구만 구먼 네요 네용 군요 는걸 은걸 던걸 는걸요 싶어 싶어요 "
    "싶음 싶구나 죽겠어 죽겠음 죽을뻔 뻔 뻔함 이로다 도다 어라 리라 련다 답니다 랍니다 습니다 습니당 했지롱 지롱 싫어 싫어요 싫음 짜증 짜증나 짜증나요 무서워 "
    "무서워요 무서워해 귀여워 귀여워요 사랑해 사랑해요 미워 미워요 부러워 행복해 우울해 외로워 슬퍼 지겨워 지겹 힘들어 피곤해 미쳤어 쩔어 지긋지긋 지긋지긋해 최고야 "
    "최고임 짱 굿 뻔했어 그리워 그립 설레 설레네 땡겨 땡김 가자 먹자 놀자 보자 하자 마시자 자자 말자 살자 졸려 배고파 못해 못하겠어 안되네 지워 야지 야죠 야지요 "
).split()
TELLING_ENDS = tuple(_TELLING)
RECALLED = tuple(one for one in _TELLING if one.startswith(("더", "잖")))
HEARD = re.compile(r"[다라냐자]더[라군][가-힣]*$")
"""What others said: 온다더라."""

NOUNS = frozenset("바다 캐나다 판다 소다 마다 동네 우리네 앞바다 먼바다".split())
OPEN_STEMS = frozenset("하크쁘프싸쓰트끄르세차")
# The weather of these may be asked about in the past without a sign: 비 왔어, 해제됐어.
WEATHER_PAST = re.compile(
    r"(?:왔|내렸|불었|추웠|더웠|맑았|흐렸|쌓였|그쳤|멈췄|개었|났|떴|풀렸|꼈|끼었|심했|높았|낮았|좋았|나빴|있었|없었|됐|되었|나왔|올라갔|내려갔|떨어졌|졌|시작했|끝났|따뜻했|시원했|쌀쌀했|습했|비였|눈이었|였)(?:어|어요|음|나|슴|어여|어용)$"
)
PAST = re.compile(r"(?:어|어요|음|슴|지|어여|어용|고|던|는데|는데요)$")
EXCLAIMED = re.compile(
    r"날씨(?:다|네|구나|로다|였다|였어|였네)요?$|(?:[았었했갔왔]으면|했음)(?:\s?(?:좋겠|하)[가-힣]*)?$|날씨가\s(?:[가-힣]+\s?)?같아요?$|(?:(?:^|\s)(?:너무|진짜|정말|완전|겁나|존나|졸라|엄청|되게|어찌나|개)\s?(?:[가-힣]+\s)?|^(?:아|아오|와|우와|헐|으|으악|어우|어휴|에휴|휴|하|흑|오|악)[!~.]*\s)(?:춥|추|더|덥|뜨|따|시|쌀|습|좋|예|맑|흐|화)[가-힣]*(?:워|웡|아|어|해|와|음|요|용)$"
)

LONGED = re.compile(r"쉬고\s?싶(?:다|네|당|구나)$")
"""A wish that is only told: 오늘은 쉬고 싶다."""

LINKED = re.compile(
    r"[았었했갔왔렸였났]다가|[았었했갔왔렸였났]더니|느라|[을볼할들갈올]\s?때마다|길래|덕에|탓에|때문에|(?:바람|통)에\s|[았었했갔왔]을\s?때"
)
"""What links a cause or the course of events with what follows."""
