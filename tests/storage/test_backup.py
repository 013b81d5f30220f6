"""Copies are whole, are made while people work, and go back without losing what was there."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import catalogue_rows, order_rows, server_tools
from desktop_oms.storage.backup import DAYS_KEPT, backup, daily, restore
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import close_engine, open_engine, read, write
from desktop_oms.storage.schema import HEAD, Migrated
from desktop_oms.words import say
from tests.postgres import PostgresServer
from tests.storage.orders import NOW, full_order

DAY = 24 * 3_600_000


@pytest.fixture(autouse=True)
def tools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs are on PATH, as new as the server."""
    if "postgresql" in request.node.name:
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", str(server.binaries))


def note(engine: Engine, words: str) -> None:
    write(engine, lambda connection: catalogue_rows.put_setting(connection, "note", words))


def noted(engine: Engine) -> str:
    return read(engine, lambda connection: catalogue_rows.setting(connection, "note"))


def refused(deed: object) -> OmsError:
    with pytest.raises(OmsError) as caught:
        deed()
    assert say(f"error.{caught.value.code}", "zh_CN", **caught.value.facts)
    return caught.value


def test_a_copy_put_back_holds_everything_and_what_was_there_is_kept(
    shop: Engine, ready_url: str, tmp_path: Path
) -> None:
    made = full_order()
    write(shop, lambda connection: order_rows.insert(connection, made))
    note(shop, "before")
    copy = backup(shop, tmp_path / "copy")
    note(shop, "after")
    close_engine(shop)
    safety = restore(copy, ready_url)
    engine = open_engine(ready_url)
    assert migrate(engine) == Migrated(HEAD, HEAD)
    assert noted(engine) == "before"
    assert read(engine, lambda connection: order_rows.load(connection, made.id, lock=False)) == made
    close_engine(engine)
    assert safety is not None
    restore(safety, ready_url)
    engine = open_engine(ready_url)
    assert noted(engine) == "after"
    close_engine(engine)


def test_a_copy_can_be_put_where_nothing_was(shop: Engine, database_url: str, tmp_path: Path) -> None:
    if (shop.dialect.name == "sqlite") != database_url.startswith("sqlite"):
        return  # copies do not go from one kind of database to the other
    note(shop, "here")
    place = database_url.replace("shop.sqlite", "new.sqlite")
    assert restore(backup(shop, tmp_path / "copy"), place) is None
    engine = open_engine(place)
    assert noted(engine) == "here"
    close_engine(engine)


def test_a_copy_is_made_while_people_work(shop: Engine, tmp_path: Path) -> None:
    over = threading.Event()

    def work() -> None:
        number = 0
        while not over.is_set():
            number += 1
            note(shop, str(number))

    clerk = threading.Thread(target=work)
    clerk.start()
    try:
        copies = [backup(shop, tmp_path / f"copy-{number}") for number in range(3)]
    finally:
        over.set()
        clerk.join(20)
    assert all(copy.stat().st_size > 0 for copy in copies)
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_never_overwrites_and_needs_its_folder(shop: Engine, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("letters", encoding="utf-8")
    assert refused(lambda: backup(shop, taken)).code == "backup_exists"
    assert taken.read_text(encoding="utf-8") == "letters"
    assert refused(lambda: backup(shop, tmp_path / "no" / "copy")).code == "backup_folder_missing"


def test_what_is_no_copy_of_ours_is_not_put_back(shop: Engine, ready_url: str, tmp_path: Path) -> None:
    note(shop, "here")
    letters, empty, missing = tmp_path / "letters", tmp_path / "empty", tmp_path / "missing"
    letters.write_text("letters " * 1000, encoding="utf-8")
    empty.touch()
    codes = {refused(lambda path=path: restore(path, ready_url)).code for path in (letters, empty, missing)}
    assert codes <= {"backup_foreign", "database_foreign", "backup_missing"}
    assert noted(shop) == "here"


def test_a_damaged_copy_is_not_put_back(sqlite_template: Path, tmp_path: Path) -> None:
    place, copy = tmp_path / "shop.sqlite", tmp_path / "copy.sqlite"
    content = bytearray(sqlite_template.read_bytes())
    content[8192 : 8192 + 65536] = b"\xff" * 65536
    copy.write_bytes(content)
    assert refused(lambda: restore(copy, place)).code in ("backup_broken", "database_corrupt")


def test_a_copy_heals_a_damaged_database_and_keeps_the_damaged_file(sqlite_template: Path, tmp_path: Path) -> None:
    place, copy = tmp_path / "shop.sqlite", tmp_path / "copy.sqlite"
    copy.write_bytes(sqlite_template.read_bytes())
    content = bytearray(sqlite_template.read_bytes())
    content[100:65536] = b"\xff" * (65536 - 100)
    place.write_bytes(content)
    damaged = restore(copy, place)
    assert damaged is not None
    assert damaged.read_bytes() == bytes(content)
    engine = open_engine(place)
    assert migrate(engine) == Migrated(HEAD, HEAD)
    close_engine(engine)


def test_one_copy_a_day_is_made_and_a_week_is_kept(shop: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "daily"
    made = [daily(shop, folder, NOW + day * DAY) for day in range(DAYS_KEPT + 2)]
    (folder / "orders-notes.txt").write_text("mine", encoding="utf-8")
    assert daily(shop, folder, NOW + (DAYS_KEPT + 1) * DAY + 1) is None
    kept = {path.name for path in folder.iterdir()}
    assert kept == {*(path.name for path in made[2:] if path), "orders-notes.txt"}


def test_without_postgresqls_programs_a_sentence_says_so(
    shop: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(server_tools, "USUAL_FOLDERS", ())
    if shop.dialect.name == "sqlite":
        assert backup(shop, tmp_path / "copy").exists()
    else:
        assert refused(lambda: backup(shop, tmp_path / "copy")).code == "backup_tool_missing"


def test_two_databases_in_one_folder_have_a_copy_a_day_each(sqlite_template: Path, tmp_path: Path) -> None:
    for name in ("shop", "fair"):
        place = tmp_path / f"{name}.sqlite"
        place.write_bytes(sqlite_template.read_bytes())
        engine = open_engine(place)
        assert daily(engine, tmp_path / "backups", NOW) is not None
        close_engine(engine)
    assert len(list((tmp_path / "backups").iterdir())) == 2


@pytest.fixture
def server_shop(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A database on the server, with all tables."""
    name = f"copied_{os.getpid()}"
    yield postgres.create_database(name, postgres_template)
    postgres.drop_database(name)


def test_of_the_servers_programs_one_is_taken_that_is_new_enough(
    server_shop: str, postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's own `pg_dump` is older than a server from elsewhere, and stands first on PATH."""
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)'\n", encoding="utf-8")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(server_tools, "USUAL_FOLDERS", ())
    engine = open_engine(server_shop)
    facts = refused(lambda: backup(engine, tmp_path / "copy")).facts
    assert (facts["found"], facts["version"]) == (15, 18)
    monkeypatch.setattr(server_tools, "USUAL_FOLDERS", (str(postgres.binaries.absolute()),))
    assert backup(engine, tmp_path / "copy").exists()
    close_engine(engine)


def test_a_login_without_the_right_is_told_which_one(
    server_shop: str, postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.binaries))
    role = f"clerk_{os.getpid()}"
    clerk = server_shop.replace("//postgres@", f"//{role}@")
    with psycopg.connect(server_shop, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        owner.execute(f"GRANT SELECT ON schema_version TO {role}")
        engine = open_engine(clerk)
        assert refused(lambda: backup(engine, tmp_path / "copy")).code == "backup_not_allowed"
        owner.execute(f"GRANT pg_read_all_data TO {role}")
        copy = backup(engine, tmp_path / "copy")
        close_engine(engine)
        assert refused(lambda: restore(copy, clerk)).code == "backup_not_allowed"
        assert [one.name for one in tmp_path.iterdir()] == ["copy"]
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")
    assert restore(copy, server_shop) is not None  # its rights are for a login that is gone


def test_a_copy_is_not_put_under_the_hands_of_others(
    server_shop: str, postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.binaries))
    here = open_engine(server_shop)
    note(here, "before")
    copy = backup(here, tmp_path / "copy")
    note(here, "after")
    trouble = refused(lambda: restore(copy, server_shop))
    assert (trouble.code, trouble.facts["n"]) == ("database_at_work", 1)
    assert noted(here) == "after"
    close_engine(here)
    assert restore(copy, server_shop) is not None
