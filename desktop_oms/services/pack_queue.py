"""What a packer finds when coming to the bench: which baskets and orders can be packed, the most urgent first."""

from __future__ import annotations

from desktop_oms.services.database import Database
from desktop_oms.storage import pack_queue
from desktop_oms.storage.pack_queue import Waiting as Waiting

SHOWN = 100


class PackQueue:
    """Lists what can be packed; which one is taken, a scan decides."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def waiting(self, limit: int = SHOWN) -> list[Waiting]:
        """Goods ready for a box: full baskets and picked goods first, then what lies promised on its shelf.

        Parts of an order that the same scan opens are one row.
        """
        found: dict[tuple[str, bool], Waiting] = {}
        for one in self.database.read(pack_queue.waiting):
            before = found.get((one.code, one.picked))
            found[one.code, one.picked] = before._replace(pieces=before.pieces + one.pieces) if before else one
        return list(found.values())[:limit]
