"""Whoever opens a file learns what it is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import EVERYTHING, PRODUCT, Function, files, place, refuse, tree


def test_every_file_says_what_it_is_for() -> None:
    refuse([place(path) for path in files(*EVERYTHING) if not ast.get_docstring(tree(path))])


def test_every_public_class_and_function_says_what_it_does() -> None:
    silent = [
        f"{place(path, node)} {node.name}"
        for path in files(*PRODUCT)
        for node in _public(tree(path))
        if not ast.get_docstring(node)
    ]
    refuse(silent)


def _public(parent: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    """Public classes, functions and methods; names in camelCase are Qt's own and documented there."""
    for node in parent.body:
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_"):
            continue
        inherited = isinstance(parent, ast.ClassDef) and (_is_qts(node.name) or _is_marked(node))
        if not inherited:
            yield node
        if isinstance(node, ast.ClassDef):
            yield from _public(node)


def _is_qts(name: str) -> bool:
    return name != name.lower() or name in {"data", "flags", "paint", "event", "parent", "index"}


def _is_marked(node: ast.ClassDef | Function) -> bool:
    """Whether a decorator says what it is already: an override, an overload or the setter of a documented property."""
    names = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in node.decorator_list}
    return bool(names & {"override", "overload", "setter"})
