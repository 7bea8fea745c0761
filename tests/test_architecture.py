"""The import graph and the sizes of folders; the layers themselves are import-linter's contracts in pyproject.toml."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

PROJECT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "locales", "simulator", "sources", "storage")
MAX_MODULES_IN_FOLDER = 20
MAX_MODULES_IN_BOT = 12


def build_graph(*packages: str) -> grimp.ImportGraph:
    # grimp also reads imports inside functions. Both kinds hide a cycle from Python, but not from a reader.
    return grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)


def find_cycle(dependencies: Mapping[str, Iterable[str]]) -> list[str]:
    try:
        TopologicalSorter(dependencies).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def module_cycle(graph: grimp.ImportGraph) -> list[str]:
    return find_cycle({module: graph.find_modules_directly_imported_by(module) for module in graph.modules})


def package_cycles(graph: grimp.ImportGraph) -> list[list[str]]:
    return [cycle for package in graph.modules if (cycle := find_cycle(sibling_dependencies(graph, package)))]


def sibling_dependencies(graph: grimp.ImportGraph, package: str) -> dict[str, set[str]]:
    """Return the dependencies among a package's children, each with all that lies below it."""
    children = graph.find_children(package)
    owners = {module: child for child in children for module in (child, *graph.find_descendants(child))}
    dependencies: dict[str, set[str]] = {child: set() for child in children}
    for module, child in owners.items():
        imported = {owners.get(one) for one in graph.find_modules_directly_imported_by(module)}
        dependencies[child] |= {owner for owner in imported if owner is not None and owner != child}
    return dependencies


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return build_graph(*PACKAGES)


def test_modules_have_no_import_cycle(graph: grimp.ImportGraph) -> None:
    assert module_cycle(graph) == []


def test_packages_have_no_import_cycle(graph: grimp.ImportGraph) -> None:
    assert package_cycles(graph) == []


@pytest.mark.parametrize(
    "hidden_import",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {package}.one import first\n",
        "def second() -> None:\n    from {package}.one import first\n",
    ],
    ids=["type_checking", "in_function"],
)
def test_a_hidden_module_cycle_is_found(
    hidden_import: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    package = f"cyclic_modules_{request.node.callspec.id}"
    write_modules(
        tmp_path / package,
        {"one": f"from {package}.two import second\n", "two": hidden_import.format(package=package)},
    )
    monkeypatch.syspath_prepend(tmp_path)

    assert set(module_cycle(build_graph(package))) == {f"{package}.one", f"{package}.two"}


def test_a_cycle_between_packages_without_one_between_modules_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "cyclic_packages"
    write_modules(root, {})
    write_modules(root / "left", {"upper": "import cyclic_packages.right.middle\n", "lower": ""})
    write_modules(root / "right", {"middle": "import cyclic_packages.left.lower\n"})
    monkeypatch.syspath_prepend(tmp_path)
    graph = build_graph("cyclic_packages")

    assert module_cycle(graph) == []
    assert [set(cycle) for cycle in package_cycles(graph)] == [{"cyclic_packages.left", "cyclic_packages.right"}]


@pytest.mark.parametrize("root", ["bot", "storage", "sources", "simulator"])
def test_folders_stay_small(root: str) -> None:
    # Alembic's revisions are excepted: their number grows with every change of the schema.
    folders = [folder for folder in (PROJECT / root).rglob("*") if folder.is_dir() and folder.name != "versions"]
    sizes = {folder.relative_to(PROJECT).as_posix(): module_count(folder) for folder in folders}

    assert {folder: size for folder, size in sizes.items() if size > MAX_MODULES_IN_FOLDER} == {}


def test_bot_has_few_modules_of_its_own() -> None:
    assert module_count(PROJECT / "bot") <= MAX_MODULES_IN_BOT


def module_count(folder: Path) -> int:
    return sum(1 for file in folder.glob("*.py") if file.name != "__init__.py")


def write_modules(package: Path, modules: Mapping[str, str]) -> None:
    package.mkdir()
    for name, text in {"__init__": "", **modules}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
