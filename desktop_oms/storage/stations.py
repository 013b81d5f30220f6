"""Numbers for the programs that are running, so that no two of them make the same key.

A program borrows one of 1,024 numbers for a day, renews it while it runs and gives it back at its end.  A number whose
holder died comes back when its day is over, on any clock later than all keys that were made with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.keys import NUMBERS, KeyMaker
from desktop_oms.storage.engine import TryAgain, read, write
from desktop_oms.storage.statements import Insert
from desktop_oms.storage.tables.house import key_numbers

LEASE_MS = 24 * 3_600_000
RENEW_MS = LEASE_MS // 4  # renew this often

_number = key_numbers.c
_NEW_NUMBER = Insert(key_numbers, ("number", "owner", "held_until", "last_ms"), once=True)


@dataclass(frozen=True, slots=True)
class Claim:
    """A borrowed number: `owner` is a random word that only this program knows."""

    number: int
    owner: str
    keys: KeyMaker


def claim(engine: Engine, now: Callable[[], int]) -> Claim:
    """Borrows a number and makes the key maker for it.  `now` tells milliseconds UTC.

    Raises `database_no_number` when 1,024 programs are at work.
    """
    owner = secrets.token_hex(8)
    number, last_ms = write(engine, lambda connection: _take(connection, owner, now()))
    return Claim(number, owner, KeyMaker(number, now, last_ms))


def renew(engine: Engine, held: Claim, now: Callable[[], int]) -> bool:
    """Keeps the number for another day; False when somebody else has it by now and a new claim is needed."""
    return write(engine, lambda connection: _keep(connection, held, now() + LEASE_MS))


def alone(engine: Engine, held: Claim, now: int) -> bool:
    """True while nobody else has a number; a program that died counts until its day is over."""
    other = select(_number.number).where(_number.held_until > now, _number.owner != held.owner).limit(1)
    return read(engine, lambda connection: connection.execute(other).first() is None)


def release(engine: Engine, held: Claim) -> None:
    """Gives the number back at the program's end; its next holder starts after our last key."""
    write(engine, lambda connection: _keep(connection, held, 0))


def _take(connection: Connection, owner: str, now: int) -> tuple[int, int]:
    free = select(_number.number, _number.last_ms).where(_number.held_until < now).order_by(_number.held_until)
    found = connection.execute(free.limit(1).with_for_update(skip_locked=True)).first()
    if found is not None:
        lent = key_numbers.update().where(_number.number == found[0])
        connection.execute(lent.values(owner=owner, held_until=now + LEASE_MS))
        return found[0], found[1]
    number = connection.execute(select(func.coalesce(func.max(_number.number) + 1, 0))).scalar_one()
    if number >= NUMBERS:
        raise OmsError("database_no_number", n=NUMBERS)
    if not _NEW_NUMBER.put_one(connection, (number, owner, now + LEASE_MS, 0)):
        raise TryAgain  # another program has just taken it
    return number, 0


def _keep(connection: Connection, held: Claim, until: int) -> bool:
    mine = (_number.number == held.number, _number.owner == held.owner)
    values = {"held_until": until, "last_ms": held.keys.last_ms}
    return connection.execute(key_numbers.update().where(*mine).values(values)).rowcount == 1
