"""Opening a database in every state it can be in, and transactions that outlive what passes by itself."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import engine as engines
from desktop_oms.storage import sqlite_file
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import TryAgain, close_engine, open_engine, read, write
from desktop_oms.storage.schema import HEAD, Migrated
from desktop_oms.words import say
from tests.postgres import PostgresServer


def trouble_of(place: str | Path, **named: bool) -> OmsError:
    """The OmsError that opening and migrating a database raises; both sentences can be said."""
    with pytest.raises(OmsError) as caught:
        open_and_close(place, **named)
    for language in ("zh_CN", "en"):
        assert say(f"error.{caught.value.code}", language, **caught.value.facts)
    return caught.value


def open_and_close(place: str | Path, **named: bool) -> None:
    engine = open_engine(place, **named)
    try:
        migrate(engine)
    finally:
        close_engine(engine)


def test_a_database_that_is_not_there_comes_up_by_itself(database_url: str) -> None:
    engine = open_engine(database_url)
    assert migrate(engine) == Migrated("", HEAD)
    assert migrate(engine) == Migrated(HEAD, HEAD)
    close_engine(engine)


def test_a_path_is_an_address_too(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "订单 %41.sqlite")
    migrate(engine)
    close_engine(engine)
    assert [path.name for path in tmp_path.iterdir()] == ["订单 %41.sqlite"]


@pytest.mark.parametrize("address", ["", "  ", "mysql://root@host/db", "postgresql://u:se cret@h:1/%zz", "a\0b"])
def test_an_address_that_is_none_gets_a_sentence(address: str) -> None:
    trouble = trouble_of(address)
    assert trouble.code == "database_address"
    assert "cret" not in str(trouble)


def test_a_missing_file_is_not_made_where_that_was_not_asked(tmp_path: Path) -> None:
    assert trouble_of(tmp_path / "no.sqlite", create=False).code == "database_missing"
    assert trouble_of(tmp_path / "no" / "a.sqlite").code == "database_folder_missing"


def test_files_that_are_not_ours_are_left_untouched(tmp_path: Path) -> None:
    text_file, other, folder = tmp_path / "orders.csv", tmp_path / "other.sqlite", tmp_path / "folder"
    text_file.write_text("Order number,Total\n" * 100, encoding="utf-8")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    folder.mkdir()
    assert [trouble_of(path).code for path in (text_file, other, folder)] == ["database_foreign"] * 3
    assert text_file.read_text(encoding="utf-8") == "Order number,Total\n" * 100


def test_a_database_of_a_newer_program_is_refused(ready_url: str) -> None:
    engine = open_engine(ready_url)
    write(engine, lambda connection: connection.execute(text("UPDATE schema_version SET version_num = '9999'")))
    close_engine(engine)
    trouble = trouble_of(ready_url)
    assert (trouble.code, trouble.facts["version"]) == ("database_newer", "9999")


def test_tables_of_another_program_on_the_server_are_refused(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE orders (id int)")
    assert trouble_of(postgres_url).code == "database_foreign"


def test_a_damaged_file_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite"
    engine = open_engine(path)
    migrate(engine)
    close_engine(engine)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 200_000)
    assert trouble_of(path).code == "database_corrupt"


def test_a_server_that_cannot_be_reached_gets_a_sentence_without_the_password(postgres: PostgresServer) -> None:
    gone = "postgresql://li:geheim@127.0.0.1:1/shop"
    engine = open_engine(gone)
    with pytest.raises(OmsError) as caught:
        read(engine, lambda connection: connection.execute(text("SELECT 1")), patience_ms=50)
    close_engine(engine)
    assert caught.value.code == "database_unreachable"
    assert "geheim" not in str(caught.value) + repr(caught.value.__cause__) + repr(engine.url)
    assert trouble_of(postgres.url("no_such_database")).code == "database_missing"
    assert trouble_of(postgres.url(user="nobody_we_know")).code == "database_login_refused"


def test_work_that_fails_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        write(engine, lambda connection: (put(connection, "a"), 1 // 0))
    assert names(engine) == []


def put(connection: object, name: str) -> None:
    connection.execute(text("INSERT INTO settings (name, value) VALUES (:name, '1')"), {"name": name})


def names(engine: Engine) -> list[str]:
    return read(engine, lambda connection: list(connection.execute(text("SELECT name FROM settings")).scalars()))


def test_a_command_overtaken_by_another_runs_again_from_its_start(engine: Engine) -> None:
    tries: list[int] = []

    def work(connection: object) -> None:
        tries.append(1)
        put(connection, f"n{len(tries)}")
        if len(tries) < 3:
            raise TryAgain

    write(engine, work)
    assert names(engine) == ["n3"]


def test_a_command_that_is_always_overtaken_ends_with_a_sentence(engine: Engine) -> None:
    def work(connection: object) -> None:
        put(connection, "a")
        raise TryAgain

    with pytest.raises(OmsError) as caught:
        write(engine, work, patience_ms=300)
    assert caught.value.code == "database_busy"
    assert names(engine) == []


def test_a_read_sees_one_moment_however_long_it_takes(engine: Engine) -> None:
    def work(connection: object) -> tuple[int, int]:
        count = text("SELECT count(*) FROM settings")
        before = connection.execute(count).scalar()
        write(engine, lambda other: put(other, "a"))
        return before, connection.execute(count).scalar()

    assert read(engine, work) == (0, 0)
    assert names(engine) == ["a"]


def test_a_read_cannot_write_on_a_server(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    migrate(engine)
    with pytest.raises(OmsError) as caught:
        read(engine, lambda connection: put(connection, "a"), patience_ms=0)
    assert caught.value.code == "database_read_only"
    write(engine, lambda connection: put(connection, "b"))
    close_engine(engine)


def test_a_connection_that_the_server_cuts_is_replaced_and_the_work_done_once(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    migrate(engine)
    tries: list[int] = []

    def work(connection: object) -> None:
        tries.append(1)
        put(connection, "a")
        if len(tries) == 1:
            me = connection.execute(text("SELECT pg_backend_pid()")).scalar()
            with psycopg.connect(postgres_url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (me,))
            connection.execute(text("SELECT 1"))

    write(engine, work)
    assert (len(tries), names(engine)) == (2, ["a"])
    close_engine(engine)


def test_a_deadlock_is_solved_by_running_one_of_the_two_again(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    migrate(engine)
    write(engine, lambda connection: [put(connection, name) for name in ("a", "b")])
    meet = threading.Barrier(2)

    def work(first: str, second: str) -> None:
        tries: list[int] = []

        def both(connection: object) -> None:
            change = text("UPDATE settings SET value = '2' WHERE name = :name")
            connection.execute(change, {"name": first})
            tries.append(1)
            if len(tries) == 1:
                meet.wait(20)
            connection.execute(change, {"name": second})

        write(engine, both, patience_ms=30_000)

    threads = [threading.Thread(target=work, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(40)
    assert not any(thread.is_alive() for thread in threads)
    close_engine(engine)


WRITER = textwrap.dedent(
    """
    import sys
    from sqlalchemy import text
    from desktop_oms.storage.engine import open_engine, write
    engine = open_engine(sys.argv[1])
    for number in range(int(sys.argv[3])):
        name = f"{sys.argv[2]}-{number}"
        put = text("INSERT INTO settings (name, value) VALUES (:name, '1')")
        write(engine, lambda connection: connection.execute(put, {"name": name}))
        print(name, flush=True)
    """
)


def start_writer(url: str, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, url, name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_two_programs_write_to_one_database_at_once(ready_url: str) -> None:
    writers = [start_writer(ready_url, name, 60) for name in ("a", "b")]
    said = [writer.communicate(timeout=120)[0].split() for writer in writers]
    engine = open_engine(ready_url)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sorted(names(engine)) == sorted(said[0] + said[1])
    assert len(said[0] + said[1]) == 120
    close_engine(engine)


def test_a_program_killed_while_writing_loses_nothing_it_has_said(ready_url: str) -> None:
    writer = start_writer(ready_url, "a", 100_000)
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(40)]
    writer.kill()
    said += writer.stdout.read().split("\n")[:-1]
    writer.wait(20)
    writer.stdout.close()
    engine = open_engine(ready_url)
    kept = names(engine)
    assert set(said) <= set(kept)
    assert len(kept) - len(said) in (0, 1)  # the one it could not say any more
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    close_engine(engine)


def test_sqlite_waits_for_the_disk_and_minds_its_links(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "shop.sqlite")
    with engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "recursive_triggers", "journal_mode")
        }
    close_engine(engine)
    mode = sqlite_file.journal_mode(sqlite_file.driver.sqlite_version_info).lower()
    assert asked == {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "journal_mode": mode}


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "TRUNCATE"), ((3, 51, 2), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")]
)
def test_only_a_sqlite_without_the_reset_bug_keeps_a_write_ahead_log(version: tuple[int, ...], mode: str) -> None:
    assert sqlite_file.journal_mode(version) == mode


def test_an_older_sqlite_lets_one_program_at_a_time_work_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shop.sqlite"
    monkeypatch.setattr(sqlite_file, "SAFE_WAL", (99, 0, 0))
    first = open_engine(path)
    migrate(first)
    assert trouble_of(path).code == "database_in_use"
    monkeypatch.undo()
    assert trouble_of(path).code == "database_in_use"
    close_engine(first)
    second = open_engine(path)
    assert migrate(second) == Migrated(HEAD, HEAD)
    close_engine(second)


def test_a_sqlite_that_is_too_old_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "OLDEST", (99, 0, 0))
    assert trouble_of(tmp_path / "shop.sqlite").code == "database_sqlite_unfit"


MOUNTS = [("/", "ext4"), ("/mnt/share", "cifs"), ("/mnt/share/local", "ext4"), ("/data", "nfs4"), ("/data", "btrfs")]


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv", "ext4"),
        ("/mnt/share/a", "cifs"),
        ("/mnt/shared", "ext4"),
        ("/mnt/share/local", "ext4"),
        ("/data/shop", "btrfs"),
    ],
)
def test_the_innermost_and_latest_mount_holds_a_folder(folder: str, kind: str) -> None:
    assert sqlite_file.file_system(Path(folder), MOUNTS) == kind


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "_mounts", lambda: [("/", "ext4"), (str(tmp_path.resolve()), "nfs4")])
    assert trouble_of(tmp_path / "shop.sqlite").code == "database_network_share"


def test_a_full_disk_gets_a_sentence_and_keeps_what_was(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "shop.sqlite")
    migrate(engine)

    def fill(connection: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        for number in range(10_000):
            put(connection, f"{number}" * 200)

    with pytest.raises(OmsError) as caught:
        write(engine, fill)
    assert caught.value.code == "database_full"
    assert names(engine) == []
    close_engine(engine)


def test_nobody_waits_longer_than_their_patience(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_SECONDS", 0.01)
    engine = open_engine(tmp_path / "shop.sqlite")
    migrate(engine)
    with engine.begin() as connection:
        put(connection, "a")
        with pytest.raises(OmsError) as caught:
            write(engine, lambda other: put(other, "b"), patience_ms=100)
    assert caught.value.code == "database_busy"
    assert names(engine) == ["a"]
    close_engine(engine)


def test_the_engine_knows_where_its_database_is(ready_url: str) -> None:
    engine = open_engine(ready_url)
    assert engines.address_of(engine).is_file == ready_url.startswith("sqlite")
    close_engine(engine)
