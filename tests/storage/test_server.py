"""A server that turns somebody away, is gone, or was brought up by a newer program; and two who write at once."""

from __future__ import annotations

import os

import psycopg
import pytest
from sqlalchemy import Engine, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage.address import Address
from desktop_oms.storage.engine import close_engine, open_engine, read, write
from desktop_oms.storage.schema import demand_known
from desktop_oms.storage.trouble import as_sentence
from tests.postgres import PostgresServer
from tests.storage.test_engine import trouble_of


def test_nobody_waits_long_again_for_a_server_that_is_known_to_be_gone(postgres_url: str) -> None:
    """A queue of work would add up to minutes; with the patience asked for, this test would not end in time."""
    engine = open_engine("postgresql://li@127.0.0.1:1/shop")
    for patience_ms in (50, 3_600_000):
        with pytest.raises(OmsError, match="database_unreachable"):
            read(engine, lambda connection: connection.execute(text("SELECT 1")), patience_ms=patience_ms)
    close_engine(engine)


def test_each_way_to_be_turned_away_has_its_own_sentence(postgres: PostgresServer, postgres_url: str) -> None:
    crowded = f"full_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {crowded} LOGIN CONNECTION LIMIT 0")
        assert trouble_of(postgres_url.replace("postgres@", f"{crowded}@")).code == "database_crowded"
        connection.execute(f"DROP ROLE {crowded}")
    assert trouble_of(f"{postgres_url}?sslmode=require").code == "database_not_safe"
    for said, code in (
        (
            'no pg_hba.conf entry for host "10.0.0.7", user "oms", no encryption',
            "database_host_refused",
        ),
        ("could not write init file: No space left on device", "database_full"),
    ):
        told = as_sentence(psycopg.OperationalError(f"connection failed: FATAL:  {said}"), Address())
        assert told is not None
        assert told.code == code


def test_a_bench_whose_login_may_not_make_tables_says_who_may(postgres_url: str) -> None:
    role = f"bench_{os.getpid()}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        assert trouble_of(postgres_url.replace("postgres@", f"{role}@")).code == "database_upgrade_not_allowed"
        owner.execute(f"DROP ROLE {role}")


def test_tables_brought_up_by_a_newer_program_are_noticed_while_this_one_runs(engine: Engine) -> None:
    read(engine, lambda connection: demand_known(connection, "shop"))
    write(engine, lambda connection: connection.execute(text("UPDATE schema_version SET version_num = '9999'")))
    with pytest.raises(OmsError, match="database_newer"):
        read(engine, lambda connection: demand_known(connection, "shop"))
