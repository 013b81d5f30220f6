"""The tests of the rules fall over faults that were planted on purpose, and over nothing when none was.

`python -m tests.proof.mutants 120` plants so many at random and names those that nothing noticed.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.proof.mutants import CLONE, GRAVE

PLANTED, LEAST = 60, 0.85
FOUND = re.compile(r"(\d+) of (\d+) faults noticed")


@pytest.mark.timeout(1200)
def test_the_tests_of_the_rules_notice_what_is_planted() -> None:
    """At least 85 of 100 faults in lifecycle, money and stock, and every one of those that would cost most.

    The program says so itself when the rules without a fault do not pass.
    """
    command = [sys.executable, "-m", "tests.proof.mutants", str(PLANTED)]
    done = subprocess.run(command, cwd=CLONE, capture_output=True, text=True, timeout=1150, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = FOUND.search(done.stdout)
    assert found is not None, done.stdout[-2000:]
    seen, planted = int(found[1]), int(found[2])
    assert planted == PLANTED + len(GRAVE)
    slipped = done.stdout[found.start() :]
    assert seen / planted >= LEAST, slipped
    named = {(line.partition(":")[0], line.partition(" ")[2]) for line in slipped.splitlines()}
    assert [fault for fault in GRAVE if fault in named] == []
