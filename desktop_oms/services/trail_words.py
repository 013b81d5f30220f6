"""The audit trail in words: each entry of an order's past in one language, and which of them somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.changes import MOMENTS, MONEY
from desktop_oms.formats import money, time_local
from desktop_oms.services.order_view import Altered, Entry, OrderView
from desktop_oms.words import say, table

COLUMNS = ("at", "person", "station", "kind", "what", "changes", "status")
NOBODY = ("", "system")
BUYER = "buyer"  # who asks through a channel has no login of the house


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in the words of one language; `login` is the person's name for the program, `machine` the kind."""

    seq: int
    at: str
    person: str
    station: str
    kind: str
    what: str
    changes: tuple[str, ...]
    status: str
    login: str
    machine: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The columns of a table."""
        return (self.at, self.person, self.station, self.kind, self.what, "\n".join(self.changes), self.status)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which entries are wanted: of one kind (machine), of one person (login), that hold a text; "" for all."""

    kind: str = ""
    person: str = ""
    text: str = ""

    def lets(self, one: Told) -> bool:
        """True for an entry that is wanted."""
        if self.kind not in ("", one.machine) or self.person not in ("", one.login):
            return False
        wanted = self.text.strip().casefold()
        return not wanted or any(wanted in cell.casefold() for cell in one.cells)


def heads(language: str) -> list[str]:
    """The names of the columns."""
    return [say(f"trail.column.{name}", language) for name in COLUMNS]


def told(view: OrderView, language: str) -> list[Told]:
    """The whole trail of an order in words, the newest first."""
    return [_told(entry, view, language) for entry in reversed(view.entries)]


def _told(entry: Entry, view: OrderView, language: str) -> Told:
    changed = entry.status_after != entry.status_before and entry.status_after
    return Told(
        entry.seq,
        time_local(entry.at, view.time_zone, language),
        who(entry, language),
        entry.station,
        word(f"machine.{entry.machine}", entry.machine, language),
        what(entry, language, view.currency),
        tuple(changed_words(one, view, language) for one in entry.changes),
        say(f"status.{entry.status_after}", language) if changed else "",
        entry.actor,
        entry.machine,
    )


def who(entry: Entry, language: str) -> str:
    """Who did it: the program and the buyer by their words, everybody else by name."""
    if entry.actor in NOBODY:
        return say("orders.system", language)
    return say("orders.the_buyer", language) if entry.actor == entry.name == BUYER else entry.name


def word(key: str, otherwise: str, language: str) -> str:
    """The word of a key; a key of an older or newer program is shown as it is kept."""
    return say(key, language) if key in table() else otherwise


def what(entry: Entry, language: str, currency: str = "") -> str:
    """What happened, in a line: the event, what it was about, its goods and money, and why."""
    name = f"event.{entry.machine}.{entry.event}"
    subject = ""
    if entry.subject.isdigit() and f"orders.subject.{entry.machine}" in table():
        subject = say(f"orders.subject.{entry.machine}", language, n=entry.subject)
    facts = entry.facts
    goods = (say("orders.goods_times", language, sku=sku, n=n) for sku, n in entry.goods)
    codes = [str(facts[name]) for name in ("carrier", "waybill", "owner", "tag", "to") if facts.get(name)]
    mates = facts.get("with")
    codes += [str(number) for number in mates] if isinstance(mates, list) else []
    amount = facts.get("amount")
    paid = money(amount, currency, language) if currency and isinstance(amount, int) else ""
    reason = str(facts.get("reason") or "")
    parts = (
        word(name, name, language),
        subject,
        say("orders.list_sign", language).join(goods),
        " ".join(codes),
        paid,
        word(f"reason.{reason}", reason, language) if reason else "",
    )
    return " · ".join(part for part in parts if part)


def changed_words(one: Altered, view: OrderView, language: str) -> str:
    """A field that changed: its name, what stood there and what stands there now."""
    key = f"trail.field.{one.machine}.{one.field}"
    field = word(key, one.field, language)
    if one.subject:
        field = say("trail.field_of", language, field=field, subject=one.subject)
    old, new = (_value(one, value, view, language) for value in (one.old, one.new))
    return say("trail.change", language, field=field, old=old, new=new)


def _value(one: Altered, value: str | int | bool | None, view: OrderView, language: str) -> str:
    if value is None or value == "":
        return say("trail.nothing", language)
    if isinstance(value, bool):
        return say("cli.yes" if value else "cli.no", language)
    if one.field in MONEY and isinstance(value, int):
        return money(value, view.currency, language)
    if one.field in MOMENTS and isinstance(value, int):
        return time_local(value, view.time_zone, language)
    return word(f"case_kind.{value}", str(value), language) if one.field == "kind" else str(value)
