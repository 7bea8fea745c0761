"""The table of log events in docs/log.md compared with the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEVELS = {"debug", "info", "warning", "error", "exception"}
PLACEHOLDER = re.compile(r"%[-.\d]*[sdf]")


def find_events() -> Iterator[tuple[str, str]]:
    """Yield level and message of each line that the code logs, with … for each value."""
    for folder in ("bot", "handlers", "sources", "storage"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from events_of(path)
    for name in ("main.py", "serve.py"):
        yield from events_of(ROOT / name)


def events_of(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    texts = {
        (function.name, target.id): node.value.value
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS:
                    owner = node.func.value
                    if isinstance(owner, ast.Name) and owner.id == "_log":
                        yield (
                            "error" if node.func.attr == "exception" else node.func.attr,
                            text_of(node, function.name, texts),
                        )


def text_of(call: ast.Call, function: str, texts: dict[tuple[str, str], str]) -> str:
    message = call.args[0]
    if isinstance(message, ast.Name):
        return normalize(texts[function, message.id])
    assert isinstance(message, ast.Constant), ast.unparse(call)
    return normalize(str(message.value))


def normalize(message: str) -> str:
    return PLACEHOLDER.sub("…", message).replace("%%", "%")


def documented() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| `([^`]+)` \| (\w+) \| \S", (ROOT / "docs" / "log.md").read_text("utf-8"), re.MULTILINE)
    return [(level, message) for message, level in rows]


def test_every_line_of_the_log_is_documented_with_its_level() -> None:
    logged = set(find_events())
    assert len(logged) > 80
    assert set(documented()) == logged


def test_no_line_is_documented_twice() -> None:
    assert len(documented()) == len(set(documented()))


def test_no_line_is_nothing_but_a_value() -> None:
    # A program that reads the log could not tell it from others.
    assert [message for _, message in find_events() if not re.search(r"[a-z]{3}", message)] == []
