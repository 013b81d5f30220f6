"""Databases come up by themselves, and a migration that would lose anything changes nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import migrating, order_rows
from desktop_oms.storage.current import migrate
from desktop_oms.storage.engine import close_engine, open_engine, read, write
from desktop_oms.storage.migrating import bring_up
from desktop_oms.storage.schema import HEAD, Migrated
from desktop_oms.storage.tables.every import metadata
from desktop_oms.words import say
from tests.storage.first_schema import first_schema
from tests.storage.orders import full_order
from tests.storage.schemas import schema_of

STEP = """
from alembic import op
import sqlalchemy as sa
revision = "{number}"
down_revision = "{before}"
def upgrade():
{deed}
"""
NEXT = f"{int(HEAD) + 1:04}"
ADD_COLUMN = '    op.add_column("orders", sa.Column("colour", sa.Text(), nullable=True))\n'
DELETE_ROWS = '    op.execute("DELETE FROM tasks")\n'
BREAK_LINKS = '    op.execute("UPDATE order_lines SET sku_id = 999 WHERE sku_id IS NOT NULL")\n'
REBUILD = (
    '    with op.batch_alter_table("orders", recreate="always") as batch:\n'
    '        batch.add_column(sa.Column("colour", sa.Text(), nullable=True))\n'
)


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A folder of migrations that goes one step beyond ours; `write_step` says what the step does."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text((migrating.SCRIPTS / "env.py").read_text(encoding="utf-8"), encoding="utf-8")
    for ours in (migrating.SCRIPTS / "versions").glob("0*.py"):
        words = ours.read_text(encoding="utf-8").replace("Path(__file__)", f"Path({str(ours)!r})")
        (folder / "versions" / ours.name).write_text(words, encoding="utf-8")
    return folder


def write_step(steps: Path, deed: str) -> None:
    step = STEP.format(deed=deed, number=NEXT, before=HEAD)
    (steps / "versions" / f"{NEXT}_step.py").write_text(step, encoding="utf-8")


def with_an_order(engine: Engine) -> int:
    made = full_order()
    write(engine, lambda connection: order_rows.insert(connection, made))
    return made.id


def test_a_migrated_database_is_the_same_as_a_fresh_one(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migrated = open_engine(database_url)
    migrate(migrated)
    if database_url.startswith("sqlite"):
        other = f"sqlite:///{tmp_path / 'fresh.sqlite'}"
    else:
        server = request.getfixturevalue("postgres")
        other = server.create_database("fresh_tables")
    fresh = open_engine(other)
    with fresh.begin() as connection:
        metadata.create_all(connection)
    assert read(migrated, schema_of) == read(fresh, schema_of)
    close_engine(fresh)
    close_engine(migrated)
    if not database_url.startswith("sqlite"):
        server.drop_database("fresh_tables")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_first_tables_are_written_down_as_they_are(kind: str) -> None:
    written = (migrating.SCRIPTS / "versions" / f"0001_{kind}.sql").read_text(encoding="utf-8")
    assert written == first_schema(kind), "run: python -m tests.storage.first_schema"


def test_the_program_knows_its_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def _index_names(connection: Connection) -> set[str]:
    kinds = "SELECT name FROM sqlite_master WHERE type = 'index'"
    asked = kinds if connection.dialect.name == "sqlite" else "SELECT indexname FROM pg_indexes"
    return set(connection.execute(text(asked)).scalars())


@pytest.mark.parametrize("deed", [ADD_COLUMN, REBUILD], ids=["add a column", "rebuild a table"])
def test_an_old_database_comes_up_with_all_its_rows(shop: Engine, steps: Path, deed: str) -> None:
    if deed == REBUILD and shop.dialect.name == "postgresql":
        deed = ADD_COLUMN  # a server never rebuilds
    key = with_an_order(shop)
    before = read(shop, lambda connection: order_rows.load(connection, key, lock=False))
    indexes = read(shop, _index_names)
    write_step(steps, deed)
    done = bring_up(shop, scripts=steps, head=NEXT)
    assert (done.before, done.after) == (HEAD, NEXT)
    assert read(shop, _index_names) == indexes
    assert read(shop, lambda connection: order_rows.load(connection, key, lock=False)) == before
    assert bring_up(shop, scripts=steps, head=NEXT) == Migrated(NEXT, NEXT)
    with pytest.raises(OmsError) as caught:
        migrate(shop)
    assert caught.value.code == "database_newer"


def test_a_file_is_copied_before_it_is_migrated(shop: Engine, steps: Path) -> None:
    key = with_an_order(shop)
    write_step(steps, ADD_COLUMN)
    copy = bring_up(shop, scripts=steps, head=NEXT).backup
    if shop.dialect.name == "postgresql":
        assert copy is None  # the server's own backups serve
        return
    assert copy is not None
    old = open_engine(copy)
    assert migrate(old) == Migrated(HEAD, HEAD)
    assert read(old, lambda connection: order_rows.load(connection, key, lock=False)).id == key
    close_engine(old)


@pytest.mark.parametrize(
    ("deed", "code"),
    [(DELETE_ROWS, "database_migration_lost_rows"), (BREAK_LINKS, "database_migration_broke_links")],
)
def test_a_migration_that_loses_something_changes_nothing(shop: Engine, steps: Path, deed: str, code: str) -> None:
    key = with_an_order(shop)
    before = read(shop, schema_of)
    write_step(steps, ADD_COLUMN + deed)
    if shop.dialect.name == "postgresql" and deed == BREAK_LINKS:
        return  # the server itself refuses at once
    with pytest.raises(OmsError) as caught:
        bring_up(shop, scripts=steps, head=NEXT)
    assert caught.value.code == code
    assert say(f"error.{code}", "en", **caught.value.facts)
    assert read(shop, schema_of) == before
    assert read(shop, lambda connection: order_rows.load(connection, key, lock=False)).tasks
    assert migrate(shop) == Migrated(HEAD, HEAD)


def test_a_migration_that_breaks_off_changes_nothing(shop: Engine, steps: Path) -> None:
    before = read(shop, schema_of)
    write_step(steps, ADD_COLUMN + "    1 // 0\n")
    with pytest.raises(ZeroDivisionError):
        bring_up(shop, scripts=steps, head=NEXT)
    assert read(shop, schema_of) == before


def test_foreign_keys_are_minded_again_after_a_migration(shop: Engine, steps: Path) -> None:
    write_step(steps, ADD_COLUMN)
    bring_up(shop, scripts=steps, head=NEXT)
    with shop.connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_of_programs_that_start_at_once_one_migrates(database_url: str) -> None:
    outcomes: list[Migrated] = []

    def start() -> None:
        engine = open_engine(database_url)
        outcomes.append(migrate(engine))
        close_engine(engine)

    programs = [threading.Thread(target=start) for _ in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(50)
    assert sorted(outcome.before for outcome in outcomes) == ["", HEAD, HEAD, HEAD]
    engine = open_engine(database_url)
    versions = read(engine, lambda connection: connection.execute(text("SELECT version_num FROM schema_version")).all())
    assert versions == [(HEAD,)]
    close_engine(engine)
