"""Words in five languages that ask whether something should be done, and order nothing."""

from bot.parsing.wording import any_of, latin

_KOREAN_ORDER = "추가|등록|신청|구독|삭제|제거|취소|해지|해제|변경"
_JAPANESE_VERB = "し|外し|消し|入れ|加え|足し|やめ|止め|変え"
_CHINESE_VERB = "添加|加上|加入|增加|加|删除|删掉|去掉|移除|取消|退订|订阅|改成"
# These make a question a polite order: 可以帮我加釜山吗, bạn thêm Busan được không.
_NO_CHINESE_WISH = "^(?!.*[帮幫请請您你]).*"
_NO_VIETNAMESE_WISH = "^(?!.*(?:giúp|giùm|hộ|bạn|làm ơn|vui lòng|cho (?:tôi|mình|em|tớ))).*"

WHETHER = any_of(
    rf"(?:{_KOREAN_ORDER})(?:을|를|도)?\s?(?:할까|해\s?볼까|해야\s?(?:할까|하나|되나|돼|될까)|하는\s?게\s?(?:좋|나을|낫)|해도\s?(?:돼|되|될|됩|괜찮|좋))[가-힣]*",
    r"(?:넣을|더할|뺄|지울|끊을|받을|바꿀|끌|켤|옮길|미룰|늦출|당길)까[가-힣]*|(?:넣어|빼|지워|끊어|받아|바꿔)도\s?(?:돼|되|될|됩|괜찮|좋)[가-힣]*",
    # The weather may be meant, or another city.
    r"[가-힣]{2,}\s?대신(?:에)?\s[가-힣]{2,}(?=[\s.!~]*$)",
    latin(
        "(?:should|shall) (?:i|we)|do i (?:need|have) to|do you think i should"
        "|(?:is it|would it be|is that|will it be) (?:ok|okay|fine|alright|all right|good|better|worth|possible)(?: (?:to|if))?"
    ),
    rf"(?:{_JAPANESE_VERB})て?(?:も(?:いい|良い|よい|大丈夫|かまわ|構わ)|た?(?:方|ほう)が(?:いい|良い|よい))|(?:す|外す|消す|入れる|加える)(?:る)?べき|(?:しよう|外そう|消そう|足そう|入れよう|加えよう|変えよう|止めよう|やめよう)か",
    rf"{_NO_CHINESE_WISH}(?:可以|可不可以)再?(?:{_CHINESE_VERB}).*[吗嗎么麼]|(?:要不要|该不该|應不應該|应不应该|应该|是不是该|是否要?)再?(?:{_CHINESE_VERB}|改|换|換|暂停)",
    rf"(?:có )?nên (?:thêm|bỏ|xóa|xoá|bớt|đăng ký|hủy|huỷ|đổi|chuyển|tắt)|{_NO_VIETNAMESE_WISH}(?:thêm|bỏ|xóa|xoá|bớt|hủy|huỷ) .*(?:được không|được chứ)",
)  # fmt: skip
"""What asks whether an order should be given: 추가할까, should I add, 追加してもいい, 要不要加, có nên thêm."""
