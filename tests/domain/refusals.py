"""Stories that end in a refusal, by the code of it, and what several of them begin with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_oms.domain.command import Facts, Guard
from desktop_oms.domain.entities import Case, Parcel, Refund
from desktop_oms.domain.roles import SYSTEM
from tests.domain.shop import Shop

Story = Callable[[], str]
STORIES: dict[str, Story] = {}


def story(code: str, name: str = "") -> Callable[[Story], Story]:
    """Marks a story with the code that its last command is refused with."""

    def keep(told: Story) -> Story:
        STORIES[f"{code}: {name or told.__name__}"] = told
        return told

    return keep


def code_of(guard: Guard, shop: Shop, subject: Any) -> str:
    """What a guard says to the system: for those that no command meets, as the automatic events run before."""
    found = guard(Facts(shop.order, subject, {}, SYSTEM, shop.world))
    return found.code if found else ""


def case_in(shop: Shop, kind: str = "return_refund", units: int = 1) -> Case:
    """A case a reviewer has agreed to."""
    case = shop.ask(kind, units)
    shop.do("R", "case.approve", case)
    return case


def sent_shop(units: int = 2) -> tuple[Shop, Parcel]:
    """An order that left in one parcel."""
    shop = Shop((1, units, 500)).confirmed()
    return shop, shop.sent()


def delivered_shop(units: int = 2) -> Shop:
    """An order that arrived."""
    shop = Shop((1, units, 500)).confirmed()
    shop.delivered()
    return shop


def one_late() -> tuple[Shop, Parcel]:
    """Of two units one has arrived, and the other is in a parcel on its way."""
    shop = Shop((1, 2, 500)).confirmed()
    shop.delivered(lines={shop.order.lines[0].id: 1})
    return shop, shop.sent()


def came_back(shop: Shop, case: Case, **verdicts: int) -> None:
    """Units of the first line are counted, by verdict."""
    shop.do("K", "case.receive", case, lines={shop.order.lines[0].id: verdicts})


def promise_rest(shop: Shop) -> None:
    """What is still to pay is collected at the door."""
    shop.do("S", "payment.promise", shop.do("S", "payment.start", None, amount=shop.order.collect, provider="cash"))


def refund_of(shop: Shop) -> Refund:
    """The refund of one unit of a paid order."""
    shop.ask("refund_unshipped")
    return shop.order.refunds[-1]
