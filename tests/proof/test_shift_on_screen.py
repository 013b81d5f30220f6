"""The shift by scans in a real window on a real screen (Xvfb's), in both languages; pictures stay in build/shift."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

SCREEN = "1600x1000x24"
STATES = 30  # that the shift goes through at least, each with a picture
LIMIT = 300  # seconds of one walk on a busy machine


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A screen of its own, at the number that the server finds free."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


@pytest.mark.timeout(LIMIT + 60)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_shift_leaves_a_picture_of_each_state(display: str, language: str) -> None:
    folder = Path("build/shift")
    for old in folder.glob(f"*_{language}_light.png"):
        old.unlink()
    walk = [sys.executable, "-m", "tests.stories.shift_pictures", str(folder), language]
    there = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(walk, env=there, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == 0, done.stderr
    files = sorted(folder.glob(f"*_{language}_light.png"))
    assert len({file.name.partition("_")[2] for file in files}) >= STATES
    for file in files:
        picture = QImage(str(file))
        shades = {picture.pixel(x, y) for x in range(0, picture.width(), 40) for y in range(0, picture.height(), 40)}
        assert len(shades) > 2, f"{file.name} shows nothing"
