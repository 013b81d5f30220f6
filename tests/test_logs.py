"""The log: one file, started once, and no reason to stop when it cannot be written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_oms import logs


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    level = logging.getLogger().level
    yield
    logs.stop()
    logging.getLogger().setLevel(level)


def test_what_went_wrong_stands_in_the_file_once(tmp_path: Path) -> None:
    file = logs.start(tmp_path / "logs")
    assert file is not None
    assert logs.start(tmp_path / "logs") == file
    logging.getLogger("desktop_oms.test").error("unexpected %s", "trouble")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert line.endswith("ERROR desktop_oms.test unexpected trouble")


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert logs.start(tmp_path / "file" / "logs") is None
