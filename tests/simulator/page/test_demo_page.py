"""The demo's page in a real browser."""

import pytest
from playwright.async_api import Browser, expect

from tests.end_to_end.factories import running_demo

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]


async def test_a_korean_browser_sees_the_morning_arrive_in_korean(browser: Browser) -> None:
    async with running_demo() as url:
        page = await browser.new_page(viewport={"width": 1280, "height": 860}, locale="ko-KR")
        await page.goto(url)
        await expect(page.locator("h1")).to_have_text("로컬 텔레그램")
        await expect(page.locator(".explanation")).to_contain_text("날씨와 특보, 뉴스는 지어낸 것이에요.")
        for kind in ("private", "group", "channel"):
            await expect(page.locator(f"[data-kind={kind}] .theirs").last).to_contain_text("인천", timeout=20_000)
        await page.get_by_role("button", name="내일 아침 7시로 가기").click()
        for kind in ("private", "group", "channel"):
            bulletin = page.locator(f"[data-kind={kind}] .theirs").last
            await expect(bulletin).to_contain_text("좋은 아침이에요", timeout=60_000)
            for text in ("강풍주의보", "PM2.5 42", "우산", "📰 인천 강풍 예보에"):
                await expect(bulletin).to_contain_text(text)
