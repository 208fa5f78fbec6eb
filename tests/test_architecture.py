"""The layers: who may import whom, and where SQL, Streamlit and FastAPI may stand."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import ROOT

GROUND = {"model", "errors", "text", "labels", "palette", "colours", "templates"}
# What each layer may import of the project, beside itself. docs/architecture.md explains it.
LAYERS = {
    **dict.fromkeys(GROUND, GROUND),
    "articles": GROUND,
    "recognisers": GROUND,
    "learning": GROUND | {"recognisers"},
    "formats": GROUND,
    "agreement": GROUND,
    "corpus": GROUND,
    "charts": GROUND,
    "store": GROUND,
    "services": GROUND
    | {"store", "articles", "recognisers", "learning", "formats", "agreement", "corpus", "charts"},
    "api": GROUND | {"services"},
    "ui": GROUND | {"services", "charts"},
    "__main__": GROUND
    | {"services", "account_commands", "publishing_commands", "training_commands"},
    "account_commands": GROUND | {"services"},
    "publishing_commands": GROUND | {"services"},
    "training_commands": GROUND | {"services"},
    "pages": GROUND | {"services", "ui"},
    "app": {"api", "errors", "services"},
}
ALONE = {"streamlit": {"app", "pages", "ui"}, "fastapi": {"app", "api"}, "sqlite_utils": {"store"}}
SOURCES = sorted([*ROOT.glob("annotator/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"])


def layer_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "annotator" and len(parts) > 1 else parts[0]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_layer_imports_only_the_layers_below_it(path: Path) -> None:
    layer = layer_of(path)
    if layer == "__init__":
        return
    of_project = {name.split(".")[1] for name in imports(path) if name.startswith("annotator.")}
    allowed = LAYERS[layer] | {layer, "__version__"}
    assert of_project <= allowed, f"{layer} imports {sorted(of_project - allowed)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_fastapi_and_the_database_stand_in_their_layers_alone(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    for package, layers in ALONE.items():
        assert package not in used or layer_of(path) in layers, f"{path.name} imports {package}"


def test_nobody_imports_a_library_whose_name_is_of_a_page() -> None:
    # Streamlit puts the folder of the pages in front of the libraries.
    taken = {path.stem for path in ROOT.glob("pages/*.py")} & sys.stdlib_module_names
    assert taken == {"statistics"}
    for path in SOURCES:
        assert not {name.split(".")[0] for name in imports(path)} & taken, path.name


def test_a_button_asks_who_is_signed_in_when_it_is_pressed() -> None:
    # What a page was drawn for may have ended since: what takes a session goes by `press`.
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        for done, args in presses(tree):
            does = ast.unparse(functions.get(done, ast.Name(done)))
            of_page = "session" in args or (done.startswith("lambda") and "session," in done)
            called = [ast.unparse(functions[name]) for name in functions if f"{name}(" in does]
            asks = any(re.search(r"press\(|state\.again\(", each) for each in (does, *called))
            assert done == "press" or asks or not of_page, f"{path.name}: {done}"
            assert "." not in done or done.startswith("lambda"), f"{path.name}: {done}"


def presses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield what is called when something is pressed or changed, and what it is called with."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        given = {each.arg or "": ast.unparse(each.value) for each in call.keywords}
        for name in ("on_click", "on_change"):
            if name in given:
                yield given[name], given.get("args", "")


def test_sql_stands_in_the_store_alone() -> None:
    statement = re.compile(
        r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b", re.DOTALL
    )
    for path in SOURCES:
        if layer_of(path) != "store":
            assert not statement.search(path.read_text(encoding="utf-8")), path.name


def test_text_never_becomes_html_on_the_desk() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    modules = list((ROOT / "annotator" / "ui" / "reader" / "assets").glob("*.js"))
    assert modules
    for path in modules:
        assert not forbidden.search(path.read_text(encoding="utf-8")), path.name
    for path in SOURCES:
        assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), path.name
