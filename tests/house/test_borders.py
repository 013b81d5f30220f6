"""What may not cross a border: packages into the rules, this machine into the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tests.house.source import CLONE, PRODUCT, Function, calls, files, nodes, place, refuse

# What may stand before, what must not stand in a file, and what follows it; in pieces, or this file would find itself.
BEGINS = rb"(?<![\w.:/-])"
FOREIGN = (
    (BEGINS, b"/wo" + b"rk/", b""),
    (BEGINS, b"/ro" + b"ot/", b""),
    (BEGINS, b"/ho" + b"me/", b"[a-z]"),
    (b"", b"pypi" + b".org", b""),
    (b"", b"python" + b"hosted", b""),
    (b"", b"npm" + b"js.", b"(org|com)"),
    (b"", b"deb" + b".debian.org", b""),
    (b"", b"archive" + b".ubuntu.com", b""),
    (b"--(extra-)?", b"index" + b"-url ", b"[^-]"),
    (b"", b"sha" + b"red/", b"(design|data|peers|hooks)"),
)

# The one place that names what is imported late, by `importlib` or inside a function, and why.
LATE = {
    "desktop_oms/app.py": "the first rows need not wait for the rules, for what reads files or makes paper",
    "desktop_oms/cli/__init__.py": "help and a mistyped verb are told before services and database are imported",
    "main.py": "the window must not pay for the command line, nor the command line for Qt",
    "desktop_oms/words/__init__.py": "word tables are read when the first word is said",
    "desktop_oms/documents/raster.py": "a label as PDF need not wait for the program that draws pictures of pages",
    "desktop_oms/storage/sqlite_file.py": "takes the newer SQLite where there is one, else the standard library's",
    "desktop_oms/storage/server_driver.py": "a shop that is kept in a file never speaks to a server",
    "desktop_oms/storage/current.py": "Alembic takes longer to import than an up-to-date database takes to open",
    "desktop_oms/storage/schema.py": "all tables are only asked for where a database does not say that it is ours",
    "desktop_oms/storage/spared.py": "asyncio and what describes packages are loaded when somebody asks for them",
    "ui/application.py": "the window is painted before services and database are imported",
    "ui/shared/spared.py": "what PySide brings along has no name that an import could use at the top",
    "ui/shared/page.py": "a page is imported when it is first shown",
    "ui/orders/orders_page.py": "the first rows are painted before the order beside them is read",
}


def test_rules_use_the_standard_library_and_the_machines_one_package_more() -> None:
    refuse(
        [
            f"{place(path, node)} {name}"
            for path in files("desktop_oms/domain")
            for node in nodes(path)
            for name in _imported(node)
            if not _is_plain(name, path.name)
        ]
    )


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CLONE, capture_output=True, text=True, check=True, timeout=120
    )
    found = []
    for name in filter(None, tracked.stdout.split("\0")):
        path = CLONE / name
        if not path.is_file():
            continue
        held = path.read_bytes()
        for before, word, after in FOREIGN:
            if word in held:  # thousands of times faster than the pattern, and nearly always the end of it
                hits = re.finditer(before + re.escape(word) + after, held)
                found += [f"{name}:{len(held[: hit.end()].splitlines())}" for hit in hits]
    refuse(found)


def test_only_named_places_import_late() -> None:
    late = []
    for path in files(*PRODUCT):
        if str(path.relative_to(CLONE)) in LATE:
            continue
        bodies = [(node.lineno, node.end_lineno or 0) for node in nodes(path) if isinstance(node, Function)]
        imports = [node for node in nodes(path) if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset]
        late += [place(path, node) for node in imports if any(a <= node.lineno <= z for a, z in bodies)]
        late += [place(path, call) for name, call in calls(path) if name in {"import_module", "__import__"}]
    refuse(late)


def _is_plain(name: str, file: str) -> bool:
    first = name.split(".")[0]
    own = name.startswith("desktop_oms.domain")
    return own or first in sys.stdlib_module_names or (first == "statemachine" and file == "statecharts.py")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
