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


def refund_of(shop: Shop) -> Refund:
    """The refund of one unit of a paid order."""
    shop.ask("refund_unshipped")
    return shop.order.refunds[-1]
