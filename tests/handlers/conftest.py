import pytest

from tests.bot.factories import TRANSLATORS


@pytest.fixture(params=TRANSLATORS.languages)
def language(request: pytest.FixtureRequest) -> str:
    """Run the test once in each language."""
    language: str = request.param
    return language
