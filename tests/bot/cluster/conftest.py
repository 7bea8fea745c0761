import pytest

from tests import dialects


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    dialects.parametrize(metafunc)
