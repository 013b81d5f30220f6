"""What a command may know beside the order: goods, warehouses, routing rules, policy, stock, clock and fresh keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_oms.domain.roles import Policy
from desktop_oms.domain.stock import Stock


@dataclass(frozen=True, slots=True)
class Goods:
    """A SKU as the rules need it. Third-party goods have a `supplier_id`; variants share a `product_code`."""

    id: int
    code: str
    name: str = ""
    spec: str = ""
    category: str = ""
    product_code: str = ""
    supplier_id: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class House:
    """A warehouse of our own; lower `priority` is preferred."""

    id: int
    code: str
    name: str = ""
    priority: int = 100


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """One ordered routing rule: `kind` names how it ranks, `condition` limits the orders it speaks for."""

    id: int
    position: int
    kind: str
    condition: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """Everything a rule may read; passed in, so that any failure replays from the same facts."""

    now: int
    new_id: Callable[[], int]
    goods: dict[int, Goods] = field(default_factory=dict)
    houses: tuple[House, ...] = ()
    rules: tuple[RoutingRule, ...] = ()
    policy: Policy = field(default_factory=Policy)
    stock: Stock = field(default_factory=Stock)
    ordered_rules: tuple[RoutingRule, ...] = field(init=False)
    manual_providers: frozenset[str] = frozenset({"manual", "file", "cash", "transfer"})

    def __post_init__(self) -> None:
        self.ordered_rules = tuple(sorted(self.rules, key=lambda rule: rule.position))
