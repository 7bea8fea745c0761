"""Tracebacks in the log: the frames and what the error is, and nothing that somebody may have written."""

import pytest

from bot.runtime.tracebacks import format_error

WORDS = "우리집 비밀번호"


def fail_with_value() -> None:
    int(WORDS)


def raised(error: BaseException) -> BaseException:
    try:
        raise error  # noqa: TRY301 - its frame is what is wanted
    except BaseException as caught:  # noqa: BLE001 - any
        return caught


def test_the_text_of_an_error_that_may_quote_a_value_is_left_out() -> None:
    with pytest.raises(ValueError, match=WORDS) as caught:
        fail_with_value()
    logged = format_error(caught.value)
    assert WORDS not in logged
    assert "in fail_with_value" in logged
    assert logged.endswith("\nValueError")


@pytest.mark.parametrize(
    "error", [KeyError(WORDS), LookupError(WORDS), UnicodeEncodeError("ascii", WORDS, 0, 1, WORDS), Exception(WORDS)]
)
def test_no_other_error_quotes_either(error: BaseException) -> None:
    assert WORDS not in format_error(raised(error))


def test_the_text_of_an_error_about_code_is_kept() -> None:
    error = raised(AttributeError("'NoneType' object has no attribute 'text'"))
    assert format_error(error).endswith("\nAttributeError: 'NoneType' object has no attribute 'text'")


def test_causes_and_parts_are_there_without_their_words() -> None:
    cause = raised(ValueError(WORDS))
    whole = raised(ExceptionGroup(WORDS, [ValueError(WORDS), TypeError("three arguments")]))
    whole.__cause__ = cause
    logged = format_error(whole)
    assert WORDS not in logged
    assert logged.count("Traceback (most recent call last)") == 4
    assert "TypeError: three arguments" in logged
    assert logged.index("ValueError") < logged.index("ExceptionGroup")
