"""In a file one writes at a time, in the order in which they ask, and nobody waits for ever."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.engine import close_engine, open_engine, write


def test_who_asked_first_writes_next_however_busy_the_writer_is(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "shop.sqlite")
    turns, wrote = engine.get_execution_options()["turns"], list[str]()
    scan = threading.Thread(target=lambda: write(engine, lambda _: wrote.append("scan")))

    def batch(_conn: object) -> None:
        wrote.append("import")
        if len(wrote) == 1:
            scan.start()
            while turns.length < 2:
                threading.Event().wait(0.001)

    for _ in range(3):
        write(engine, batch)
    scan.join()
    assert wrote == ["import", "scan", "import", "import"]
    with turns.mine(0) as free:
        assert free
        with pytest.raises(OmsError, match="database_busy"):
            write(engine, lambda _: wrote.append("too late"), patience_ms=1)
    assert turns.length == 0
    close_engine(engine)
