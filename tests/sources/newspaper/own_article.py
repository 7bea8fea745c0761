"""An article for pages with unknown markup."""

HEADLINE = "물레방아 옆 빈터에 아이들이 꽃밭을 일구다"
BODY = tuple(
    f"{day}에는 마을 아이들이 물레방아 옆 빈터의 돌을 골랐고 어른들은 새참을 날랐다. 할머니 한 분은 씨앗을 주었다."
    for day in ("첫날", "이튿날")
)
DATE = "<p>입력 2026.08.12 09:00</p>"
PUBLISHED = '<meta property="article:published_time" content="2026-08-12T09:00:00+09:00">'
