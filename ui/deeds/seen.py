"""An order as it was read for the screen: whatever is done with it is done with what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_oms.domain.errors import OmsError, Refusal
from desktop_oms.services.order_view import OrderView

if TYPE_CHECKING:
    from desktop_oms.services.buyers import Hints
    from desktop_oms.services.hold_reasons import OwnReason
    from desktop_oms.services.tagging import Tag
    from desktop_oms.services.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class Beside:
    """What the desk noted beside an order: its tags, who takes care of it, with whom it ships, and hints.

    `stays` is why it cannot leave those it ships with (None: it can), `reasons` are those the house has for putting an
    order on hold.
    """

    tags: tuple[Tag, ...] = ()
    owner: str = ""
    together: tuple[str, ...] = ()
    hints: Hints | None = None
    reasons: tuple[OwnReason, ...] = ()
    stays: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An order as it was read: everything on it, its open tasks in full, and when (ms UTC).

    `nobody` says why it is not known who works here; then the order can be read but nothing can be done.
    """

    view: OrderView
    tasks: tuple[TaskRow, ...]
    now: int
    nobody: OmsError | None = None
    beside: Beside | None = None
