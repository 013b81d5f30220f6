"""Warehouses, routing rules and goods as the rules of the domain see them: no more of each than a decision asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import Connection, select

from desktop_oms.domain.catalogue import Sku
from desktop_oms.domain.world import Goods, House, RoutingRule
from desktop_oms.storage import catalogue_rows
from desktop_oms.storage.statements import Chosen
from desktop_oms.storage.tables.catalogue import skus

_GOODS_COLUMNS = [skus.c[part.name] for part in fields(Goods)]
_GOODS_OF_IDS = Chosen(_GOODS_COLUMNS, skus.c.id)


def houses(connection: Connection) -> list[House]:
    """The warehouses in use, as the rules see them, the preferred ones first."""
    return [
        House(one.id, one.code, one.name, one.priority) for one in catalogue_rows.warehouses(connection) if one.active
    ]


def routing_rules(connection: Connection) -> list[RoutingRule]:
    """The routing rules in use, as the rules see them, in their order."""
    return [
        RoutingRule(one.id, one.position, one.kind, one.condition)
        for one in catalogue_rows.rules(connection)
        if one.active
    ]


def goods(connection: Connection, sku_ids: Iterable[int]) -> dict[int, Goods]:
    """The SKUs with these keys, as the rules see them."""
    return {row[0]: Goods(*row) for row in _GOODS_OF_IDS.find(connection, sku_ids)}


def similar_goods(connection: Connection, sku: Sku, *, limit: int = 200) -> list[Goods]:
    """What a customer may be offered instead: other variants of the product first, then goods of its category."""
    table = skus.c
    same_product = (table.product_code == sku.product_code) & (table.product_code != "")
    same_category = (table.category == sku.category) & (table.category != "")
    asked = select(*_GOODS_COLUMNS).where(
        table.merchant_id == sku.merchant_id, table.id != sku.id, table.active, same_product | same_category
    )
    found = [Goods(*row) for row in connection.execute(asked.order_by(table.code).limit(limit))]
    return sorted(found, key=lambda one: not one.product_code or one.product_code != sku.product_code)
