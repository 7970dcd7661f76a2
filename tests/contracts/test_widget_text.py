"""No text reaches a stock widget as a `str` that it would read as markup: every place that could is looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAKERS = {"Static", "Label", "Button", "Checkbox", "Collapsible", "Option", "Select", "TabPane", "Hit", "DiscoveryHit"}
"""Widgets and hits whose first argument is markup when it is a `str`."""

METHODS = {"notify", "update", "add_option", "prompt"}
"""Methods of which the same holds."""

ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "sub_title"}
"""Attributes that are markup when they are given a `str`."""


def name_of(node: ast.expr) -> str:
    """Return the last name of what is called."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def makers_of_content(module: ast.Module) -> set[str]:
    """Return the functions of a module that say they return `Content`; the type checker holds them to it."""
    functions = (each for each in ast.walk(module) if isinstance(each, ast.FunctionDef))
    return {each.name for each in functions if each.returns and ast.unparse(each.returns) == "Content"}


def is_safe(node: ast.expr, module: ast.Module) -> bool:
    """Whether an expression is a constant, or made by the gate, or by `Content`, or a name that only such values are given."""
    if isinstance(node, ast.Constant):
        return "[" not in str(node.value)
    if isinstance(node, ast.IfExp):
        return is_safe(node.body, module) and is_safe(node.orelse, module)
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        return called.split(".")[0] in {"content", "Content", "Text"} or name_of(node.func) in makers_of_content(module)
    if isinstance(node, ast.Name):
        given = [
            each.value for each in ast.walk(module) if isinstance(each, ast.Assign) and node.id in map(name_of, each.targets)
        ]
        return bool(given) and all(is_safe(value, module) for value in given)
    return False


def unsafe_texts(source: str) -> Iterator[str]:
    """Yield every place of a module where a `str` of unknown content may become markup."""
    module = ast.parse(source)
    for node in ast.walk(module):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES and not is_safe(node.value, module):
                    yield f"{node.lineno}: {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and name_of(node.func) in MAKERS | METHODS:
            plain = any(each.arg == "markup" and ast.unparse(each.value) == "False" for each in node.keywords)
            text = node.args[1] if name_of(node.func) == "Hit" and len(node.args) > 1 else node.args[0] if node.args else None
            if text is not None and not plain and not is_safe(text, module):
                yield f"{node.lineno}: {ast.unparse(node)}"


def is_a_dictionary(found: str) -> bool:
    """Whether `update` was called on something that is no widget."""
    return "_styles" in found or "_bodies" in found


@pytest.mark.parametrize("path", sorted((ROOT / "tui_reader" / "tui").rglob("*.py")), ids=lambda path: path.stem)
def test_no_string_of_unknown_content_becomes_markup(path: Path) -> None:
    """Whatever a stock widget shows is a constant of ours, or `Content` made by the gate."""
    found = [text for text in unsafe_texts(path.read_text(encoding="utf-8")) if not is_a_dictionary(text)]
    assert not found


@pytest.mark.parametrize(
    "source",
    ["Static(title)", "self.notify(f'{name}')", "x.border_title = title", "Label(comment.author)", "Static('[b]x[/b]')"],
)
def test_the_census_sees_what_it_is_for(source: str) -> None:
    """A variable or an f-string in such a place is found."""
    assert list(unsafe_texts(source))


@pytest.mark.parametrize("source", ["Static(content(title))", "Static(title, markup=False)", "Label('ours')", "Static()"])
def test_the_census_leaves_the_safe_ways_alone(source: str) -> None:
    """What went through the gate, and what is not markup, passes."""
    assert not list(unsafe_texts(source))
