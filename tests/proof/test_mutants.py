"""The tests of the rules fall over faults that were planted on purpose, and over nothing when none was.

`python -m tests.proof.mutants sample 120` plants so many at random and names those that nothing noticed.
"""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.proof.mutants import CLONE, noticed, places

# Each slipped through once, or would cost money or goods.
GRAVE = (
    ("cases", "forget_decision(case): taken out"),
    ("cases", "if is_own_request(facts): Not"),
    ("cases", "case.ended_at = run.world.now: taken out"),
    ("returns", "n < 0: LtE"),
    ("outcomes", "if goods: Not"),
    ("outcomes", "case.ended_at = run.world.now: taken out"),
)

UNCHANGED = """
from tests.proof import mutants
mutants.Finder.find_spec = lambda *_: None
raise SystemExit(mutants.is_noticed("money", 0))
"""


@pytest.mark.timeout(1200)
def test_the_tests_of_the_rules_notice_grave_faults() -> None:
    planted = []
    for module, words in GRAVE:
        found = [number for number, place in enumerate(places(module)) if place.partition(" ")[2] == words]
        assert found, (module, words)
        planted.append((module, found[0]))
    with ThreadPoolExecutor(2) as threads:
        seen = list(threads.map(noticed, planted))
    assert [fault for fault, is_seen in zip(GRAVE, seen, strict=True) if not is_seen] == []


@pytest.mark.timeout(180)
def test_the_rules_as_they_are_fall_over_nothing() -> None:
    """Without a fault the same run ends well: what is noticed is the fault."""
    done = subprocess.run([sys.executable, "-c", UNCHANGED], cwd=CLONE, capture_output=True, timeout=170, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
