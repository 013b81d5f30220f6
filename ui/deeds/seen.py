"""An order as it was read for the screen: whatever is done with it is done with what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView

if TYPE_CHECKING:
    from desktop_oms.services.tasks import TaskRow


@dataclass(frozen=True, slots=True)
class Seen:
    """An order as it was read: everything on it, its open tasks in full, and when (ms UTC).

    `nobody` says why it is not known who works here; then the order can be read but nothing can be done.
    """

    view: OrderView
    tasks: tuple[TaskRow, ...]
    now: int
    nobody: OmsError | None = None
