"""What an import is going to do, and what it did: an outcome per order, a line per row of the file, and the sums.

A plan is made without writing anything; carrying it out looks again, so a plan that has grown old does no harm.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import overload

from desktop_oms.domain.catalogue import Channel, Sku
from desktop_oms.domain.incoming import IncomingOrder, ParsedFile, RefusedRow, called
from desktop_oms.services.import_gaps import Gap
from desktop_oms.services.imported import amounts

OUTCOMES = ("new", "task", "history", "unchanged", "changed", "refused")
"""new: will be ours, nothing in the way · task: ours, and a person has something to settle · history: shipped or ended
before · unchanged: ours already, nothing is written · changed: ours already, the shop says something new · refused."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about an order or a row: the key of its words and their facts."""

    key: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """One order of the file and what will become of it; `order_id` and `number` where it is ours already."""

    incoming: IncomingOrder
    content: str
    outcome: str
    gaps: tuple[Gap, ...] = ()
    notes: tuple[Note, ...] = ()
    order_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the file as a list shows it; money in minor units of `currency`.

    `sku` is the code as the file has it, `known` whether a product has it; `goods` are called as the file calls them,
    else as the catalogue does.  `cells` are the raw cells of a refused row, `column` names the one it was refused for.
    """

    row: int
    file: str
    result: str
    external_no: str
    receiver: str
    sku: str
    goods: str
    qty: int | None
    amount: int | None
    currency: str
    number: str = ""
    notes: tuple[Note, ...] = ()
    column: str = ""
    cells: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class OrderResult:
    """What became of one order of the file."""

    external_no: str
    outcome: str
    order_id: int | None = None
    number: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """An import as looked through, nothing written.  `skus`: the products its codes mean."""

    id: str
    channel: Channel
    parsed: ParsedFile
    orders: tuple[Planned, ...]
    skus: dict[str, Sku]

    @property
    def counts(self) -> dict[str, int]:
        """Orders by outcome; refused counts the rows of the file that stay out."""
        return _counts([order.outcome for order in self.orders], self.parsed)

    @property
    def amounts(self) -> dict[str, int]:
        """What the orders that will be added come to, per currency (currencies are never added up)."""
        sums: Counter[str] = Counter()
        for order in self.orders:
            if order.outcome in ("new", "task", "history"):
                sums[order.incoming.currency] += amounts(order.incoming).total
        return dict(sums)

    @property
    def rows(self) -> PlanRows:
        """The file's rows in its order, each with its result."""
        return PlanRows(self)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.  `stopped`: it was cancelled half-way; what is counted is done, the rest untouched."""

    plan: ImportPlan
    orders: tuple[OrderResult, ...]
    stopped: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Orders by what became of them; refused counts rows of the file and orders that a rule refused."""
        return _counts([order.outcome for order in self.orders], self.plan.parsed)


def _counts(outcomes: Sequence[str], parsed: ParsedFile) -> dict[str, int]:
    found = Counter(outcomes)
    found["refused"] += sum(max(1, len(row.rows)) for row in parsed.refused)
    return {outcome: found[outcome] for outcome in OUTCOMES}


class PlanRows(Sequence[PlanRow]):
    """The rows of a plan, each made when it is asked for: a file may have hundreds of thousands."""

    def __init__(self, plan: ImportPlan, wanted: frozenset[str] = frozenset(OUTCOMES)) -> None:
        self._plan = plan
        places: list[tuple[int, int, int]] = []
        for at, order in enumerate(plan.orders):
            if order.outcome in wanted:
                rows = order.incoming.rows or (0,)
                places += [(rows[min(n, len(rows) - 1)], at, n) for n in range(len(order.incoming.lines))]
        if "refused" in wanted:
            places += [
                (row, -1 - at, n)
                for at, refused in enumerate(plan.parsed.refused)
                for n, row in enumerate(refused.rows)
            ]
        places.sort()
        self._places = places

    def only(self, *outcomes: str) -> PlanRows:
        """The rows with these results."""
        return PlanRows(self._plan, frozenset(outcomes))

    def place_of(self, row: int) -> int:
        """Where the file's row stands in this list (or would stand)."""
        return max(0, bisect_right(self._places, (row, -(1 << 60), 0)))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> PlanRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[PlanRow]: ...
    def __getitem__(self, at: int | slice) -> PlanRow | list[PlanRow]:
        if isinstance(at, slice):
            return [self._row(*place) for place in self._places[at]]
        return self._row(*self._places[at])

    def _row(self, row: int, at: int, line: int) -> PlanRow:
        if at < 0:
            return refused_row(self._plan.parsed.refused[-1 - at], row)
        order = self._plan.orders[at]
        return order_row(order, self._plan.skus.get(order.incoming.lines[line].sku), row, line)


def refused_row(refused: RefusedRow, row: int) -> PlanRow:
    """A row that cannot be used, with its reason and raw cells."""
    note = Note(f"error.{refused.code}", dict(refused.facts))
    return PlanRow(
        row,
        refused.file,
        "refused",
        refused.external_no,
        "",
        "",
        "",
        None,
        None,
        "",
        notes=(note,),
        column=refused.column,
        cells=refused.cells,
    )


def order_row(order: Planned, sku: Sku | None, row: int, place: int) -> PlanRow:
    """The row of one line of goods of an order; `sku` is the product its code means."""
    told = order.incoming
    line = told.lines[place]
    amount = line.amount
    if amount is None and line.price is not None:
        amount = line.price * line.qty
    first = told.rows[0] if told.rows else row
    notes = [Note("import_note.same_order", {"row": first})] if place and row != first else list(order.notes)
    notes += [gap_note(gap) for gap in order.gaps if gap.place == place or (gap.place is None and not place)]
    return PlanRow(
        row,
        "",
        order.outcome,
        told.external_no,
        told.ship_to.name,
        line.sku,
        " ".join(filter(None, called(line, sku))),
        line.qty,
        amount,
        told.currency,
        order.number,
        tuple(notes),
        known=sku is not None,
    )


def gap_note(gap: Gap) -> Note:
    """What a gap says to a person who looks the plan through."""
    return Note(f"import_note.{gap.kind}", {"detail": gap.detail})
