"""What may not cross a border: packages into the rules, this machine into the repository."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tests.house.source import CLONE, files, place, refuse, tree

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
        ["git", "ls-files", "-z"], cwd=CLONE, capture_output=True, text=True, check=True, timeout=20
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


def _is_plain(name: str, file: str) -> bool:
    first = name.split(".")[0]
    own = name.startswith("desktop_oms.domain")
    return own or first in sys.stdlib_module_names or (first == "statemachine" and file == "machines.py")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []
