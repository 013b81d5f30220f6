"""The rows of a product or stock file and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop_oms.domain.roles import Actor
from desktop_oms.services.catalogue import RowResult
from desktop_oms.services.importing import read_files
from ui.importing.counters import Count
from ui.importing.plan_rows import LOOKS
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row

OUTCOMES = ("new", "changed", "unchanged", "refused")


class GoodsWriter:
    """Writes the results of a product or stock file."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.columns = (
            Column("row", words("importing.row"), 56, "number"),
            Column("result", words("importing.result"), 116),
            Column("code", words("importing.code"), 240),
            Column("why", words("importing.why")),
        )

    def row(self, told: RowResult, place: int) -> Row:
        """One row of the table; its facts are the service's."""
        family, icon = LOOKS[told.result]
        result = Cell(self.words(f"import_result.{told.result}"), family=family, icon=icon)
        return Row(place, (Cell(str(told.row), tone="muted"), result, Cell(told.code), self._why(told)), told)

    def _why(self, told: RowResult) -> Cell:
        if told.linked:
            return Cell(self.words("importing.goods_linked", n=told.linked), tone="muted")
        return Cell(self.reason(told), tone="trouble")

    def reason(self, told: RowResult) -> str:
        """Why a row was refused; "" for the others."""
        return self.words.error(told.trouble) if told.trouble is not None else ""


def bring_goods(app: Any, kind: str, path: Path, actor: Callable[[], Actor], seller: str) -> list[RowResult]:
    """Read a file of products or stock and bring its good rows in; raises `file_*` when it is none."""
    ((name, data),) = read_files([path])
    if kind == "products":
        return list(app.catalogue.import_file(actor(), name, data, seller))
    return list(app.stock.import_file(actor(), name, data))


def goods_counts(words: Words, results: Sequence[RowResult]) -> list[Count]:
    """The four counters of a product or stock file."""
    found = Counter(told.result for told in results)
    made = [
        Count(found[key], words(f"importing.goods_{key}"), words(f"importing.goods_sub_{key}"), *LOOKS[key])
        for key in OUTCOMES[:3]
    ]
    n = found["refused"]
    refused = words("importing.counter_refused", n=n), words("importing.refused_sub_done")
    return [*made, Count(n, *refused, *LOOKS["refused"])]
