"""What a shop's order leaves open: the tasks that a person has to settle before it goes out, or should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain.catalogue import Sku
from desktop_oms.domain.completeness import missing_parts
from desktop_oms.domain.incoming import IncomingOrder, ShopState

ENDED = frozenset({ShopState.CANCELLED, ShopState.REFUNDED, ShopState.COMPLETED})
LEFT_BEFORE = frozenset({ShopState.PARTLY_SHIPPED, ShopState.SHIPPED})
ODD_MONEY = frozenset({"amounts_differ", "refund_amount_unknown"})

# What a file leaves open or gets wrong, by the reader's notice, and whether it must be settled before goods go out.
TASK_OF_NOTICE: Mapping[str, tuple[str, bool]] = {
    "total_unknown": ("amounts_unknown", False),
    "amounts_differ": ("amounts_differ", False),
    "paid_differs": ("amounts_differ", False),
    "refund_amount_unknown": ("refund_amount_unknown", False),
    "masked_receiver": ("receiver_masked", True),
    "province_differs": ("address_doubtful", False),
    "pieces_differ": ("pieces_differ", True),
    "number_maybe_rounded": ("number_doubtful", False),
    "orders_file_missing": ("orders_file_missing", False),
    "presale": ("presale", False),
}


# Worth a look before the import; afterwards a case or a badge shows them.
SHOWN_ELSEWHERE = frozenset({"open_refund", "partly_refunded"})


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between an imported order and the door: the task's kind, its line (by place) and a detail."""

    kind: str
    blocking: bool
    place: int | None = None
    detail: str = ""


def is_history(incoming: IncomingOrder) -> bool:
    """True for an order of which nothing is left to send: it left, or ended, before it came to us."""
    if incoming.state in ENDED:
        return True
    return incoming.state is ShopState.SHIPPED and all(
        line.shipped + line.refunded >= line.qty for line in incoming.lines
    )


def outcome_of(incoming: IncomingOrder, found: Sequence[Gap]) -> str:
    """What a new order counts as: what left before our time is history, in part as well, unless something blocks it."""
    left = incoming.state in LEFT_BEFORE and any(line.shipped for line in incoming.lines)
    if is_history(incoming) or (left and not any(gap.blocking for gap in found)):
        return "history"
    return "task" if found else "new"


def gaps(incoming: IncomingOrder, goods: Sequence[Sku | None]) -> list[Gap]:
    """What a person has to settle; of history only odd sums are worth a look."""
    history = is_history(incoming)
    found = [] if history else _before_sending(incoming, goods)
    for notice in incoming.notices:
        kind, blocking = TASK_OF_NOTICE.get(notice, ("", False))
        if kind and (not history or kind in ODD_MONEY):
            found.append(Gap(kind, blocking))
    return list(dict.fromkeys(found)) if len(found) > 1 else found


def _before_sending(incoming: IncomingOrder, goods: Sequence[Sku | None]) -> list[Gap]:
    found = []
    to = incoming.ship_to
    if missing := [] if to.kept_by_platform else missing_parts(to.name, to.phone, to.province, to.city, to.street):
        found.append(Gap("address_incomplete", True, detail=",".join(missing)))
    if None in goods:
        for place, (line, sku) in enumerate(zip(incoming.lines, goods, strict=True)):
            if sku is None:
                found.append(Gap("sku_unknown", True, place, line.sku or line.name))
    # Sent in part, but which part?  Sending all of it would send goods twice.
    if incoming.state is ShopState.PARTLY_SHIPPED and not any(line.shipped for line in incoming.lines):
        found.append(Gap("shipped_units_unknown", True))
    if incoming.open_refund:
        found.append(Gap("open_refund", False))
    if incoming.refunded or any(line.refunded for line in incoming.lines):
        found.append(Gap("partly_refunded", False))
    return found
