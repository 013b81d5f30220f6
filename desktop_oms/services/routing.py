"""The rules of routing as people keep them, what a change would move (a dry run), and routing the waiting orders again.

A rule speaks for orders confirmed from now on.  Orders whose goods are not on the bench yet may follow it too: the dry
run carries the very commands of `run` out in memory, one order after the other on the same stock, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop_oms.domain import lifecycle, routing
from desktop_oms.domain.catalogue import Rule
from desktop_oms.domain.command import Run
from desktop_oms.domain.entities import Fulfilment
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import SYSTEM, Actor
from desktop_oms.domain.stock import Level
from desktop_oms.services.commands import BulkResult, Commands, load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.people import optional, required
from desktop_oms.services.setup import MANAGERS
from desktop_oms.services.shop_state import SetupState
from desktop_oms.storage import catalogue_rows, house_rows
from desktop_oms.storage.engine import Connection

KINDS = routing.KINDS
KEYS = ("merchant_id", "channel_id")  # conditions that are keys of rows
CODES = ("country", "currency")  # conditions that are codes in capitals
CONDITIONS = (*routing.CONDITIONS, "category")
MOVABLE = frozenset({"allocated", "shortage"})
STEP = 10

R = TypeVar("R")
Place = tuple[str, int]
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Moved:
    """An order that would go out from elsewhere: warehouse names with the units that leave there, before and after."""

    order_id: int
    number: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]


class Routing:
    """Keeps the rules in their order and shows what they would do."""

    def __init__(self, database: Database, commands: Commands) -> None:
        self.database = database
        self.commands = commands

    def rules(self) -> list[Rule]:
        """All rules in their order, those switched off too."""
        return self.database.read(catalogue_rows.rules)

    def categories(self) -> list[str]:
        """Categories that goods have, for the condition."""
        return sorted(self.database.read(house_rows.categories))

    def save(
        self,
        actor: Actor,
        name: str,
        kind: str,
        condition: Mapping[str, object],
        *,
        rule_id: int | None = None,
        active: bool = True,
        seen: Rule | None = None,
    ) -> Rule:
        """Add a rule after the others, or change one; `seen` is the rule as the person looked at it.

        Raises `rule_changed` when somebody changed it since, `rule_kind_unknown`, `rule_condition_unknown`,
        `field_missing`, `warehouse_unknown`.
        """

        def work(conn: Connection) -> Rule:
            known = catalogue_rows.rules(conn)
            before = next((one for one in known if one.id == rule_id), None)
            if rule_id is not None and before is None:
                raise OmsError("row_gone")
            demand_as_seen(before, seen)
            last = max((one.position for one in known), default=0)
            checked = checked_condition(conn, kind, condition)
            kept = before or Rule(self.database.new_id(), last + STEP, "", kind)
            new = replace(kept, name=required(name, "rule_name"), kind=kind, condition=checked, active=active)
            catalogue_rows.put(conn, new)
            return new

        return self._write(actor, "rule.change" if rule_id else "rule.add", work)

    def move(self, actor: Actor, rule_id: int, steps: int) -> list[Rule]:
        """Move a rule up (-1) or down (1); at either end it stays.  All positions are written anew, ten apart."""

        def work(conn: Connection) -> list[Rule]:
            known = catalogue_rows.rules(conn)
            at = next((place for place, one in enumerate(known) if one.id == rule_id), None)
            if at is None:
                raise OmsError("row_gone")
            known.insert(min(max(at + steps, 0), len(known) - 1), known.pop(at))
            return in_order(conn, known)

        return self._write(actor, "rule.move", work)

    def remove(self, actor: Actor, rule_id: int, *, seen: Rule | None = None) -> None:
        """Take a rule out; without any rule the usual ones hold (all in one place, then most, then priority).

        Raises `rule_changed` when somebody changed it since the person looked at it (`seen`).
        """

        def work(conn: Connection) -> None:
            demand_as_seen(next((one for one in catalogue_rows.rules(conn) if one.id == rule_id), None), seen)
            if not house_rows.remove_rule(conn, rule_id):
                raise OmsError("row_gone")

        self._write(actor, "rule.remove", work)

    def back(self, actor: Actor, rule: Rule, place: int) -> list[Rule]:
        """Take the removal of a rule back: it stands in its place (from 0) again."""

        def work(conn: Connection) -> list[Rule]:
            known = [one for one in catalogue_rows.rules(conn) if one.id != rule.id]
            return in_order(conn, [*known[:place], rule, *known[place:]])

        return self._write(actor, "rule.add", work)

    def put_usual(self, actor: Actor, names: Mapping[str, str]) -> list[Rule]:
        """Write the usual rules down, so that they can be changed; `names` are their names by kind."""

        def work(conn: Connection) -> list[Rule]:
            if catalogue_rows.rules(conn):
                raise OmsError("rules_there")
            for one in routing.DEFAULT_RULES:
                name = names.get(one.kind, one.kind)
                catalogue_rows.put(conn, Rule(self.database.new_id(), one.position, name, one.kind))
            return catalogue_rows.rules(conn)

        return self._write(actor, "rule.add", work)

    def _write(self, actor: Actor, event: str, work: Callable[[Connection], R]) -> R:
        require_role(actor, event, MANAGERS)

        def whole(conn: Connection) -> R:
            made = work(conn)
            keep_deed(conn, self.database, actor, event, {})
            return made

        done = self.database.settle(whole)
        self.commands.worlds.forget()
        return done

    # what waits

    def dry_run(self, progress: Progress | None = None) -> list[Moved]:
        """The waiting orders that would go out from elsewhere under the rules as they stand; nothing is written.

        `progress` is told (done, of all) and answers False to stop: then only those looked at are answered.
        """
        self.commands.worlds.forget()

        def look(conn: Connection) -> list[Moved]:
            names = {one.id: one.name for one in catalogue_rows.warehouses(conn)}
            keys, shared, found = house_rows.still_to_pick(conn), dict[tuple[int, int], Level](), []
            for done, key in enumerate(keys, start=1):
                moved = self._try(conn, key, shared, names)
                if moved is not None:
                    found.append(moved)
                if progress is not None and not progress(done, len(keys)):
                    break
            return found

        return self.database.read(look)

    def _try(
        self, conn: Connection, key: int, shared: dict[tuple[int, int], Level], names: Mapping[int, str]
    ) -> Moved | None:
        order = load(conn, key, lock=False)
        if not movable(order):
            return None
        world = self.commands.worlds.for_order(conn, order, {})
        levels = {place: replace(shared.get(place, level)) for place, level in world.stock.levels.items()}
        world.stock.levels = levels
        before = places(order)
        try:
            again(lifecycle.begin(order, SYSTEM, world))
        except Refused:
            return None
        after = places(order)
        if before == after:
            return None  # nothing is written for it later either: its stock stays as it was
        shared.update(levels)
        return Moved(key, order.number, told(before, names), told(after, names))

    def run(self, actor: Actor, order_ids: Iterable[int], progress: Progress | None = None) -> list[BulkResult]:
        """Route these orders again, one transaction each, in the order given; a result per order.

        The program does it by rule, under the person's name.  `progress` answers False to stop between two orders.
        """
        require_role(actor, "rule.run", MANAGERS)
        doer = replace(SYSTEM, name=actor.name, station_id=actor.station_id, station=actor.station)
        keys, results = list(order_ids), []
        for done, key in enumerate(keys, start=1):
            try:
                answer = self.commands.run(doer, key, "rule.run", again, ready=must_be_movable)
                results.append(BulkResult(key, answer, None))
            except OmsError as trouble:
                results.append(BulkResult(key, None, trouble))
            if progress is not None and not progress(done, len(keys)):
                break
        return results


def in_order(conn: Connection, rules: Iterable[Rule]) -> list[Rule]:
    """Write the positions of the rules anew, ten apart."""
    for place, one in enumerate(rules, start=1):
        catalogue_rows.put(conn, replace(one, position=place * STEP))
    return catalogue_rows.rules(conn)


def demand_as_seen(now: Rule | None, seen: Rule | None) -> None:
    """Raises `rule_changed` for a rule that says something else than when it was looked at; its place is no matter."""
    if now is not None and seen is not None:
        demand_unchanged(now, replace(seen, position=now.position), Refused("rule_changed", rule=now.name))


def movable(order: Order) -> list[Fulfilment]:
    """The order's own fulfilments that nobody has begun to pick; none when a part of it is on its way already."""
    boxed = {parcel.fulfilment_id for parcel in order.live_parcels()}
    return [
        part
        for part in order.open_fulfilments()
        if part.state in MOVABLE and part.supplier_id is None and part.id not in boxed
    ]


def must_be_movable(_conn: Connection, order: Order) -> None:
    """Raises `routing_too_late` when the goods went to the bench meanwhile."""
    if not movable(order):
        raise Refused("routing_too_late", number=order.number)


def again(run: Run) -> None:
    """Take the waiting fulfilments back, all of them first, then let the order be planned anew."""
    for part in movable(run.order):
        run.fire("fulfilment.cancel", part)
    lifecycle.finish(run)


def places(order: Order) -> dict[tuple[int, bool], int]:
    """Units by warehouse, those that wait for stock apart."""
    found: dict[tuple[int, bool], int] = {}
    for part in movable(order):
        where = (part.warehouse_id or 0, part.state == "shortage")
        found[where] = found.get(where, 0) + part.units
    return found


def told(units: Mapping[tuple[int, bool], int], names: Mapping[int, str]) -> tuple[Place, ...]:
    """Units by the warehouse's name; units that wait for stock stand under no name."""
    return tuple(sorted(("" if short else names.get(key, ""), n) for (key, short), n in units.items()))


def named_condition(rule: Rule, state: SetupState) -> list[tuple[str, str]]:
    """For which orders a rule speaks, sellers and channels by their names; nothing where it is every order."""
    names = {str(one.id): one.name for one in state.sellers} | {str(one.id): one.name for one in state.channels}
    return [
        (name, names.get(str(value), str(value)) if name in KEYS else str(value))
        for name, value in rule.condition.items()
        if name != "warehouse"
    ]


def checked_condition(conn: Connection, kind: str, condition: Mapping[str, object]) -> dict[str, object]:
    """The condition without what was left empty; raises for a kind, a condition or a warehouse nobody knows."""
    if kind not in KINDS:
        raise OmsError("rule_kind_unknown", field="rule_kind", given=kind, known=", ".join(KINDS))
    texts = {name: optional(value, name) if isinstance(value, str) else value for name, value in condition.items()}
    kept = {name: value for name, value in texts.items() if value not in ("", None, 0)}
    kept |= {name: str(kept[name]).upper() for name in CODES if name in kept}
    strange = next((name for name in kept if name not in CONDITIONS and name != "warehouse"), None)
    if strange is not None:
        raise OmsError("rule_condition_unknown", given=strange, known=", ".join(CONDITIONS))
    if kind == "warehouse":
        house = str(kept.get("warehouse", ""))
        if catalogue_rows.warehouse(conn, house) is None:
            known = ", ".join(one.code for one in catalogue_rows.warehouses(conn))
            raise OmsError("warehouse_unknown", field="warehouse", wanted=house, known=known)
    else:
        kept.pop("warehouse", None)
    return kept
