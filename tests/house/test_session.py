"""A test run is honest: nothing skipped, nothing that hangs, the same inputs every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

CLONE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import pytest\ndef test_it(): pytest.skip('later')\n", "the run counts as failed"),
        ("import pytest\n@pytest.mark.xfail\ndef test_it(): assert False\n", "the run counts as failed"),
        ("import warnings\ndef test_it(): warnings.warn('old')\n", "UserWarning: old"),
        ("import pytest\n@pytest.mark.timeout(0.2)\ndef test_it():\n    while True: pass\n", "Timeout"),
        ("from PySide6.QtCore import qWarning\ndef test_it(): qWarning('trouble')\n", "trouble"),
    ],
)
def test_a_run_fails_that_leaves_something_out(tmp_path: Path, text: str, said: str) -> None:
    script = tmp_path / "test_it.py"
    script.write_text(text)
    options = ["-q", "-p", "tests.conftest", "-c", str(CLONE / "pyproject.toml"), str(script)]
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(command, cwd=CLONE, timeout=120, capture_output=True, text=True, check=False)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert said in done.stdout


def test_invented_inputs_are_the_same_in_every_run() -> None:
    assert settings.default is not None
    assert settings.default.derandomize
