import pytest

from sources.text.furniture import is_furniture


@pytest.mark.parametrize(
    "line",
    [
        "사진=섬그림은행",
        "[사진 제공=섬마을 사무소]",
        "이미지 출처: 섬그림은행",
        "김바람 기자 baram@baram.example",
        "/이나래 기자",
        "baram@baram.example",
        "[속초=조간바람] 김바람 기자 baram@baram.example",
        "(서울=조간바람) 김바람 기자 = baram@baram.example",
        "김바람·이나래 기자 baram@baram.example",
        "강릉=김바람 기자",
        "김바람 명예기자",
        "By Ann Hill ann@hill.example",
        "[email protected]",
        "저작권자 © 조간바람",
        "저작권자 © 조간바람 무단전재 및 재배포, AI학습 및 활용 금지",
        "<저작권자(c) 조간바람, 무단 전재-재배포, AI 학습 및 활용 금지>",
        "ⓒ 조간바람",
        "Copyright © The Wind. All rights reserved.",
        "무단 전재 및 재배포 금지",
        "좋아요 3",
        "공유하기 1,204",
        "SNS 기사보내기",
        "페이스북(으)로 기사보내기",
        "URL복사",
        "이 기사를 공유합니다",
        "1.2K shares",
        "Share on Facebook",
        "댓글 0",
        "0개의 댓글",
        "댓글을 입력해 주세요",
        "0 / 400",
        "Leave a Reply",
        "AI에게 물어보세요",
        "이 기사와 관련해 AI에게 질문하기",
        "관련기사",
        "(끝)",
        "본 기사는 금융정보 단말기로 16시 28분에 서비스된 기사입니다.",
        "제보는 카카오톡 조간바람",
        "The post Wind rises appeared first on The Wind.",
    ],
)
def test_a_line_of_the_surroundings_is_no_paragraph(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "무단 전재를 금지해 달라고 요구했다.",
        "사진: 등대 앞에 주민들이 서 있다.",
        "사진 공모전이 열린다",
        "저작권자는 마을 사람들이다.",
        "댓글을 읽은 시민은 웃었다.",
        "공유 자전거 서른 대를 놓았다.",
        "좋아요, 라고 아이는 말했다.",
        "신청은 전자우편(gong@baram.example)으로 받는다.",
        "신청: gong@baram.example",
        "문의: 033-000-0000",
        "김바람 기자가 섬마을을 찾았다.",
        "기자는 물었다.",
        "김바람 글, 이나래 그림, 1만5000원",
        "AI에게 길을 물어 섬마을을 찾은 여행자가 있다.",
        "AI가 쓴 시를 읽는 시간이 열린다.",
        "조회 수가 늘었다",
        "1/2",
        "마을 이장 김바람",
        "“한 번 더”",
        "이 기사는 마을에서 오래 읽혔다.",
        "The post office opens at nine.",
        "x" * 300,
        "",
    ],
)
def test_a_sentence_about_such_things_is_a_paragraph(line: str) -> None:
    assert not is_furniture(line)
