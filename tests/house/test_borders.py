"""What may not cross a border: packages into the rules, this machine into the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tests.house.source import CLONE, PRODUCT, Function, calls, files, place, refuse, tree

# Written in pieces, or this file would find itself.
FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w.:/-])/" + "work/",
            r"(?<![\w.:/-])/" + "root/",
            r"(?<![\w.:/-])/" + "home/[a-z]",
            "pypi" + r"\.org",
            "python" + "hosted",
            "npm" + r"js\.(org|com)",
            "deb" + r"\.debian\.org",
            "archive" + r"\.ubuntu\.com",
            r"--" + "(extra-)?index-url [^-]",
            "shared/" + "(design|data|peers|hooks)",
        )
    )
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
    "desktop_oms/storage/schema.py": "Alembic takes longer to import than an up-to-date database takes to open",
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
            for node in ast.walk(tree(path))
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
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            if FOREIGN.search(line):
                found.append(f"{name}:{number}")
    refuse(found)


def test_only_named_places_import_late() -> None:
    late = []
    for path in files(*PRODUCT):
        inside = [part for node in ast.walk(tree(path)) if isinstance(node, Function) for part in ast.walk(node)]
        imports = [node for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]
        imports += [call for name, call in calls(path) if name in {"import_module", "__import__"}]
        if str(path.relative_to(CLONE)) not in LATE:
            late += [place(path, node) for node in imports]
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
