"""The door of the program: what opens the window, what answers a verb, and what a bare system is told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main

CLONE = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("zh_CN.UTF-8", "系统缺少 libGL.so.1。请运行：sudo apt-get install"),
        ("en_GB.UTF-8", "lacks libGL.so.1. Please run: sudo apt-get"),
    ],
)
def test_a_system_without_qts_libraries_is_told_the_command(tmp_path: Path, locale: str, sentence: str) -> None:
    """A package that fails as PySide6 does on a bare Debian stands in for it, since this machine has the libraries."""
    bare = tmp_path / "PySide6"
    bare.mkdir()
    trouble = "libGL.so.1: cannot open shared object file: No such file or directory"
    (bare / "__init__.py").write_text(f"raise ImportError({trouble!r})\n")
    places = [str(tmp_path), str(CLONE)]
    start = f"import sys; sys.path[:0] = {places!r}; import main; sys.exit(main.open_window(None))"
    done = subprocess.run(
        [sys.executable, "-c", start],
        env={**os.environ, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_names_what_the_set_up_installs() -> None:
    set_up = (CLONE / ".ci" / "setup").read_text().split()
    assert [package for package in main.QT_PACKAGES.split() if package not in set_up] == []
