"""Every statement and every example of `docs/postgresql.md` does what stands there, in its order, on a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.documentation import Example, answer_of
from tests.postgres import PostgresServer

TEXT = (Path(__file__).parents[2] / "docs" / "postgresql.md").read_text(encoding="utf-8")
HOST = "db.example"
PART = re.compile(r"^```(sql|console)( \w+ \w+)?\n(.*?)^```", re.DOTALL | re.MULTILINE)


def tell(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture
def place(postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The server's host and port; what the document made there is taken away again."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PATH", str(postgres.binaries))
    yield postgres.url().partition("@")[2].partition("/")[0]
    tell(postgres.url(), "DROP DATABASE IF EXISTS shop WITH (FORCE)", "DROP ROLE clerk", "DROP ROLE oms")


def test_the_document_does_what_it_says(place: str, postgres: PostgresServer) -> None:
    wrong = []
    for kind, where, block in PART.findall(TEXT):
        if kind == "sql":
            database, user = where.split() or ("postgres", "postgres")
            tell(postgres.url(database, user), *filter(str.strip, block.split(";")))
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, answer = part.replace(HOST, place).partition("\n")
            example = Example(command, answer.rstrip("\n"))
            code, said = answer_of(example)
            if code or not example.fits(said):
                wrong.append(f"$ {command}\n{said}\n-- instead of --\n{answer}")
    assert wrong == [], "\n\n".join(wrong)
