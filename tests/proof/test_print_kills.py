"""A printing program is killed at each of its steps: no label is lost, and none comes out twice without being said."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.gateways.printers.sink import Sink
from tests.walks.print_kills import PrintKiller

LEAST_STEPS = 6


@pytest.mark.timeout(600)
def test_a_kill_at_each_step_of_a_print(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Sink() as sink:
        killer = PrintKiller(str(tmp_path / "shop.sqlite"), sink)
        for last in itertools.count(1):
            if not killer.kill(last):
                break
    with capsys.disabled():
        print(f"\n{len(killer.kills)} printing programs killed: {', '.join(killer.kills)}")
    assert len(killer.kills) >= LEAST_STEPS
    assert {"before the bytes", "after the bytes", "before a transaction"} <= set(killer.kills)
