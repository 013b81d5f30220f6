"""Words of the page of stock: its list, what stands behind a level, and the questions it asks."""

WORDS: dict[str, tuple[str, str]] = {
    "stock.list": ("库存列表", "List of stock"),
    "stock.loading": ("正在读取库存", "Loading stock"),
    "stock.search_prompt": ("编码、名称、规格或条码", "Code, name, variant or barcode"),
    "stock.import": ("导入", "Import"),
    "stock.sub": ("{count} 行", "{count} row|{count} rows"),
    "stock.tabs": ("看哪些商品", "Which products"),
    "stock.tab.all": ("全部", "All"),
    "stock.tab.short": ("订单缺货", "Orders waiting"),
    "stock.tab.none": ("无可用", "Nothing left"),
    "stock.warehouse": ("仓库", "Warehouse"),
    "stock.warehouse_all": ("全部仓库", "All warehouses"),
    "stock.column.product": ("商品", "Product"),
    "stock.column.warehouse": ("仓库", "Warehouse"),
    "stock.column.on_hand": ("在库", "On hand"),
    "stock.column.allocated": ("已占用", "Promised"),
    "stock.column.damaged": ("残损", "Damaged"),
    "stock.column.buffer": ("保留", "Kept back"),
    "stock.column.available": ("可用", "Available"),
    "stock.column.restock": ("到货日", "Restock"),
    "stock.waiting": ("订单缺 {n} 件", "orders lack {n}"),
    "stock.nowhere": ("未入库", "not stocked"),
    "stock.pane": ("这个商品", "This product"),
    "stock.actions": ("能做的事", "What can be done"),
    "stock.choose_one": (
        "选中一个商品，这里显示它的条码、占用和流水。",
        "Choose a product to see what stands behind it.",
    ),
    "stock.card.codes": ("条码", "Barcodes"),
    "stock.codes_none": ("还没有条码，打包时只能扫商品编码。", "No barcode yet; the bench knows it by its code only."),
    "stock.card.levels": ("在哪里", "Where it lies"),
    "stock.level": (
        "在库 {on_hand} · 占用 {allocated} · 可用 {available}",
        "{on_hand} on hand · {allocated} promised · {available} free",
    ),
    "stock.card.holders": ("哪些订单占用", "Orders that hold it"),
    "stock.holders_none": ("没有订单占用。", "No order holds it."),
    "stock.units": ("{n} 件", "{n} unit|{n} units"),
    "stock.card.movements": ("库存流水", "Movements"),
    "stock.movements_none": ("还没有流水。", "Nothing has moved yet."),
    "stock.moved.on_hand": ("在库 {n}", "on hand {n}"),
    "stock.moved.allocated": ("占用 {n}", "promised {n}"),
    "stock.moved.damaged": ("残损 {n}", "damaged {n}"),
    "stock.reason.count": ("盘点", "Counted"),
    "stock.reason.damage": ("残损登记", "Damage noted"),
    "stock.reason.allocate": ("订单占用", "Promised"),
    "stock.reason.release": ("释放占用", "Let go"),
    "stock.reason.not_found": ("拣货未找到", "Not found"),
    "stock.reason.hand_over": ("已交接", "Handed over"),
    "stock.reason.restock": ("退货入库", "Restocked"),
    "stock.reason.bounce": ("退回入库", "Came back"),
    "stock.by_program": ("系统", "the program"),
    "stock.do.count": ("盘点", "Count"),
    "stock.do.place": ("货位与保留", "Bin, kept back"),
    "stock.do.edit": ("修改商品", "Edit"),
    "stock.do.damage": ("残损", "Damaged"),
    "stock.title.count": ("{sku} 盘点", "Count of {sku}"),
    "stock.title.place": ("{sku} 的货位、保留与到货日", "Bin, kept back and restock date of {sku}"),
    "stock.title.damage": ("{sku} 的残损", "Damaged units of {sku}"),
    "stock.note.count": (
        "货架上实际有多少件，已占用和残损的也算。",
        "How many units really lie there, promised and damaged ones too.",
    ),
    "stock.note.place": ("保留的件数不会被新订单占用。", "Units kept back are not promised to new orders."),
    "stock.note.damage": (
        "货架上不能卖的件数，没有被占用的才能登记。",
        "Units on the shelf that cannot be sold; only unpromised ones.",
    ),
    "stock.field.on_hand": ("实盘件数", "Counted units"),
    "stock.field.reason": ("原因", "Reason"),
    "stock.field.reason_prompt": ("如：月底盘点", "such as: month's end count"),
    "stock.field.bin": ("货位", "Bin"),
    "stock.field.buffer": ("保留件数", "Units kept back"),
    "stock.field.restock": ("到货日", "Restock date"),
    "stock.field.restock_prompt": ("2026-11-30，不知道则留空", "2026-11-30, empty when unknown"),
    "stock.field.damaged": ("残损件数", "Damaged units"),
    "stock.save": ("保存", "Save"),
    "stock.saved": (
        "{sku}（{warehouse}）：在库 {on_hand}，可用 {available}",
        "{sku} ({warehouse}): {on_hand} on hand, {available} available",
    ),
    "stock.none_yet": ("还没有商品", "There are no products yet"),
    "stock.none_yet_advice": (
        "导入商品表和盘点表后，这里显示每个仓库有多少、占用多少。",
        "Import products and counts, and this page shows what lies where and how much of it is promised.",
    ),
    "stock.import_file": ("导入商品或库存文件", "Import a file of products or stock"),
    "stock.none_found": ("没有找到“{text}”", 'Nothing found for "{text}"'),
    "stock.none_found_advice": (
        "可以按编码、名称、规格或条码查找。",
        "Look for a code, a name, a variant or a barcode.",
    ),
    "stock.search_end": ("看全部商品", "Show all products"),
    "stock.none_short": ("没有订单缺货", "No order waits for goods"),
    "stock.none_none": ("每个商品都有可用库存", "Every product has units left to promise"),
    "help.stock": (
        (
            "每个商品在每个仓库有多少、被订单占用多少、还能卖多少；没有入库过的商品也在列，数量为 0。"
            "“订单缺货”是有订单在等的商品，“无可用”是已经没有可卖件数的商品。\n\n"
            "按 C 登记盘点数量并写明原因，按 B 改货位、保留件数和到货日，按 D 登记残损。"
            "按 N 新建商品，按 E 修改名称、条码、重量、供货方等；订单里等着这个编码的行会自动对上。"
            "已经被订单占用的件数不能盘没，会说明是多少件。\n\n"
            "右边显示条码、占用它的订单和每一笔库存流水。按 / 查找，也可以直接扫条码。"
        ),
        (
            "How many units of each product lie in each warehouse, how many are promised and how many are left; "
            "products that were never stocked are listed with 0. "
            '"Orders waiting" shows goods that orders lack, "Nothing left" those that can be promised no more.\n\n'
            "C sets a count, with a reason; B changes the bin, the units kept back and the restock date; "
            "D notes damaged units. N writes a new product down, E changes its name, barcodes, weight, supplier; order lines "
            "that wait for its code get it by themselves. Units that orders hold cannot be counted away; it is said how many.\n\n"
            "At the right stand barcodes, the orders that hold the product and every movement. "
            "/ finds, and a barcode may be scanned."
        ),
    ),
}
