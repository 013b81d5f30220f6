"""Carriers a house sends with, and the waybill numbers of those that leave the numbering to us.

Until a house names others there is its own fleet.  Our own numbers are the carrier's letter and eight digits: short,
and an even number of digits packs best into Code 128.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.storage import catalogue_rows, manifest_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import say

FIRST_WAYBILL = 10_000_001
SETTING = "carriers"
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier by its `name` as labels and manifests show it.

    `letter` begins the numbers we draw for it; with an empty one every waybill is typed or scanned from the carrier's
    own roll.  What is handed over from its `cut_off` on (the house's own time, "18:00"; "" for none) goes onto the next
    day's manifest.
    """

    name: str
    letter: str = ""
    service: str = ""
    cut_off: str = ""


def carriers(conn: Connection) -> list[Carrier]:
    """The carriers of the house, the usual one first."""
    kept = named(conn)
    if kept:
        return kept
    language = str(catalogue_rows.setting(conn, "language", "zh_CN"))
    return [Carrier(say("carrier.own_fleet", language), "F")]


def named(conn: Connection) -> list[Carrier]:
    """The carriers that somebody named; empty as long as the own fleet stands in for them."""
    return [Carrier(**one) for one in catalogue_rows.setting(conn, SETTING, [])]


def put_carriers(conn: Connection, new: list[Carrier]) -> None:
    """Set the carriers of the house; names and letters must differ, a letter is one of A to Z."""
    letters = [one.letter for one in new if one.letter]
    if not new or any(not one.name.strip() for one in new) or len({one.name for one in new}) < len(new):
        raise OmsError("carrier_names_differ")
    if len(set(letters)) < len(letters) or any(len(one) != 1 or not "A" <= one <= "Z" for one in letters):
        raise OmsError("carrier_letters_differ")
    if any(one.cut_off and not CLOCK.fullmatch(one.cut_off) for one in new):
        raise OmsError("carrier_cut_off")
    catalogue_rows.put_setting(conn, SETTING, [asdict(one) for one in new])


def choose(conn: Connection, name: str) -> Carrier:
    """The carrier of that name, or the usual one for an empty name; raises `carrier_unknown` naming who exists."""
    known = carriers(conn)
    wanted = name.strip().casefold()
    for one in known:
        if wanted in ("", one.name.casefold()):
            return one
    raise OmsError("carrier_unknown", carrier=name.strip(), known=", ".join(one.name for one in known))


def next_waybill(conn: Connection, carrier: Carrier) -> str:
    """The carrier's next number of ours; raises `waybill_missing` when it numbers itself."""
    if not carrier.letter:
        raise OmsError("waybill_missing")
    drawn = manifest_rows.next_number(conn, f"waybill:{carrier.letter}", FIRST_WAYBILL)
    return f"{carrier.letter}{drawn:08}"


def drop_all(conn: Connection) -> None:
    """The house names no carriers any more: there is its own fleet again."""
    catalogue_rows.put_setting(conn, SETTING, [])
