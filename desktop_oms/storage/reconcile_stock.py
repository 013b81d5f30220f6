"""Stock against what it is made of, in set SQL; the findings name a shelf."""

from __future__ import annotations

from desktop_oms.storage.reconcile_questions import Check

# These return a warehouse's and a product's code in place of an order's key.
LEVELS = (
    Check(
        "I8",
        "allocated_not_summed",
        ("allocated", "allocated_sum"),
        """SELECT w.code, k.code, sum(both_sides.stored), sum(both_sides.told) FROM (
            SELECT warehouse_id, sku_id, allocated AS stored, 0 AS told FROM stock_levels
            UNION ALL
            SELECT r.warehouse_id, r.sku_id, 0, r.allocated
            FROM fulfilment_lines r JOIN fulfilments f ON f.id = r.fulfilment_id
            WHERE r.allocated > 0 AND f.state IN :open_part
        ) both_sides
        JOIN warehouses w ON w.id = both_sides.warehouse_id JOIN skus k ON k.id = both_sides.sku_id
        GROUP BY w.code, k.code, k.id HAVING sum(both_sides.stored) <> sum(both_sides.told)""",
    ),
    Check(
        "I8",
        "stock_not_summed",
        ("on_hand", "on_hand_sum", "allocated", "allocated_sum", "damaged", "damaged_sum"),
        """SELECT w.code, k.code, coalesce(s.on_hand, 0), coalesce(m.on_hand, 0), coalesce(s.allocated, 0),
            coalesce(m.allocated, 0), coalesce(s.damaged, 0), coalesce(m.damaged, 0)
        FROM (
            SELECT warehouse_id, sku_id FROM stock_levels UNION SELECT warehouse_id, sku_id FROM stock_movements
        ) shelf
        JOIN warehouses w ON w.id = shelf.warehouse_id JOIN skus k ON k.id = shelf.sku_id
        LEFT JOIN stock_levels s ON s.warehouse_id = shelf.warehouse_id AND s.sku_id = shelf.sku_id
        LEFT JOIN (
            SELECT warehouse_id, sku_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated, sum(damaged) AS damaged
            FROM stock_movements GROUP BY warehouse_id, sku_id
        ) m ON m.warehouse_id = shelf.warehouse_id AND m.sku_id = shelf.sku_id
        WHERE coalesce(s.on_hand, 0) <> coalesce(m.on_hand, 0) OR coalesce(s.allocated, 0) <> coalesce(m.allocated, 0)
            OR coalesce(s.damaged, 0) <> coalesce(m.damaged, 0)""",
    ),
)
