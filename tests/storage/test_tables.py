"""The tables keep to what a distributed database of PostgreSQL's protocol accepts, and the history only grows."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, Sequence, Table, text
from sqlalchemy.exc import DBAPIError

from desktop_oms.storage import log_rows, order_rows
from desktop_oms.storage.engine import write
from desktop_oms.storage.tables.every import metadata
from desktop_oms.storage.tables.log import POSTGRES_GUARDS, SQLITE_GUARDS
from tests.storage.orders import NOW, new_id, plain_order

EVERY_TABLE = metadata.sorted_tables
by_name = pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)


@by_name
def test_every_row_that_hangs_on_an_order_bears_its_seller(table: Table) -> None:
    if "order_id" in table.c:
        assert "merchant_id" in table.c


@by_name
def test_no_key_comes_from_the_database(table: Table) -> None:
    assert table.primary_key.columns
    for column in table.c:
        assert column.server_default is None
        assert column.default is None
        assert not isinstance(column.default, Sequence)
        assert column.autoincrement in (False, "auto")
        if column.primary_key and column.name != "code":
            assert column.autoincrement is False or column.type.python_type is not int


@by_name
def test_every_constraint_and_index_has_a_name_a_migration_can_use(table: Table) -> None:
    names = [index.name for index in table.indexes] + [rule.name for rule in table.constraints]
    assert all(names)
    assert all(len(str(name)) <= 63 for name in names)


def test_triggers_only_guard_the_history() -> None:
    assert {words.split(" ON ")[1].split(" ")[0] for words in (*SQLITE_GUARDS, *POSTGRES_GUARDS)} == {"order_events"}


REPLACE = """
    INSERT OR REPLACE INTO order_events SELECT id + 1, order_id, merchant_id, seq, at, user_id, actor, role, station,
    command_id, machine, 'nothing', subject_id, from_state, to_state, status_before, status_after, facts
    FROM order_events
"""


ATTACKS = (
    "UPDATE order_events SET event = 'nothing'",
    "DELETE FROM order_events",
    REPLACE,
    "TRUNCATE order_events",
    "TRUNCATE orders CASCADE",
)


def test_the_history_refuses_every_change(shop: Engine) -> None:
    made = plain_order()
    happened = log_rows.OrderEvent(
        new_id(), made.id, made.merchant_id, 1, NOW, 5, "li", "S", "desk", "c1", "order", "create", made.id, "-",
        "draft", "new", "draft",
    )  # fmt: skip

    def begin(connection: object) -> None:
        order_rows.insert(connection, made)
        log_rows.append(connection, [happened])

    write(shop, begin)
    for attack in ATTACKS:
        with pytest.raises(DBAPIError), shop.begin() as connection:
            connection.execute(text(attack))
    with shop.connect() as connection:
        assert log_rows.history(connection, made.id) == [happened]
