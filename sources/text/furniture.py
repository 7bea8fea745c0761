"""Lines around an article that are no paragraphs of it: bylines, copyright, sharing, comments.

A line counts only as a whole: a sentence about a copyright or a comment is a paragraph.
"""

import re

_MAX_LINE = 250
"""Characters; a longer line is a paragraph."""

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\[email[\s\xa0]protected\]")
_ROLE = (
    r"(?:(?:인턴|객원|수습|선임|전문|대표|사진|취재|편집|영상|시민|명예|청소년|학생)?\s?"
    r"(?:기자|특파원|논설위원|통신원|편집위원|리포터|칼럼니스트|앵커|PD))"
)
_NAME = r"[가-힣]{2,4}"
_PLACE = r"(?:[\[(<]?\s*[가-힣A-Za-z0-9·/ ]{1,12}\s*[=ㅣ|/)\]>]\s*)"
_BYLINE = re.compile(
    rf"[\W_]*{_PLACE}{{0,2}}{_NAME}(?:\s?[·,/&]\s?{_NAME})*\s?{_ROLE}{{1,2}}"
    rf"(?:\s?[·,/]?\s?{_NAME}\s?{_ROLE})*[\W_]*(?:입니다|글|사진)?[\W_]*"
)
# What stands beside an e-mail address: a name, or nothing. "신청 a@b.kr" is news.
_SIGNATURE = re.compile(
    r"[\W_]*(?!신청|문의|접수|예약|참가|제출|지원|응모)"
    rf"(?:{_PLACE}{{0,2}}(?:by\s)?(?:{_NAME}|[A-Z][\w.'-]+(?:\s[A-Z][\w.'-]+){{0,3}})?)?[\W_]*"
    r"|[\W_]*(?:e-?mail|이메일|(?:기사\s?)?제보)[\W_]*"
)
# Of each kind one pattern a line; letters and figures decide, not the marks around them.
_COPYRIGHT = r"""
.{0,40}(?:저작권자|copyright|[©ⓒ]|\(c\)).{0,80}(?:무단|재배포|금지|reserved).*
(?:저작권자|copyright)\s?(?:[©ⓒ:]|\(c\)).*
[©ⓒ]\s?.{1,60}
(?:무단\s?(?:전재|복제|배포)|재배포|AI\s?학습)[\w\s·,및/-]*(?:금지|금합니다)
.{0,40}all rights reserved
"""
_SHARING = r"""
(?:(?:이|해당된?)\s?기사를?\s?)?(?:보내기|공유(?:하기|합니다)?|복사(?:하기)?|(?:기사\s?)?스크랩(?:하기)?|프린트|인쇄(?:하기)?)[\W_]*[\d,]*
(?:이|해당)\s?기사를?\s?추천(?:하기|합니다)
(?:SNS|페이스북|트위터|카카오(?:톡|스토리)|네이버\s?(?:블로그|밴드|카페)|밴드|텔레그램|링크드인|이메일|X)(?:\(?으?\)?로)?\s?(?:기사\s?)?(?:보내기|공유(?:하기)?)
(?:URL|주소|기사|본문)\s?(?:보내기|공유(?:하기)?|복사(?:하기)?)
(?:(?:좋아요|싫어요|슬퍼요|화나요|훈훈해요|후속기사\s?원해요|추천|조회수?|공유|댓글)[:\s]*(?:\d[\d,]*\s?(?:개|건)?\s?)?){1,8}
댓글(?:쓰기|달기|수)?\s?[:\s]*[\d,]*\s?(?:개|건)?
(?:구독(?:하기)?|바로가기|닫기|글자\s?크기(?:\s?설정)?|본문 글씨 (?:줄이기|키우기)|다른 공유 찾기|맨 위로|목록)
(?:기사 프린트|스크롤 이동 상태바|가\s가)
.{0,30}(?:채널\s?)?구독하기
.{0,20}(?:네이버|카카오톡|다음|유튜브|텔레그램|구글).{0,40}(?:구독|친구\s?추가|채널\s?추가|팔로우)(?:\s?해)?(?:\s?주|\s?보|하)?세요
(?:share|tweet|pin|print|e-?mail|like|comments?|shares?)(?: (?:on|this|to|via) [\w ]{1,30})?[\W_]*\d*
[\d,.]+[km]? (?:shares?|comments?|likes?|views?)
(?:카카오(?:톡|스토리)|페이스북|트위터|밴드|네이버)에 공유(?:하기)?
(?:글씨|글자|폰트)\s?크기(?:\s?(?:조절|설정|작게|크게|보통|[+-])){1,4}
가(?:\s가){0,3}
(?:관련|다른)\s?기사(?:\s?(?:더\s?)?보기)?
기자\s?[=:]\s?[가-힣]{2,4}
share this|like this(?:: loading)?|related(?: (?:posts|articles|stories))?
(?:페이스북|카카오(?:톡|스토리)?|트위터|밴드|이메일|네이버(?:블로그)?|텔레그램|라인|X|URL|링크)(?: ?(?:공유|복사))?
(?:기사 ?)?(?:URL|주소|링크)(?:이|가|을|를)? ?복사(?:되었습니다|됐습니다|하세요)
(?:facebook|twitter|linkedin|whatsapp|telegram|reddit|copy link|link copied)
"""
_COMMENTS = r"""
(?:\d*\s?개의\s?)?(?:내\s?)?댓글(?:을|이)?\s?(?:모음|(?:입력|작성)해\s?주세요|남겨\s?주세요|정렬|수정|삭제|닫기)?[\W_\d/]*
(?:로그인|회원가입).{0,20}댓글.{0,20}
(?:삭제한 댓글은|그래도 삭제).{0,40}
0\s?/\s?\d{3,4}(?:\s?(?:자|byte))?
(?:leave a (?:comment|reply)|comments are closed|post a comment).{0,40}
"""
_OTHERS = r"""
끝
(?:이|본)\s?기사는.{0,60}(?:서비스|송고|출고)된 기사입니다
(?:이\s?기사.{0,20})?AI(?:에게|한테|와)?\s?.{0,8}(?:질문|물어|대화|요약|퀴즈)\s?(?:하기|하세요|(?:해\s?)?보세요|보기)?
(?:AI|인공지능|챗봇)(?:가|의|로)?\s?(?:추천\s?)?(?:질문|요약|퀴즈|묻는다|묻다|대답|답변|해설|브리핑|뉴스\s?요약)(?:\s?[:：?]|\s?\d+[.:)]).{0,200}
(?:추천|연관|예상|관련)\s?질문(?:\s?\d+)?\s?[:：].{0,200}
(?:AI|인공지능)(?:가|의)?\s?(?:추천|생성|만든|뽑은|요약한?)(?:한|하는)?\s?(?:추천\s?)?(?:질문|요약|기사|뉴스|퀴즈)
(?:이\s?)?(?:요약|질문|기사 요약)(?:은|는)?\s?(?:AI|인공지능)(?:가|로|를).{0,60}(?:생성|작성|제공|만들|활용).{0,60}
(?:AI\s?(?:generated\s)?(?:summary|questions?)|ask AI)\s?[:：].{0,200}
(?:관련|많이 본|이 시각 (?:주요|인기))\s?(?:기사|뉴스)
이 기사와 관련된 기사|(?:당신이|회원님이) (?:관심 있을 만한|좋아할 만한) (?:이슈|기사|뉴스|콘텐츠)
(?:이|해당) 기사는 .{0,20}(?:유료\s?회원|구독자|회원) ?(?:전용|만을 위한) ?(?:기사|콘텐츠)?입니다
(?:subscribe|sign in|log in|register) to (?:continue|keep) reading.{0,30}
(?:this|the) (?:article|story|content) is (?:exclusively )?for subscribers(?: only)?
already (?:a subscriber|a member|registered)\?? (?:log|sign) in.{0,20}
この記事は(?:有料)?会員限定(?:記事)?です.{0,30}
advertisement|advertising|ad
(?:story|article) continues (?:below|after) (?:the )?ad(?:vertisement)?
(?:(?:이|[가-힣]{2,4})?\s?기자의 다른\s?기사(?:\s?보기)?|기사 ?모아 ?보기|더\s?보기|(?:기사\s?)?제보하기)
(?:(?:기사\s?|최종\s?)?(?:입력|수정|승인|등록|발행|송고)(?:일시?|시간)?\s?[:|]?\s?\d{4}[-./년][\d\s.:/|()월화수목금토일오전후시분-]{4,40}){1,3}
(?:tag\w*\s?:?\s?)?(?:#\w{1,30}[\s,]*){2,30}
\[?출처\]?\s?[:=]?\s?.{1,40}\((?:https?://|www\.)[^()]{1,100}\)
글\s?[·/,]\s?사진\s?[:=]?\s?[가-힣]{2,4}(?:\s?기자)?
(?:온라인|디지털|인터넷|모바일|편집|취재)\s?(?:뉴스|콘텐츠|이슈)?\s?(?:팀|부|국)
(?:기사\s?)?제보(?:는|하기)?[\s:]*.{0,60}(?:카카오톡|@|전화|이메일|\d{3}).{0,40}
[\[(]?(?:사진|이미지|그래픽)(?:\s?(?:제공|출처))?\s?[=:]\s?[^.]{1,30}(?<!다)[\])]?
The post .+ (?:appeared first|first appeared) on .+
.+ 게시물이 .+에 처음 등장했습니다
"""
_PATTERNS = "|".join((_COPYRIGHT + _SHARING + _COMMENTS + _OTHERS).split("\n")[1:-1]).replace("||", "|")
_LINE = re.compile(rf"[\W_]*(?:{_PATTERNS})[\W_]*", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Return whether a line is no paragraph of an article, but belongs to its surroundings."""
    if len(line) > _MAX_LINE:
        return False
    if _LINE.fullmatch(line) or _BYLINE.fullmatch(line):
        return True
    bare, addresses = _ADDRESS.subn(" ", line)
    name = " ".join(bare.split())
    return addresses > 0 and any(pattern.fullmatch(name) for pattern in (_SIGNATURE, _BYLINE, _LINE))
