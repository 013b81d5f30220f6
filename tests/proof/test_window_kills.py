"""The window of a bench is killed in the middle of a box, again and again: each next one shows what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks.window_kills import PIECES, WindowKiller

LIVES = 8


@pytest.mark.timeout(600)
def test_a_killed_window_restores_the_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    killer = WindowKiller(tmp_path, 3)
    stored = [killer.life() for _ in range(LIVES)]
    with capsys.disabled():
        print(f"\n{LIVES} windows killed; restored {killer.shown}, stored at last {stored[-1]} of {PIECES}")
    assert stored[-1] > 0
    assert killer.shown == [0, *stored[:-1]]
