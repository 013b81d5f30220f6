"""What people read stands in the word tables, in both languages, and nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

from desktop_oms.words import table
from tests.house.source import PRODUCT, calls, files, first_text, nodes, place, refuse, texts

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KEY = re.compile(r"[a-z0-9_]+(\.[a-zA-Z0-9_+-]+)+")
LETTERS = re.compile(r"[^\W\d_]{2,}")
SENTENCE = re.compile(r"[A-Z][a-z']*(,? [A-Za-z'-]+){2,}[.!?…]")
WIDGET_TEXT = {
    "setText", "setWindowTitle", "setToolTip", "setStatusTip", "setWhatsThis", "setPlaceholderText", "setTitle",
    "setAccessibleName", "setAccessibleDescription", "setLabelText", "setInformativeText", "setTabText", "showMessage",
    "setHorizontalHeaderLabels", "setHeaderLabels", "addItems", "drawText",
    "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox",
}  # fmt: skip
PRINTS = {"print", "add_argument", "add_parser", "ArgumentParser", "add_argument_group"}
READ_ARGUMENTS = {"help", "description", "epilog", "title", "text"}


def test_no_chinese_stands_outside_the_word_tables() -> None:
    """Gateways read the files of other programs: those programs' own column heads and marks are data there."""
    found = [
        f"{place(path, node)} {node.value!r}"
        for path in files(*PRODUCT)
        if not {"words", "gateways", "demo"} & {*path.parts, path.stem}
        for node in texts(path)
        if CHINESE.search(str(node.value))
    ]
    refuse(found)


def test_no_widget_is_given_an_english_text() -> None:
    found = [
        f"{place(path, call)} {argument.value!r}"
        for path in files("ui")
        for name, call in calls(path)
        if name in WIDGET_TEXT
        for argument in ast.walk(ast.Tuple([*call.args], ast.Load()))
        if isinstance(argument, ast.Constant) and _is_read(argument, call)
    ]
    refuse(found)


def test_the_command_line_prints_no_literal() -> None:
    found = [
        f"{place(path, call)} {argument.value!r}"
        for path in files("desktop_oms", "main.py")
        for name, call in calls(path)
        if name in PRINTS
        for argument in _printed(name, call)
        if isinstance(argument.value, str) and LETTERS.search(argument.value)
    ]
    refuse(found)


def test_no_english_sentence_stands_outside_the_word_tables() -> None:
    found = []
    for path in files(*PRODUCT):
        if "words" in path.parts:
            continue
        for_programmers = _for_programmers(path)
        found += [
            f"{place(path, node)} {node.value!r}"
            for node in texts(path)
            if node not in for_programmers and SENTENCE.fullmatch(str(node.value).strip())
        ]
    refuse(found)


def test_every_word_has_both_languages_with_the_same_facts() -> None:
    refuse([key for key, (chinese, english) in table().items() if not _is_whole(key, chinese, english)])


def test_every_word_asked_for_by_name_exists() -> None:
    missing = [
        f"{place(path, call)} {key}"
        for path in files(*PRODUCT)
        for name, call in calls(path)
        if name.lstrip("_") in {"say", "words"} and (key := first_text(call)) and KEY.fullmatch(key)
        if key not in table()
    ]
    refuse(missing)


def test_every_deed_that_asks_for_a_role_has_its_word() -> None:
    """A refusal names the deed; without a word it would show the program's name for it."""
    refuse(
        [
            f"{place(path, call)} {deed.value}"
            for path in files(*PRODUCT)
            for name, call in calls(path)
            if name == "require_role" and isinstance(deed := call.args[1], ast.Constant)
            if f"event.{deed.value}" not in table()
        ]
    )


def facts_of(text: str) -> set[str]:
    """The names of the facts that a sentence fills in; a trailing `.attribute` or `[item]` is refused as a name."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _is_whole(key: str, chinese: str, english: str) -> bool:
    forms = english.split("|")
    facts = facts_of(english)
    return (
        KEY.fullmatch(key) is not None
        and all(text.strip() for text in (chinese, *forms))
        and len(forms) <= 2
        and facts_of(chinese) == facts
        and all(fact.isidentifier() for fact in facts)
    )


def _is_read(argument: ast.Constant, call: ast.Call) -> bool:
    """A text of letters that reaches a widget as it is, not as the key of a word."""
    inner = {
        id(part)
        for node in ast.walk(call)
        if isinstance(node, ast.Call) and node is not call
        for part in ast.walk(node)
    }
    return isinstance(argument.value, str) and bool(LETTERS.search(argument.value)) and id(argument) not in inner


def _printed(name: str, call: ast.Call) -> list[ast.Constant]:
    """The literals of a call that a person would read on the terminal."""
    shown: list[ast.expr] = [word.value for word in call.keywords if word.arg in READ_ARGUMENTS]
    if name == "print":
        shown += call.args
    return [
        part
        for value in shown
        if not isinstance(value, ast.Call)
        for part in ast.walk(value)
        if isinstance(part, ast.Constant)
    ]


def _for_programmers(path: Path) -> set[ast.AST]:
    """What stands in exceptions for bugs, in assertions and in log lines."""
    found: set[ast.AST] = set()
    for node in nodes(path):
        is_log = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical"}
        )
        if isinstance(node, ast.Raise | ast.Assert) or is_log:
            found |= set(ast.walk(node))
    return found
