"""Two hundred benches are killed in the middle of a box: counts stand, and no box gets two numbers or two labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks.pack_kills import BenchKiller

KILLS = 200


@pytest.mark.timeout(1800)
def test_two_hundred_killed_benches_lose_no_scan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    killer = BenchKiller(f"sqlite:///{tmp_path / 'shop.sqlite'}", 4)
    for _ in range(KILLS):
        killer.kill()
    with capsys.disabled():
        print(f"\n{killer.kills} benches killed, {killer.stored} scans stored, all there")
    assert killer.stored > 3 * KILLS
