"""Files, functions and classes stay small enough to be read in one go."""

from __future__ import annotations

import ast

from tests.house.source import EVERYTHING, Function, files, nodes, place, refuse

FILE_LINES = 400
FUNCTION_LINES = 50
CLASS_METHODS = 20


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*EVERYTHING)}
    refuse([f"{name}: {lines}" for name, lines in lengths.items() if lines > FILE_LINES])


def test_no_function_is_longer_than_50_lines() -> None:
    lengths = {
        f"{place(path, node)} {node.name}": node.end_lineno - node.lineno + 1
        for path in files(*EVERYTHING)
        for node in nodes(path)
        if isinstance(node, Function) and node.end_lineno
    }
    refuse([f"{name}: {lines}" for name, lines in lengths.items() if lines > FUNCTION_LINES])


def test_no_class_has_more_than_20_methods() -> None:
    counts = {
        f"{place(path, node)} {node.name}": sum(isinstance(part, Function) for part in node.body)
        for path in files(*EVERYTHING)
        for node in nodes(path)
        if isinstance(node, ast.ClassDef)
    }
    refuse([f"{name}: {methods}" for name, methods in counts.items() if methods > CLASS_METHODS])
