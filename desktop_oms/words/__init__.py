"""Every sentence a person reads, in Simplified Chinese and English, by key.

One table per noun, each a dict `WORDS` of key -> (zh, en).  `say` fills in facts with `str.format`; an English text may
hold two forms divided by `|`, singular first, chosen by the fact `n`.  Screen, command line, paper and export share it.
"""

from __future__ import annotations

import importlib
from functools import cache

LANGUAGES = ("zh_CN", "en")

TABLES = (
    "statuses",
    "events",
    "errors",
    "tasks",
    "refusals",
    "files",
    "documents",
    "paper_settings",
    "command_line",
    "command_help",
    "store_help",
    "rules",
    "shell",
    "palette",
    "orders",
    "entry",
    "desk",
    "deeds",
    "trail",
    "search",
    "columns",
    "export",
    "views",
    "packing",
    "printing",
    "bench",
    "benches",
    "hand_over",
    "waves",
    "importing",
    "import_page",
    "products",
    "stock",
    "stock_page",
    "reconcile",
    "house",
    "settings",
    "database",
    "help",
    "demo",
    "first_run",
    "task_page",
    "after_sales",
    "case_notes",
    "return_bench",
    "case_page",
)


@cache
def table() -> dict[str, tuple[str, str]]:
    """All words of all tables; a key defined twice is a bug and says so."""
    merged: dict[str, tuple[str, str]] = {}
    for name in TABLES:
        for key, texts in importlib.import_module(f"desktop_oms.words.{name}").WORDS.items():
            if key in merged:
                raise ValueError(f"word {key!r} stands in two tables")
            merged[key] = texts
    return merged


@cache
def twins(language: str) -> dict[str, frozenset[str]]:
    """By every text of a language without facts in it: how the other language says the same."""
    here = LANGUAGES.index(language)
    found: dict[str, set[str]] = {}
    for texts in table().values():
        if "{" not in texts[here]:
            found.setdefault(texts[here], set()).add(texts[1 - here])
    return {text: frozenset(others) for text, others in found.items()}


def say(key: str, language: str, /, **facts: object) -> str:
    """The sentence for `key` in `language` ("zh_CN" or "en") with its facts filled in.  An unknown key raises KeyError."""
    text = table()[key][LANGUAGES.index(language)]
    if language == "en" and "|" in text:
        one, many = text.split("|", 1)
        text = one if facts.get("n") == 1 else many
    return text.format(**facts) if facts else text
