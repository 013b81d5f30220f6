"""How the house packs: the rules of its benches, its packages and its carriers, shown and changed one by one.

Each change is read, checked and written in one transaction, so two people who change different things both keep theirs.
Whoever says what he looked at (`seen`) never overwrites what somebody else made of it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.bench_rules import BenchRules, Package, bench_rules, put_bench_rules
from desktop_oms.services.carriers import Carrier, carriers, drop_all, named, put_carriers
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.setup import MANAGERS
from desktop_oms.storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Benches:
    """The rules with the packages, and the carriers, the usual one first."""

    rules: BenchRules
    carriers: tuple[Carrier, ...]


class BenchSettings:
    """Reads and sets what holds at every bench."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def values(self) -> Benches:
        """All of it as it stands."""
        return self.database.read(lambda conn: Benches(bench_rules(conn), tuple(carriers(conn))))

    def change(self, actor: Actor, seen: BenchRules | None = None, **values: Any) -> BenchRules:
        """Change some of the rules (`lease_minutes`, `weigh`, `fast_lane`, `tolerance_g`, `tolerance_percent`).

        Raises `not_your_role`, `bench_rules_not_valid`, and `setting_changed` when one of them is not as it was `seen`.
        """

        def put(rules: BenchRules) -> BenchRules:
            for name in values:
                demand_unchanged(getattr(rules, name), getattr(seen, name, None))
            return replace(rules, **values)

        return self._rules(actor, put, {name: int(new) for name, new in values.items()})

    def put_package(self, actor: Actor, package: Package, seen: Package | None = None) -> BenchRules:
        """A further package, or one in the place of the one that was `seen`.

        Raises `package_unknown`, `bench_rules_not_valid`, and `setting_changed` when that one is no longer as it was.
        """

        def put(rules: BenchRules) -> BenchRules:
            if seen is None:
                return replace(rules, packages=(*rules.packages, package))
            old = _known(rules, seen.name, seen)
            return replace(rules, packages=tuple(package if one is old else one for one in rules.packages))

        return self._rules(actor, put, {"package": package.name})

    def drop_package(self, actor: Actor, name: str, seen: Package | None = None) -> BenchRules:
        """A package is no longer used; raises `package_unknown`, `setting_changed`."""

        def drop(rules: BenchRules) -> BenchRules:
            gone = _known(rules, name, seen)
            return replace(rules, packages=tuple(one for one in rules.packages if one is not gone))

        return self._rules(actor, drop, {"package_gone": name})

    def package_back(self, actor: Actor, package: Package, place: int) -> BenchRules:
        """Take the removal of a package back: it stands in its place (from 0) again."""

        def put(rules: BenchRules) -> BenchRules:
            found = rules.packages
            return replace(rules, packages=(*found[:place], package, *found[place:]))

        return self._rules(actor, put, {"package": package.name})

    def put_carrier(self, actor: Actor, carrier: Carrier, seen: Carrier | None = None) -> list[Carrier]:
        """A further carrier, or one in the place of the one that was `seen`; raises `carrier_*`, `setting_changed`."""

        def put(known: list[Carrier]) -> list[Carrier]:
            if seen is None:
                return [*known, carrier]
            old = _carrier(known, seen.name, seen)
            return [carrier if one is old else one for one in known]

        return self._carriers(actor, put, {"carrier": carrier.name})

    def drop_carrier(self, actor: Actor, name: str, seen: Carrier | None = None) -> list[Carrier]:
        """The house no longer sends with a carrier; without any it has its own fleet.

        Raises `carrier_unknown`, `setting_changed`.
        """

        def drop(known: list[Carrier]) -> list[Carrier]:
            gone = _carrier(known, name, seen)
            return [one for one in known if one is not gone]

        return self._carriers(actor, drop, {"carrier_gone": name})

    def carrier_back(self, actor: Actor, carrier: Carrier, place: int) -> list[Carrier]:
        """Take the removal of a carrier back: it stands in its place (from 0) again, so the usual one is the usual one.

        The own fleet that stood in for it while nobody was named goes with that.
        """

        def put(conn: Connection) -> list[Carrier]:
            known = named(conn)
            return [*known[:place], carrier, *known[place:]]

        return self._put_carriers(actor, put, {"carrier": carrier.name})

    def _rules(
        self, actor: Actor, change: Callable[[BenchRules], BenchRules], facts: Mapping[str, object]
    ) -> BenchRules:
        require_role(actor, "bench.set", MANAGERS)

        def work(conn: Connection) -> BenchRules:
            new = change(bench_rules(conn))
            put_bench_rules(conn, new)
            keep_deed(conn, self.database, actor, "bench.set", facts)
            return new

        return self.database.settle(work)

    def _carriers(
        self, actor: Actor, change: Callable[[list[Carrier]], list[Carrier]], facts: Mapping[str, object]
    ) -> list[Carrier]:
        return self._put_carriers(actor, lambda conn: change(carriers(conn)), facts)

    def _put_carriers(
        self, actor: Actor, change: Callable[[Connection], list[Carrier]], facts: Mapping[str, object]
    ) -> list[Carrier]:
        require_role(actor, "carriers.set", MANAGERS)

        def work(conn: Connection) -> list[Carrier]:
            new = change(conn)
            if new:
                put_carriers(conn, new)
            else:
                drop_all(conn)
            keep_deed(conn, self.database, actor, "carriers.set", facts)
            return carriers(conn)

        return self.database.settle(work)


def _known(rules: BenchRules, name: str, seen: Package | None) -> Package:
    found = rules.package(name)
    if found is None:
        raise OmsError("package_unknown", package=name, known=", ".join(one.name for one in rules.packages))
    demand_unchanged(found, seen)
    return found


def _carrier(known: list[Carrier], name: str, seen: Carrier | None) -> Carrier:
    found = next((one for one in known if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise OmsError("carrier_unknown", carrier=name, known=", ".join(one.name for one in known))
    demand_unchanged(found, seen)
    return found
