"""The few kinds of columns that every table is made of, and the one `metadata` that collects the tables.

Keys are 64-bit integers made by the program (`domain/keys.py`), never by the database; money is integer minor units;
units are pieces; times are milliseconds UTC.  Nothing has a default: whoever inserts a row says everything.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex, SchemaItem

Columns = list[Column[Any]]
WHERE = "where"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite keeps any integer in 64 bits, and only a column called INTEGER may be the row's own key.
LONG = BigInteger().with_variant(Integer(), "sqlite")
# Texts sort by their code points on both databases, whatever language the server was set up in.
TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class Document(JSON):
    """A JSON document; on PostgreSQL `jsonb`, named here so that a shop in a file need not load that dialect."""

    cache_ok = True


@compiles(Document, "postgresql")
def _as_jsonb(_document: Document, _compiler: object, **_options: object) -> str:
    return "JSONB"


DOCUMENT = Document()


def key(name: str = "id") -> Column[Any]:
    """The row's own 64-bit key, made by the program."""
    return Column(name, LONG, primary_key=True, autoincrement=False)


def link(name: str, target: str, *, null: bool = False) -> Column[Any]:
    """The key of a row in another table, which must exist."""
    return Column(name, LONG, ForeignKey(target), nullable=null)


def longs(*names: str) -> Columns:
    """64-bit integers that are always there: money, times, keys without a table."""
    return [Column(name, LONG, nullable=False) for name in names]


def longs_or_none(*names: str) -> Columns:
    """64-bit integers that may be unknown."""
    return [Column(name, LONG, nullable=True) for name in names]


def units(*names: str) -> Columns:
    """Counts of pieces and other small integers."""
    return [Column(name, Integer, nullable=False) for name in names]


def words(*names: str) -> Columns:
    """Texts; an unknown one is the empty text."""
    return [Column(name, TEXT, nullable=False) for name in names]


def words_or_none(*names: str) -> Columns:
    """Texts of which only the known ones must be unique."""
    return [Column(name, TEXT, nullable=True) for name in names]


def flags(*names: str) -> Columns:
    """Yes or no."""
    return [Column(name, Boolean, nullable=False) for name in names]


def document(name: str) -> Column[Any]:
    """A small JSON document."""
    return Column(name, DOCUMENT, nullable=False)


def never_negative(*names: str) -> CheckConstraint:
    """The database refuses a negative value in any of these columns."""
    return CheckConstraint(" AND ".join(f"{name} >= 0" for name in names), name="never_negative")


def holds_true(name: str, rule: str) -> CheckConstraint:
    """The database refuses a row for which `rule` is false."""
    return CheckConstraint(rule, name=name)


def only_one(*names: str) -> UniqueConstraint:
    """No two rows share these values."""
    return UniqueConstraint(*names)


def index(name: str, *columns: Any, where: str | None = None, unique: bool = False) -> Index:
    """An index; with `where` it holds only the rows that match, in words both databases read alike."""
    return Index(name, *columns, unique=unique, info={WHERE: where} if where else None)


@compiles(CreateIndex)
def _with_where(create: CreateIndex, compiler: Any, **options: Any) -> str:
    """Both databases write the condition alike; naming it per database would load both dialects at every start."""
    made: str = compiler.visit_create_index(create, **options)
    where = create.element.info.get(WHERE)
    return f"{made} WHERE {where}" if where else made


def order_table(name: str, *parts: SchemaItem) -> Table:
    """A table of rows that hang on an order: it bears the order's key and the seller's."""
    return Table(name, metadata, key(), link("order_id", "orders.id"), *longs("merchant_id"), *parts)
