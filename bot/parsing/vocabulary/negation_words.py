"""Words in five languages that negate an order, or leave something out of it."""

from bot.parsing.wording import NO_HANGUL_BEFORE, any_of, latin

_K = NO_HANGUL_BEFORE
NEGATION = any_of(
    rf"{_K}(?!(?:잊|까먹|빠뜨리|빼먹|놓치|빠지|늦|귀찮|거르)지)[가-힣]*지\s?(?:마|말|않)[가-힣]*|{_K}안\s?(?:받|보내|할|해|하)[가-힣]*"
    rf"|{_K}(?:말고|빼고|제외|이외|외에|아니고|아니라)[가-힣]*",
    latin(
        "(?:but |and )?not(?! only)|(?:don'?t|do not)(?! (?:forget|mind|care|know))(?: (?:send|add|subscribe|stop|unsubscribe|remove)(?: me)?)?|except(?: for)?|excluding|without"
        "|đừng(?! quên)(?: (?:gửi|thêm|xóa|xoá|hủy|huỷ))?|không(?= (?:phải|gửi|nhận|lấy|thêm|muốn|cần))|ngoại trừ|trừ"
    ),
    "以外|除い[てた]|を?除く|(?:じゃ|では)な[いく][ぁ-ん]*|(?:し|送ら|追加し)な(?:い|くて)[ぁ-ん]*",
    "(?<![特告区性级分])别(?![的人忘])[再给]?[加发推取删停]?|別(?=[加發])|不[要用想](?:再)?[加发推取删停]?|除了|除外|(?<!是)不[是在]",
)
"""What an order is not about, or that it should not be carried out: not, except, 하지 마."""

ENDING = any_of(
    rf"{_K}(?:그만|필요\s?없)[가-힣]*", latin("stop|no more|dừng|ngừng"), "やめて|いらない[ぁ-ん]*", "停止|停发"
)
"""What ends something, and begins nothing: 부산 그만."""
