"""Ten thousand open cases are read along the index of their group: no page of them is sorted."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from desktop_oms.storage import case_rows
from desktop_oms.storage.case_rows import GROUPS, QUEUES, TROUBLE
from tests.bench.open_cases import IN_DOUBT, open_cases
from tests.storage.test_queues_plans import plan


@pytest.mark.parametrize("started", [False, True])
def test_a_page_of_cases_is_read_along_its_index(filled: Connection, *, started: bool) -> None:
    open_cases(filled)
    for group in GROUPS:
        rows = case_rows.page(filled, group, limit=200)
        assert len(rows) == (IN_DOUBT if group == TROUBLE else 200)
        middle = len(rows) // 2
        after = case_rows.key_of(group, rows[middle - 1]) if started else None
        few = case_rows.page(filled, group, after=after, limit=middle)
        assert few == (rows[middle:] if started else rows[:middle])
        if group == TROUBLE:
            continue  # so few that they are sorted
        said = plan(filled, case_rows.page_statement(group, started=started), (*(after or ()), 200))
        assert QUEUES[group].index in said
        assert "TEMP B-TREE" not in said
        assert "Sort" not in said
