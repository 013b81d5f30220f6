"""Services are made when somebody first asks for them, and once, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from desktop_oms.app import build

THREADS = 6


def test_threads_that_ask_at_once_share_what_is_remembered_of_the_house(tmp_path: Path) -> None:
    app = build(tmp_path / "shop.sqlite")
    start = Barrier(THREADS)

    def ask(turn: int) -> object:
        start.wait(timeout=30)
        return app.commands.worlds if turn % 2 else app.orders.worlds

    with ThreadPoolExecutor(THREADS) as lanes:
        worlds = list(lanes.map(ask, range(THREADS)))
    app.close()
    assert all(one is worlds[0] for one in worlds)
