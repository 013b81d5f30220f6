"""Nobody but the projection says what an order shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import files, nodes, place, refuse

SHOWN = {"status", "badges", "work_stage"}


def test_no_other_code_assigns_status_badges_or_work_stage() -> None:
    refuse(
        [
            f"{place(path, node)} {name}"
            for path in files("desktop_oms", "ui")
            if path.name != "projection.py"
            for node in nodes(path)
            for name in _assigned(node)
        ]
    )


def _assigned(node: ast.AST) -> Iterator[str]:
    """Attributes of something other than `self` that a statement sets, and names given to `setattr` or an `Order`."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    for part in (part for target in targets for part in ast.walk(target)):
        if isinstance(part, ast.Attribute) and part.attr in SHOWN and not _is_self(part.value):
            yield part.attr
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "setattr" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            yield from {str(node.args[1].value)} & SHOWN
        if node.func.id in ("Order", "replace"):
            yield from {word.arg for word in node.keywords if word.arg} & SHOWN


def _is_self(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "self"
