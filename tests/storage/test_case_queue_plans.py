"""Ten thousand open cases are read along the index of their group: no page of them is sorted."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from desktop_oms.storage import case_rows
from desktop_oms.storage.case_rows import QUEUES
from tests.bench.open_cases import open_cases
from tests.storage.test_queues_plans import plan


@pytest.mark.parametrize("started", [False, True])
def test_a_page_of_cases_is_read_along_its_index(filled: Connection, *, started: bool) -> None:
    open_cases(filled)
    for group, queue in QUEUES.items():
        rows = case_rows.page(filled, group, limit=200)
        after = case_rows.key_of(group, rows[99]) if started else None
        assert case_rows.page(filled, group, after=after, limit=100) == (rows[100:] if started else rows[:100])
        said = plan(filled, case_rows.page_statement(group, started=started), (*(after or ()), 200))
        assert queue.index in said
        assert "TEMP B-TREE" not in said
        assert "Sort" not in said
