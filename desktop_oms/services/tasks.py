"""Tasks 异常: everything that needs a person, and what settles it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.catalogue import LINKERS, link_code, one_sku
from desktop_oms.services.commands import BulkResult, Commands, Done
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.differences import Difference, read_differences
from desktop_oms.services.linking import MOST_LINKED, UNKNOWN, Linking
from desktop_oms.services.orders import OrderDesk
from desktop_oms.services.people import People
from desktop_oms.services.receivers import Receiver
from desktop_oms.storage import catalogue_rows, task_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.storage.task_rows import Key, TaskLine

PAGE = 200


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a list shows it: its order, what it is about, since when; times in milliseconds UTC.

    `differences` shows both sides of what a shop changed; the receiver is masked in them, as `masked` says.
    """

    id: int
    order_id: int
    number: str
    external_no: str
    kind: str
    state: str
    blocking: bool
    line_id: int | None
    goods: str
    detail: str
    owner: str
    opened_at: int
    due_at: int | None
    solved_at: int | None
    solved_by: str
    differences: tuple[Difference, ...] = ()
    masked: bool = False

    @property
    def key(self) -> Key:
        """Where the row stands; the next page starts after it."""
        return self.opened_at, self.id


@dataclass(frozen=True, slots=True)
class Revealed:
    """An order in full: its receiver, and its open tasks with both sides of what a shop changed."""

    receiver: Receiver
    tasks: tuple[TaskRow, ...]


class TaskDesk:
    """Lists tasks and settles them."""

    def __init__(self, database: Database, commands: Commands, orders: OrderDesk, linking: Linking) -> None:
        self.database = database
        self.commands = commands
        self.orders = orders
        self.linking = linking
        self.people = People(database)

    def page(
        self,
        kinds: Sequence[str] = (),
        *,
        order_id: int | None = None,
        owner: str | None = None,
        after: Key | None = None,
        limit: int = PAGE,
    ) -> list[TaskRow]:
        """Open tasks, the newest first, after a row's key; `owner` is a login, "" for those nobody has taken."""
        found = self.database.read(
            lambda conn: task_rows.open_tasks(
                conn, kinds=kinds, order_id=order_id, owner=owner, after=after, limit=limit
            )
        )
        return [task_row(line) for line in found]

    def counts(self) -> dict[str, int]:
        """How many tasks of each kind are open."""
        return self.database.read(task_rows.counts)

    def owned(self, login: str) -> int:
        """How many open tasks somebody takes care of."""
        return self.database.read(lambda conn: task_rows.owned(conn, login))

    def task(self, task_id: int) -> TaskRow:
        """One task, open or solved; raises `task_missing`."""
        return task_row(self._line(task_id))

    def reveal(self, actor: Actor, task_id: int, reason: str) -> TaskRow:
        """One task with the receiver in full; who looked and why is written down first.

        Raises `task_missing`, `reason_missing`.
        """
        line = self._line(task_id)
        self.orders.reveal(line.order_id, actor, reason)
        return task_row(line, unmasked=True)

    def reveal_order(self, actor: Actor, order_id: int, reason: str) -> Revealed:
        """The receiver of an order and its open tasks in full; who looked and why is written down first, once.

        Raises `reason_missing`.
        """
        receiver = self.orders.reveal(order_id, actor, reason)
        found = self.database.read(lambda conn: task_rows.open_tasks(conn, order_id=order_id, limit=PAGE))
        return Revealed(receiver, tuple(task_row(line, unmasked=True) for line in found))

    def _line(self, task_id: int) -> TaskLine:
        found = self.database.read(lambda conn: task_rows.task(conn, task_id))
        if found is None:
            raise OmsError("task_missing", task=str(task_id))
        return found

    def resolve(self, actor: Actor, task_id: int, reason: str = "", command_id: str | None = None) -> Done:
        """Settle a task, saying what was done; refused while its cause stands (`task_unsolved`)."""
        task = self.task(task_id)
        args = {"reason": reason.strip()} if reason.strip() else {}
        return self.commands.do(actor, task.order_id, "task.resolve", task_id, args=args, command_id=command_id)

    def take(self, actor: Actor, task_id: int) -> Done:
        """From now on the actor takes care of the task."""
        return self.assign(actor, task_id, actor.name)

    def assign(self, actor: Actor, task_id: int, login: str = "") -> Done:
        """Give a task to somebody who works here, or (no login) to nobody in particular.

        Raises `user_unknown`, naming who exists, `user_inactive`.
        """
        task = self.task(task_id)
        owner = self.people.actor(login).name if login.strip() else ""
        return self.commands.do(actor, task.order_id, "task.assign", task_id, args={"owner": owner})

    def link(self, actor: Actor, task_id: int, sku_id: int, *, remember: bool = True) -> list[BulkResult]:
        """Say which product an unknown code is: the task's line gets it and, with `remember`, every order's line with
        that code, now and in later files.  Returns a result per order.

        Raises `task_kind_differs` for a task of another kind, `sku_of_other_seller`, `barcode_taken`.
        """
        require_role(actor, "product.link", LINKERS)
        task = self.task(task_id)
        if task.kind != UNKNOWN or task.line_id is None:
            raise OmsError("task_kind_differs", task=str(task_id))

        def work(conn: Connection) -> list[TaskLine]:
            sku, here = one_sku(conn, sku_id), task_rows.task(conn, task_id)
            assert here is not None
            channels = {channel.id: channel.merchant_id for channel in catalogue_rows.channels(conn)}
            if channels[here.channel_id] != sku.merchant_id:
                raise OmsError("sku_of_other_seller", sku=sku.code, number=here.number)
            code = here.sku_code or ""
            if not (remember and code):
                return [here]
            if code != sku.code:
                link_code(conn, code, sku)
                keep_deed(conn, self.database, actor, "product.link", {"sku": str(sku_id), "code": code})
            same = task_rows.open_tasks(conn, kinds=[UNKNOWN], sku_code=code, limit=MOST_LINKED)
            return [line for line in same if channels[line.channel_id] == sku.merchant_id]

        return self.linking.give(actor, dict.fromkeys(self.database.write(work), sku_id))


def task_row(line: TaskLine, *, unmasked: bool = False) -> TaskRow:
    """A task as a list shows it."""
    goods = f"{line.sku_code or ''} {line.line_name or ''}".strip()
    changed = line.kind == "changed_in_shop" and line.state == "open"
    differences = read_differences(line.detail, unmasked=unmasked) if changed else ()
    whole = read_differences(line.detail, unmasked=True) if changed else ()
    return TaskRow(
        line.id,
        line.order_id,
        line.number,
        line.external_no or "",
        line.kind,
        line.state,
        line.blocking,
        line.line_id,
        goods,
        "" if differences else line.detail,
        line.owner,
        line.opened_at,
        line.due_at,
        line.solved_at,
        line.solved_by,
        differences,
        differences != whole,
    )
