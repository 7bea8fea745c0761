"""The table of log events in docs/log.md compared with the code."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEVELS = {"debug", "info", "warning", "error"}
PLACEHOLDER = re.compile(r"%[-.\d]*[sdf]")


@cache
def find_events() -> frozenset[tuple[str, str]]:
    """Return level and message of each line that the code logs, with … for each value."""
    paths = [path for folder in ("bot", "handlers", "sources", "storage") for path in (ROOT / folder).rglob("*.py")]
    texts = (path.read_text("utf-8") for path in (*paths, ROOT / "start.py", ROOT / "serve.py"))
    return frozenset(event for text in texts if "_log." in text for event in events_of(ast.parse(text)))


def events_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            texts = dict(assigned_texts(function))
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and (level := level_of(node.func)):
                    yield level, text_of(node, texts)


def assigned_texts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    """Yield the variables of a function that are set to a text."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def level_of(called: ast.expr) -> str | None:
    match called:
        case ast.Attribute(value=ast.Name(id="_log"), attr="exception"):
            return "error"
        case ast.Attribute(value=ast.Name(id="_log"), attr=level) if level in LEVELS:
            return level
    return None


def text_of(call: ast.Call, texts: dict[str, str]) -> str:
    message = call.args[0]
    if isinstance(message, ast.Name):
        return normalize(texts[message.id])
    assert isinstance(message, ast.Constant), ast.unparse(call)
    return normalize(str(message.value))


def normalize(message: str) -> str:
    return PLACEHOLDER.sub("…", message).replace("%%", "%")


def documented() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| \S", (ROOT / "docs" / "log.md").read_text("utf-8"), re.MULTILINE)
    return [(level, message) for message, level in rows]


def test_every_line_of_the_log_is_documented_with_its_level() -> None:
    logged = find_events()
    assert len(logged) > 80
    assert set(documented()) == logged


def test_no_line_is_documented_twice() -> None:
    assert len(documented()) == len(set(documented()))


def test_no_line_is_nothing_but_a_value() -> None:
    # A program that reads the log could not tell it from others.
    assert [message for _, message in find_events() if not re.search(r"[a-z]{3}", message)] == []
