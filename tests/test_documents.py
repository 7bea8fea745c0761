"""The documents compared with the code: links, settings, commands, make targets and module paths."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

import commands as program
from bot.setting_values import Secret
from bot.settings import SETTINGS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    path.relative_to(ROOT) for pattern in ("*.md", "docs/**/*.md", "findings/*.md") for path in ROOT.glob(pattern)
)
THREATS = Path("docs/threats.md")
EXAMPLES = {"findings/NAME.sh", "locales/fr/LC_MESSAGES/jogan.po"}
PACKAGES = "bot|deploy|handlers|simulator|sources|storage|tests|bench|locales|docs|findings"
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"(?:{PACKAGES})/[\w./-]+")
DOTTED = re.compile(r"(?:bot|handlers|simulator|sources|storage|tests|bench)(?:\.[A-Za-z_]\w*)+")
MAKE = re.compile(r"(?:^|[`$ ])make ([a-z]+)")
COMMAND = re.compile(r"\bjogan((?: [a-z]+)+)")
TRIP = re.compile(r"^### [^\n]*: (\d+) modules\n+```mermaid\n(.*?)^```", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"\b(\d+) ((?:[a-z]\w*\.)*[a-z]\w*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings."""
    headings = re.findall(r"^#{1,6} +(.+?) *$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", LINK.sub("", heading).lower()).replace(" ", "-") for heading in headings}


def code_spans(text: str) -> list[str]:
    """Return the code spans outside of code blocks."""
    return CODE.findall(FENCE.sub("", text))


def is_in_tree(dotted: str) -> bool:
    """Return whether a dotted name is a package or module, or one followed by a name that occurs in it."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if source.is_file():
            return length == len(parts) or re.search(rf"\b{parts[length]}\b", source.read_text("utf-8")) is not None
    return False


def commands() -> dict[str, Any]:
    """Return the commands of the program by their names, `places import` among them.

    Typer has its own copy of click, so `isinstance(command, click.Group)` is False for a group of Typer's.
    """
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(program.app).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found |= {f"{name} {one}": it for one, it in below.items()} if below else {name: command}
    return found


def options(command: Any) -> set[str]:
    return {opt for parameter in command.params for opt in parameter.opts if opt.startswith("--")}


def as_written(value: object) -> str:
    """Return a default of a setting as the table writes it."""
    match value:
        case None | Secret() | frozenset():
            return ""
        case dt.time():
            return f"{value:%H:%M}"
        case float():
            return f"{value:g}"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def table_of_settings() -> dict[str, str]:
    rows = re.findall(r"^\| `(JOGAN_\w+)` \| (?:`([^`]*)`)? *\|", read(Path("docs/operation.md")), re.MULTILINE)
    return dict(rows)


def links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for target in LINK.findall(FENCE.sub("", read(document))):
            if not re.match(r"[a-z]+:", target):
                yield document, target


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for source, target in links():
        if source == document:
            path, _, anchor = unquote(target).partition("#")
            place = (ROOT / document.parent / path).resolve() if path else ROOT / document
            assert place.exists(), target
            assert not anchor or anchor in anchors(place.read_text("utf-8")), target


def test_there_are_links_to_check() -> None:
    assert len(list(links())) > 50


def test_the_readmes_have_the_same_code_blocks_and_links_to_each_other() -> None:
    english, korean = read(Path("README.md")), read(Path("README.ko.md"))
    assert [one.group() for one in FENCE.finditer(english)] == [one.group() for one in FENCE.finditer(korean)]
    assert "(README.ko.md)" in english
    assert "(README.md)" in korean


def test_every_setting_is_documented_with_its_default() -> None:
    expected = {f"JOGAN_{name.upper()}": as_written(it.default) for name, it in SETTINGS.items()}
    assert table_of_settings() == expected | {"JOGAN_PICTURES": "on"}
    assert SETTINGS["pictures"].default is True


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_setting_that_a_document_names_exists(document: Path) -> None:
    tests_own = {"JOGAN_EXAMPLES", "JOGAN_UPDATES", "JOGAN_BULLETINS", "JOGAN_RUNS", "JOGAN_APPROVE"}
    assert set(re.findall(r"JOGAN_[A-Z_]+", read(document))) <= table_of_settings().keys() | tests_own


def test_every_command_and_option_is_documented() -> None:
    documented = read(Path("docs/operation.md"))
    assert len(commands()) > 20
    assert any(options(command) for command in commands().values())
    for name, command in commands().items():
        assert f"`jogan {name}" in documented, name
        row = next(line for line in documented.splitlines() if line.startswith(f"| `jogan {name}"))
        assert set(OPTION.findall(row)) == options(command), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_and_option_that_a_document_names_exists(document: Path) -> None:
    text = read(document)
    for line in [*re.findall(r"`([^`\n]*)`", text), *re.findall(r"^ *\$ (.*)$", text, re.MULTILINE)]:
        for found in COMMAND.finditer(line):
            words = found.group(1).split()
            name = next((name for name in (" ".join(words[:2]), words[0]) if name in commands()), None)
            assert name is not None, line
            known = options(commands()[name]) | {"--help"}
            assert set(OPTION.findall(line[found.end() :])) <= known, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", read(Path("Makefile")), re.MULTILINE))
    text = read(document)
    named = [*CODE.findall(text), *re.findall(r"^ *\$ (.*)$", text, re.MULTILINE)]
    assert {target for one in named for target in MAKE.findall(one)} <= targets


def test_every_test_that_shows_what_stops_a_threat_exists() -> None:
    named = {span for span in code_spans(read(THREATS)) if re.fullmatch(r"test_\w+", span)}
    modules = (path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tests = {name for text in modules for name in re.findall(r"^(?:async )?def (test_\w+)", text, re.MULTILINE)}
    assert named <= tests
    assert len(named) > 20


def test_the_version_is_in_the_changelog_with_its_date_and_in_the_names_of_wheels() -> None:
    version = tomllib.loads(read(Path("pyproject.toml")))["project"]["version"]
    releases = re.findall(r"^## \[(\d[^]]*)\] - (\d{4}-\d{2}-\d{2})$", read(Path("CHANGELOG.md")), re.MULTILINE)
    assert releases[0][0] == version
    assert [released for _, released in releases] == sorted((released for _, released in releases), reverse=True)
    wheels = {name for document in DOCUMENTS for name in re.findall(r"jogan-([\d.]+)-py3", read(document))}
    assert wheels == {version}


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    for span in code_spans(read(document)):
        if PATH.fullmatch(span) and span not in EXAMPLES:
            assert (ROOT / span).exists(), span


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_module_and_name_that_a_document_names_exists(document: Path) -> None:
    for span in code_spans(read(document)):
        if DOTTED.fullmatch(span):
            assert is_in_tree(span), span


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_test_file_that_a_document_names_exists(document: Path) -> None:
    files = {path.name for path in ROOT.glob("tests/**/test_*.py")}
    assert {span for span in code_spans(read(document)) if re.fullmatch(r"test_\w+\.py", span)} <= files


def test_the_trips_number_modules_that_exist() -> None:
    paths = [path for package in ("bot", "handlers", "sources", "storage") for path in ROOT.glob(f"{package}/**/*.py")]
    modules = [".".join(("", *path.relative_to(ROOT).with_suffix("").parts)) for path in paths]
    trips = TRIP.findall(read(Path("docs/architecture.md")))
    assert len(trips) == 3
    for count, diagram in trips:
        steps = STEP.findall(diagram)
        assert [int(number) for number, _ in steps] == list(range(1, int(count) + 1))
        assert [name for _, name in steps if not any(module.endswith(f".{name}") for module in modules)] == []


def test_the_libraries_seen_to_work_are_those_that_make_foreign_installs() -> None:
    rows = re.findall(
        r"^\| \[([\w-]+)\]\(http[^|]*\| ([\d.]+)(?: and ([\d.]+))? \|$", read(Path("docs/simulator.md")), re.MULTILINE
    )
    documented = {(name.lower(), version) for name, *versions in rows for version in versions if version}
    python = re.findall(r"^([\w-]+)==(.*)$", read(Path("tests/foreign/requirements.txt")), re.MULTILINE)
    node = re.findall(r'"([\w-]+?)(?:-0)?": "(?:npm:[\w-]+@)?([\d.]+)"', read(Path("tests/foreign/package.json")))
    assert len(documented) == 7
    assert documented <= {(name.lower(), version) for name, version in [*python, *node]}
    assert {(name, version) for name, version in node} <= documented


def test_there_are_paths_and_names_to_check() -> None:
    spans = [span for document in DOCUMENTS for span in code_spans(read(document))]
    assert sum(PATH.fullmatch(span) is not None for span in spans) > 30
    assert sum(DOTTED.fullmatch(span) is not None for span in spans) > 30
