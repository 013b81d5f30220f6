"""Values as typed on the command line, turned into what an event takes, by the shape its argument has.

Goods are named by SKU, or `#2` for the second line; amounts are written as people write them (12.50); times as
2026-11-22T09:00 on the shop's clock.  `address=...` is a pasted receiver, `address.city=...` names one part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_oms.cli.parser import whole
from desktop_oms.domain.arguments import ARGUMENTS
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.money import exponent
from desktop_oms.domain.order import Order
from desktop_oms.domain.returns import VERDICTS
from desktop_oms.formats import zone
from desktop_oms.words import LANGUAGES, say

YES = {"yes", "y", "true", "1", *(say("cli.yes", language) for language in LANGUAGES)}
NO = {"no", "n", "false", "0", *(say("cli.no", language) for language in LANGUAGES)}
MOST_DIGITS = 18
ITEMS = re.compile(r"\s*,\s*")
UNITS_OF_TIME = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
# What units of goods that came back may count as, the usual one first.
COUNTED_AS = {"case.receive": VERDICTS, "case.restock": ("restocked", "scrapped")}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the arguments of one event on one order; `sku_id` finds a product by its code.

    `moved` says which parts of the receiver a pasted text changes.
    """

    order: Order
    event: str
    time_zone: str
    sku_id: Callable[[str], int]
    warehouse_id: Callable[[str], int]
    moved: Callable[[str], dict[str, str]]

    def read(self, settings: Sequence[str], lines: Sequence[str], reason: str | None) -> dict[str, Any]:
        """All arguments by name; raises `argument_not_valid`, `argument_unknown` and what naming goods raises."""
        found: dict[str, Any] = {} if reason is None else {"reason": reason}
        parts: dict[str, dict[str, str]] = {}
        for setting in settings:
            name, equals, text = setting.partition("=")
            name = name.strip()
            if not equals or not name:
                raise OmsError("usage_set", given=setting)
            name, dot, part = name.partition(".")
            if dot:
                parts.setdefault(name, {})[part] = text
            else:
                found[name] = self._value(name, text)
        for name, named in parts.items():
            found[name] = found.get(name, {}) | named
        if lines:
            found["lines"] = self._value("lines", ",".join(lines))
        return found

    def _value(self, name: str, text: str) -> Any:
        shape = next((one.shape for one in ARGUMENTS.get(self.event, ()) if one.name == name), None)
        if shape is None:
            raise OmsError("argument_unknown", name=name, event=self.event)
        try:
            return self._shaped(shape, name, text)
        except (ValueError, OverflowError):
            raise OmsError("argument_not_valid", name=name, shape=shape) from None

    def _shaped(self, shape: str, name: str, text: str) -> Any:
        by_line = {"units_by_line": whole, "money_by_line": self._money, "goods_by_line": self.sku_id}
        plain: dict[str, Callable[[str], Any]] = {
            "text": str,
            "flag": flag,
            "units": whole,
            "grams": whole,
            "money": self._money,
            "time": self._time,
            "milliseconds": duration,
            "new_lines": self._new_lines,
            "address": self.moved,
        }
        if shape in plain:
            return plain[shape](text)
        if shape == "key":
            return self._key(name, text)
        if shape in by_line:
            return {self._line(one): by_line[shape](value) for one, value in pairs(text)}
        if shape == "counts_by_line":
            return self._counts(text)
        raise ValueError(shape)

    def _line(self, text: str) -> int:
        """The order line that a SKU or #2 names; raises `line_unknown`, or `line_ambiguous` for a SKU on two lines."""
        lines = self.order.lines
        if text.startswith("#"):
            found = [line for line in lines if str(line.seq) == text[1:]]
        else:
            found = [line for line in lines if text in (line.sku_code, str(line.id))]
        if not found:
            known = ", ".join(line.sku_code or f"#{line.seq}" for line in lines)
            raise OmsError("line_unknown", line=text, number=self.order.number, known=known)
        if len(found) > 1:
            raise OmsError("line_ambiguous", line=text, lines=", ".join(f"#{line.seq}" for line in found))
        return found[0].id

    def _key(self, name: str, text: str) -> int:
        if name == "line_id":
            return self._line(text)
        if name == "sku_id":
            return self.sku_id(text)
        if name == "warehouse_id":
            return self.warehouse_id(text)
        part = next((part for part in self.order.fulfilments if str(part.seq) == text), None)
        return part.id if part else whole(text)

    def _counts(self, text: str) -> dict[int, dict[str, int]]:
        """`SKU=2` counts as the usual outcome, `SKU=sellable:1+damaged:1` names each."""
        known = COUNTED_AS.get(self.event, ("",))
        found: dict[int, dict[str, int]] = {}
        for line, value in pairs(text):
            counts = found.setdefault(self._line(line), {})
            for one in value.split("+"):
                kind, colon, n = one.rpartition(":")
                verdict = kind.strip() if colon else known[0]
                if verdict not in known:
                    raise OmsError("verdict_unknown", given=verdict, known=", ".join(known))
                counts[verdict] = whole(n)
        return found

    def _new_lines(self, text: str) -> list[dict[str, int]]:
        """`SKU:2:59.90`: goods, units and the price of one."""
        found = []
        for item in filter(None, ITEMS.split(text)):
            sku, units, price = item.rsplit(":", 2)
            found.append({"sku_id": self.sku_id(sku), "qty": whole(units), "price": self._money(price)})
        return found

    def _money(self, text: str) -> int:
        digits = exponent(self.order.currency)
        found = re.fullmatch(rf"(-?)(\d{{1,{MOST_DIGITS - digits}}})(?:\.(\d{{1,{digits or 1}}}))?", text.strip())
        if not found or (found[3] and not digits):
            raise ValueError(text)
        minor: int = int(found[2]) * 10**digits + int((found[3] or "").ljust(digits, "0") or 0)
        return -minor if found[1] else minor

    def _time(self, text: str) -> int:
        if text.strip().isdecimal():
            return whole(text)
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone(self.time_zone))
        return int(moment.timestamp() * 1000)


def pairs(text: str) -> list[tuple[str, str]]:
    """`SKU=2,OTHER=1` as pairs; raises ValueError for anything else."""
    found = []
    for item in filter(None, ITEMS.split(text.strip())):
        name, equals, value = item.rpartition("=")
        if not equals or not name.strip():
            raise ValueError(item)
        found.append((name.strip(), value.strip()))
    return found


def texts_of(name: str, settings: Sequence[str]) -> list[str]:
    """What was said of an argument as a whole, as typed."""
    return [text for one, _equals, text in (setting.partition("=") for setting in settings) if one.strip() == name]


def flag(text: str) -> bool:
    """Yes or no; raises ValueError for anything else."""
    kept = text.strip().casefold()
    if kept not in YES | NO:
        raise ValueError(text)
    return kept in YES


def duration(text: str) -> int:
    """30m, 24h, 2d or plain milliseconds; raises ValueError."""
    kept = text.strip().lower()
    if kept[-1:] in UNITS_OF_TIME:
        return whole(kept[:-1]) * UNITS_OF_TIME[kept[-1]]
    return whole(kept)
