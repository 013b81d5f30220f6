"""After-sales in the tales of the demo shop: what buyers ask for, show and send back, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop_oms.services.demo_tales import CASH, C, K, M, R, Tale, delivered


def ask(tale: Tale, kind: str, **args: Any) -> int:
    """The buyer asks for something, for all units of the first line."""
    line = tale.order().lines[0]
    args.setdefault("lines", {line.id: line.qty})
    return tale.do(C, "case.request", kind=kind, **args).subject_id


def agree(tale: Tale, case: int) -> None:
    """A reviewer agrees; to a larger sum a manager too."""
    tale.do(R, "case.approve", case)
    if next(one.state for one in tale.order().cases if one.id == case) == "awaiting_second":
        tale.do(M, "case.second_approve", case)


def wants_money(tale: Tale) -> None:
    """The buyer asks for the money before anything was sent."""
    tale.later(4)
    tale.shop_says(replace(tale.told, open_refund=True))


def wants_money_after(tale: Tale) -> None:
    """The buyer has it and is not content."""
    delivered(tale)
    tale.lately(4, 46)
    case = ask(tale, "refund_only", reason="quality", note=tale.quote("seam"))
    tale.attach(case, "seam", "sleeve", "tag", "parcel")


def wants_two_sizes(tale: Tale) -> None:
    """The buyer wants to send it back; nobody has answered yet."""
    delivered(tale)
    tale.lately(1, 40)
    case = ask(tale, "return_refund", reason="not_wanted", note=tale.quote("size"))
    tale.attach(case, "tag")


def misses_a_piece(tale: Tale) -> None:
    """One piece was not in the parcel."""
    delivered(tale)
    tale.lately(1, 30)
    line = tale.order().lines[0]
    case = ask(tale, "resend", reason="missing", note=tale.quote("missing"), lines={line.id: 1})
    tale.attach(case, "parcel")


def sends_back(tale: Tale) -> None:
    """Agreed; the goods are on their way back."""
    delivered(tale)
    tale.lately(30, 90)
    case = ask(tale, "return_refund", reason="not_wanted")
    tale.later(2)
    agree(tale, case)


def came_back(tale: Tale) -> None:
    """The goods are back, worn although the buyer said nothing of it; a reviewer has to look at them."""
    sends_back(tale)
    (case,) = tale.order().cases
    tale.later(2)
    tale.do(C, "case.announce", case.id, waybill=f"YT{tale.told.external_no[-10:]}")
    tale.later(20)
    tale.do(K, "case.receive", case.id, lines={row.line_id: {"damaged": row.shipped} for row in case.lines})


def exchanges(tale: Tale) -> None:
    """Another one is wanted instead; the goods are on their way back."""
    delivered(tale)
    tale.lately(20, 100)
    case = ask(tale, "exchange", reason="wrong_size", note=tale.quote("size"))
    tale.later(2)
    agree(tale, case)


def refund_trouble(tale: Tale) -> None:
    """The money should have gone back, but the bank refused."""
    delivered(tale)
    tale.later(3)
    case = ask(tale, "refund_only", reason="damaged")
    agree(tale, case)
    tale.undo_over()
    for refund in tale.order().refunds:
        tale.do(CASH, "refund.dispatch", refund.id)
        tale.passing("refund.fail", refund.id)
