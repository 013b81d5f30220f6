"""Random walks through the services on both databases: no rule breaks, a refusal writes nothing, every order ends."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.domain.edges import EDGES, TOLD_LATER
from tests.walks.ground import make_ground
from tests.walks.walk import ServiceWalk

ORDERS, STEPS = 75, 15  # twice on each database; tests/proof walks much further on both


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1, 2])
def test_walks_through_the_services_break_nothing(database_url: str, seed: int) -> None:
    make_ground(database_url)
    with closing(ServiceWalk(database_url, seed)) as walk:
        walk.run(ORDERS, STEPS)
    assert walk.watch.edges <= EDGES | TOLD_LATER
    assert len(walk.watch.edges) > 25
    assert walk.orders >= ORDERS
    assert walk.refusals > STEPS
    assert walk.repeats > STEPS // 2


def test_a_walk_is_its_seed(tmp_path_factory: pytest.TempPathFactory) -> None:
    logs = []
    for _ in range(2):
        place = str(tmp_path_factory.mktemp("walk") / "shop.sqlite")
        make_ground(place)
        with closing(ServiceWalk(place, 7)) as walk:
            walk.run(6, 40)
            logs.append(walk.log)
    assert logs[0] == logs[1]
