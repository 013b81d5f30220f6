"""The rows of an import as the table shows them: outcome, what the row says, the faulty cell, the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import SourceFile
from desktop_oms.formats import money, money_plain
from desktop_oms.services.import_plan import ImportPlan, ImportResult, Note, PlanRow
from ui.importing.counters import Count
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row

LOOKS: Mapping[str, tuple[str, str]] = {
    "new": ("done", "plus"),
    "task": ("attention", "alert"),
    "history": ("neutral", "clock"),
    "unchanged": ("ended", "check"),
    "changed": ("active", "refresh"),
    "refused": ("trouble", "cross"),
}
SHOWN: Mapping[str, tuple[str, ...]] = {  # which of a file's fields a column shows for a refused row, best first
    "order": ("order_no",),
    "receiver": ("receiver", "receiver_first", "buyer"),
    "sku": ("sku",),
    "goods": ("product",),
    "qty": ("qty",),
    "amount": ("line_amount", "price", "total", "paid"),
}
PART_OF: Mapping[str, tuple[str, ...]] = {  # fields whose fault is marked in that column
    "order": ("order_no",),
    "receiver": ("receiver", "phone", "country", "province", "city", "district", "street", "address", "postcode"),
    "sku": ("sku", "line_id"),
    "goods": ("product", "spec"),
    "qty": ("qty", "pieces"),
    "amount": ("line_", "price", "total", "paid", "goods", "shipping", "discount", "tax", "balance", "outstanding"),
}
MARKED_NOTES: Mapping[str, str] = {
    "address_incomplete": "receiver",
    "address_doubtful": "receiver",
    "receiver_masked": "receiver",
    "sku_unknown": "sku",
    "amounts_unknown": "amount",
    "amounts_differ": "amount",
    "refund_amount_unknown": "amount",
    "pieces_differ": "qty",
    "number_doubtful": "order",
}
WIDTHS: Mapping[str, dict[str, int]] = {
    "zh_CN": {
        "row": 56,
        "result": 96,
        "order": 178,
        "receiver": 96,
        "sku": 120,
        "goods": 200,
        "qty": 60,
        "amount": 92,
        "our": 92,
    },
    "en": {
        "row": 56,
        "result": 112,
        "order": 178,
        "receiver": 112,
        "sku": 120,
        "goods": 200,
        "qty": 60,
        "amount": 92,
        "our": 92,
    },
}


def columns(words: Words, *, done: bool) -> tuple[Column, ...]:
    """The columns of the table; once the orders are ours, their numbers have a column too."""
    wide = WIDTHS[words.language]
    made = [
        Column("row", words("importing.row"), wide["row"], "number"),
        Column("result", words("importing.result"), wide["result"]),
        Column("order", words("importing.order_no"), wide["order"]),
        Column("receiver", words("importing.receiver"), wide["receiver"]),
        Column("sku", words("importing.sku"), wide["sku"]),
        Column("goods", words("importing.goods"), wide["goods"]),
        Column("qty", words("importing.qty"), wide["qty"], "number"),
        Column("amount", words("importing.amount"), wide["amount"], "number"),
    ]
    if done:
        made.append(Column("our", words("importing.our_number"), wide["our"]))
    return (*made, Column("why", words("importing.why")))


class PlanWriter:
    """Writes the rows of one plan, before it is carried out or after (`done`)."""

    def __init__(self, words: Words, plan: ImportPlan, *, done: bool) -> None:
        self.words, self.done = words, done
        self.columns = columns(words, done=done)
        self._sources = {source.name: source for source in plan.parsed.files}
        self._several = len(self._sources) > 1

    def row(self, told: PlanRow, place: int) -> Row:
        """One row of the table; its facts are the plan's row."""
        cells = self._raw(told) if told.result == "refused" and told.cells else self._read(told)
        family, icon = LOOKS[told.result]
        result = Cell(self.words(f"import_result.{told.result}"), family=family, icon=icon)
        why = Cell(self.reason(told, cells), tone="trouble" if told.result == "refused" else "muted")
        our = [Cell(told.number, bold=True)] if self.done else []
        return Row(place, (Cell(str(told.row), tone="muted"), result, *cells, *our, why), told)

    def _read(self, told: PlanRow) -> list[Cell]:
        amount = "" if told.amount is None else money_plain(told.amount, told.currency)
        qty = "" if told.qty is None else str(told.qty)
        texts = dict(
            order=told.external_no, receiver=told.receiver, sku=told.sku, goods=told.goods, qty=qty, amount=amount
        )
        kinds = [note.key.partition(".")[2] for note in told.notes]
        marked = {MARKED_NOTES[kind] for kind in kinds if kind in MARKED_NOTES} if told.result == "task" else set()
        marks = dict.fromkeys(marked, "attention")
        if told.result == "history" and not told.known:
            marks["sku"] = "neutral"  # nobody knows the code, but nothing of it is left to send
        cells = {name: self._cell(text, marks.get(name, "")) for name, text in texts.items()}
        if not told.goods and not told.known:
            cells["goods"] = Cell(self.words("orders.sku_unknown"), tone="muted")
        return list(cells.values())

    def _raw(self, told: PlanRow) -> list[Cell]:
        """A refused row: its cells as they stand in the file, where our columns would show them."""
        source = self._sources.get(told.file)
        fault = "" if source is None else next((name for name in source.fields if is_at(source, name, told)), "")
        made = []
        for name, fields in SHOWN.items():
            faulty = bool(fault) and fault.startswith(PART_OF[name])
            known = () if source is None else ((fault,) if faulty else fields)
            text = next((cell for field in known if (cell := cell_of(told, source, field))), "")
            text = told.external_no if name == "order" and told.external_no and not faulty else text
            made.append(self._cell(text, "trouble" if faulty else ""))
        return made

    def _cell(self, text: str, marked: str) -> Cell:
        return Cell(text or (self.words("importing.empty_cell") if marked else ""), marked=marked)

    # words about a row

    def reason(self, told: PlanRow, cells: Sequence[Cell] = ()) -> str:
        """What is to be known about the row, in one sentence; the column is named unless a marked cell shows it."""
        join = "；" if self.words.language == "zh_CN" else "; "
        said = [self._note(note) for note in told.notes]
        if told.column and said and not any(cell.marked for cell in cells):
            said[0] = self.words("notice.in_column", column=told.column, sentence=said[0])
        return join.join(said)

    def _note(self, note: Note) -> str:
        kind, _, code = note.key.partition(".")
        if kind == "error":
            return self.words.error(OmsError(code, **note.facts))
        facts = dict(note.facts)
        if code == "address_incomplete":
            comma = "、" if self.words.language == "zh_CN" else ", "
            parts = str(facts["detail"]).split(",")
            facts["detail"] = comma.join(self.words(f"address_part.{part}") for part in parts)
        return self.words(note.key, **facts)

    def title(self, told: PlanRow) -> str:
        """The headline of what to do about the row."""
        if told.result not in ("refused", "task"):
            return self.words("importing.row_ok", row=told.row)
        if self._several and told.file:
            return self.words("importing.row_of_file", row=told.row, file=told.file)
        return self.words("importing.row_what_to_do", row=told.row)

    def advice(self, told: PlanRow) -> str:
        """What to do about the row: by its first note that has an advice of its own, else by its outcome."""
        codes = [note.key.partition(".")[2] for note in told.notes] if told.result in ("refused", "task") else []
        own = next((code for code in codes if self.words.knows(f"import_advice.{code}")), "")
        key = f"import_advice.{own or told.result}"
        if self.done and self.words.knows(f"{key}_done"):
            key = f"{key}_done"
        return self.words(key, number=told.number)

    def cells(self, told: PlanRow) -> tuple[Sequence[str], int]:
        """The raw cells of a refused row and the place of the faulty one, -1 where no cell is to blame."""
        source = self._sources.get(told.file)
        known = source is not None and told.column in source.columns
        return told.cells, source.columns.index(told.column) if known and source is not None else -1


def is_at(source: SourceFile, field: str, told: PlanRow) -> bool:
    """Whether the field stands in the column that the row was refused for."""
    return bool(told.column) and source.fields[field] == told.column


def cell_of(told: PlanRow, source: SourceFile | None, field: str) -> str:
    """The raw cell of a field; "" where the file has no such column."""
    if source is None or field not in source.fields:
        return ""
    place = source.columns.index(source.fields[field])
    return told.cells[place].strip() if place < len(told.cells) else ""


def plan_after(result: ImportResult) -> ImportPlan:
    """The plan with what became of each order; orders that a stop left untouched are left out."""
    told = {one.external_no: one for one in result.orders}
    orders = tuple(
        replace(order, outcome=one.outcome, number=one.number, order_id=one.order_id, notes=one.notes or order.notes)
        for order in result.plan.orders
        if (one := told.get(order.incoming.external_no)) is not None
    )
    return replace(result.plan, orders=orders)


def counts(words: Words, plan: ImportPlan, *, done: bool) -> list[Count]:
    """The four counters: what is new, what is ours already, what needs a person, what stays out."""
    told = plan.counts
    sums = [money(amount, currency, words.language) for currency, amount in sorted(plan.amounts.items())]
    new, known = told["new"] + told["history"], told["unchanged"] + told["changed"]
    amounts = " + ".join(sums)
    sub = words("importing.new_sub_history", amounts=amounts, n=told["history"]) if told["history"] else amounts
    same = words("importing.known_sub_changed", n=told["changed"]) if told["changed"] else words("importing.known_sub")
    after = "_done" if done else ""
    return [
        Count(new, words("importing.counter_new", n=new), sub, "done", "plus"),
        Count(known, words("importing.counter_known", n=known), same, "ended", "check"),
        Count(told["task"], words("importing.counter_task"), words(f"importing.task_sub{after}"), "attention", "alert"),
        Count(
            told["refused"],
            words("importing.counter_refused", n=told["refused"]),
            words(f"importing.refused_sub{after}"),
            "trouble",
            "cross",
        ),
    ]
