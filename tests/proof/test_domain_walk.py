"""The long walk over the life of orders: at least 20,000 of them, 150 steps each, in two processes.

Every edge of the list and no other is seen, every event of the table happens, no invariant breaks, and each order is
brought to its end from a point on its way and from where the walk leaves it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from desktop_oms.domain.machines import TABLE
from tests.domain.edges import EDGES
from tests.domain.walk import Walk

CLONE = Path(__file__).parents[2]
# Three minutes on two idle cores.  The share of a process is bounded by the time it computes, not by the clock, so that
# a machine with other things to do proves as much.
ORDERS, STEPS, PROCESSES = 20_000, 150, 2
COMPUTED_S, CLOCK_S = 600, 1_500
# A box of several orders is put together by the services, whose walk packs, sends and parts them.
OF_SHARED_BOXES = {"parcel.join", "parcel.claim", "parcel.part"}


def walk_on(first: int) -> dict[str, object]:
    """Walks every second seed from `first` on, until its share of the orders is done or its time is used up."""
    edges: Counter[str] = Counter()
    events: Counter[str] = Counter()
    orders = commands = 0
    seed = first
    while orders < ORDERS // PROCESSES and time.process_time() < COMPUTED_S:
        walk = Walk(seed)
        walk.run(STEPS)
        orders += len(walk.orders)
        commands += walk.commands
        edges.update(">".join(edge) for edge in walk.edges)
        events.update(walk.events)
        seed += PROCESSES
    return {"orders": orders, "commands": commands, "edges": edges, "events": events}


@pytest.mark.timeout(CLOCK_S + 60)
def test_twenty_thousand_orders_break_no_rule_and_none_is_stuck(capsys: pytest.CaptureFixture[str]) -> None:
    command = [
        sys.executable,
        "-c",
        "import sys; from tests.proof.test_domain_walk import main; main(int(sys.argv[1]))",
    ]
    running = [
        subprocess.Popen([*command, str(number)], cwd=CLONE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for number in range(PROCESSES)
    ]
    told = [(one.communicate(timeout=CLOCK_S), one.returncode) for one in running]
    for (_, trouble), code in told:
        assert code == 0, trouble[-6000:]
    results = [json.loads(said) for (said, _), _ in told]
    edges = sum((Counter(result["edges"]) for result in results), Counter())
    events = sum((Counter(result["events"]) for result in results), Counter())
    orders, commands = (sum(result[name] for result in results) for name in ("orders", "commands"))
    with capsys.disabled():
        print(f"\n{orders} orders, {commands} commands, {len(edges)} edges; the rarest:")
        print(", ".join(f"{edge} {count}" for edge, count in edges.most_common()[:-9:-1]))
    assert {tuple(edge.split(">")) for edge in edges} == EDGES
    assert set(events) - {"task.open"} == set(TABLE) - OF_SHARED_BOXES
    assert orders >= ORDERS


def main(first: int) -> None:
    """One process: prints what it saw."""
    print(json.dumps(walk_on(first)))
