"""Why orders are put on hold: the usual reasons, and those that the house wrote down in both languages.

A usual reason is kept as its code and read in any language; one of the house is kept in the words of who chose it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.reasons import HOLD_REASONS
from desktop_oms.domain.roles import Actor
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.people import required
from desktop_oms.services.setup import MANAGERS
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import LANGUAGES, say

SETTING = "hold_reasons"
LONGEST = 60


class OwnReason(NamedTuple):
    """A reason of the house, in Chinese and English."""

    zh: str
    en: str

    def word(self, language: str) -> str:
        """The reason in one language."""
        return self[LANGUAGES.index(language)]


class HoldReasons:
    """Reads and keeps reasons to wait."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def own(self) -> tuple[OwnReason, ...]:
        """The reasons of the house, as they were added."""
        return self.database.read(_own)

    def offered(self, language: str) -> list[tuple[str, str]]:
        """All reasons as (what is kept, word), the usual ones first."""
        return offered(self.own(), language)

    def add(self, actor: Actor, zh: str, en: str) -> tuple[OwnReason, ...]:
        """Add one; raises `not_your_role`, `field_missing`, `reason_too_long`, `reason_there`."""
        require_role(actor, "hold_reason.add", MANAGERS)
        new = checked(zh, en)

        def work(conn: Connection) -> tuple[OwnReason, ...]:
            kept = _own(conn)
            demand_new(new, kept)
            return self._keep(conn, actor, "hold_reason.add", (*kept, new))

        return self.database.settle(work)

    def rename(
        self, actor: Actor, word: str, zh: str, en: str, *, seen: OwnReason | None = None
    ) -> tuple[OwnReason, ...]:
        """Say one in other words, named in either language; orders on hold keep the words they were given.

        Raises `not_your_role`, `reason_not_there` (somebody else may have renamed it), `setting_changed` when it is no
        longer as it was `seen`, `field_missing`, `reason_too_long`, `reason_there`.
        """
        require_role(actor, "hold_reason.rename", MANAGERS)
        new = checked(zh, en)

        def work(conn: Connection) -> tuple[OwnReason, ...]:
            kept = _own(conn)
            before = _named(kept, word)
            demand_unchanged(before, seen)
            demand_new(new, [one for one in kept if one != before])
            put = tuple(new if one == before else one for one in kept)
            return kept if put == kept else self._keep(conn, actor, "hold_reason.rename", put)

        return self.database.settle(work)

    def put_back(self, actor: Actor, reason: OwnReason, place: int) -> tuple[OwnReason, ...]:
        """Take a removal back: the reason stands in its place (from 0) again.  Raises `reason_there`."""
        require_role(actor, "hold_reason.add", MANAGERS)

        def work(conn: Connection) -> tuple[OwnReason, ...]:
            kept = _own(conn)
            demand_new(reason, kept)
            return self._keep(conn, actor, "hold_reason.add", (*kept[:place], reason, *kept[place:]))

        return self.database.settle(work)

    def remove(self, actor: Actor, word: str, *, seen: OwnReason | None = None) -> tuple[OwnReason, ...]:
        """Take one away, named in either language; orders on hold keep it.

        Raises `reason_not_there`, and `setting_changed` when it is no longer as it was `seen`.
        """
        require_role(actor, "hold_reason.remove", MANAGERS)

        def work(conn: Connection) -> tuple[OwnReason, ...]:
            kept = _own(conn)
            gone = _named(kept, word)
            demand_unchanged(gone, seen)
            left = tuple(one for one in kept if one != gone)
            return self._keep(conn, actor, "hold_reason.remove", left)

        return self.database.settle(work)

    def _keep(
        self, conn: Connection, actor: Actor, event: str, reasons: tuple[OwnReason, ...]
    ) -> tuple[OwnReason, ...]:
        catalogue_rows.put_setting(conn, SETTING, [list(one) for one in reasons])
        keep_deed(conn, self.database, actor, event, {"reasons": len(reasons)})
        return reasons


def _own(conn: Connection) -> tuple[OwnReason, ...]:
    return tuple(OwnReason(*one) for one in catalogue_rows.setting(conn, SETTING, []))


def _named(kept: Sequence[OwnReason], word: str) -> OwnReason:
    wanted = word.strip().casefold()
    found = next((one for one in kept if wanted in (part.casefold() for part in one)), None)
    if found is None:
        raise OmsError("reason_not_there", reason=word)
    return found


def checked(zh: str, en: str) -> OwnReason:
    """A reason in both languages; raises `field_missing`, `reason_too_long` naming the field."""
    new = OwnReason(required(zh, "reason_zh"), required(en, "reason_en"))
    for name, word in zip(("reason_zh", "reason_en"), new, strict=True):
        if len(word) > LONGEST:
            raise OmsError("reason_too_long", n=LONGEST, field=name)
    return new


def demand_new(new: OwnReason, others: Iterable[OwnReason]) -> None:
    """Raises `reason_there` when one of these says the same in either language."""
    known = {word.casefold() for one in others for word in one}
    twice = next((word for word in new if word.casefold() in known), None)
    if twice is not None:
        raise OmsError("reason_there", reason=twice, field="reason_zh" if twice == new.zh else "reason_en")


def offered(own: tuple[OwnReason, ...], language: str) -> list[tuple[str, str]]:
    """The usual reasons by code, then those of the house, with their words."""
    usual = [(code, say(f"reason.{code}", language)) for code in HOLD_REASONS]
    return [*usual, *((one.word(language), one.word(language)) for one in own)]
