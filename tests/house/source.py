"""The source of the product as the house rules read it: files, syntax trees and what stands in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CLONE = Path(__file__).parents[2]
PRODUCT = ("desktop_oms", "ui", "main.py")
EVERYTHING = (*PRODUCT, "resources", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(*places: str) -> list[Path]:
    """Every Python file under `places`, which are folders or files of the clone."""
    found: list[Path] = []
    for place in places:
        path = CLONE / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every node of one file's syntax tree, the outer ones first."""
    return list(ast.walk(tree(path)))


def place(path: Path, node: ast.AST | None = None) -> str:
    """`file:line`, as an editor jumps to it."""
    return f"{path.relative_to(CLONE)}:{getattr(node, 'lineno', 1)}"


def refuse(found: list[str]) -> None:
    """Fails the test that calls it when anything was found, and names all of it."""
    assert not found, "\n" + "\n".join(found)


def docstrings(path: Path) -> set[ast.AST]:
    """The nodes that hold documentation: every string that stands alone as a statement."""
    return {node.value for node in nodes(path) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}


def texts(path: Path) -> Iterator[ast.Constant]:
    """Every string literal of a file but its documentation; the fixed parts of f-strings too."""
    documentation = docstrings(path)
    for node in nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documentation:
            yield node


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a file with the last part of the name that is called."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def first_text(call: ast.Call) -> str | None:
    """The first argument of a call where it is a literal text."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        return call.args[0].value
    return None
