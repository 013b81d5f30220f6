"""Words of: products and stock - why a product, a code or a count cannot be taken."""

WORDS: dict[str, tuple[str, str]] = {
    "error.sku_ambiguous": (
        "“{sku}”不止一家店铺在用。请说明是哪一家。",
        'Several sellers have "{sku}". Say which seller is meant.',
    ),
    "error.sku_code_taken": ("{seller} 已有商品 {sku}。", "{seller} has a product {sku} already."),
    "error.sku_of_other_seller": (
        "商品 {sku} 是另一家店铺的，不能用在订单 {number} 上。",
        "The product {sku} belongs to another seller, not to that of order {number}.",
    ),
    "error.supplier_unknown": (
        "找不到供货方“{wanted}”。现有：{known}。",
        'There is no supplier "{wanted}". There are: {known}.',
    ),
    "error.barcode_taken": (
        "条码 {barcode} 已经是 {sku} 的。",
        "The code {barcode} means {sku} already.",
    ),
    "error.barcode_quantity": (
        "条码 {barcode} 至少要代表一件。",
        "The code {barcode} must stand for at least one piece.",
    ),
    "error.weight_negative": ("{sku} 的重量不能是负数。", "The weight of {sku} must not be negative."),
    "error.weight_too_large": (
        "{sku} 的重量不能是 {weight} 克：最多 {most} 克。",
        "{sku} cannot weigh {weight} g: at most {most} g.",
    ),
    "error.weight_unreadable": (
        "“{value}”不是重量。应当像 220、220g、0.5kg。",
        '"{value}" is no weight. It should look like 220, 220g or 0.5kg.',
    ),
    "error.product_column_missing": (
        "{file} 里没有“{column}”这一列（{others} 也可以）。文件里的列：{found}。请把对应的列改成这个名字。",
        '{file} has no column "{column}" ({others} would do). It has: {found}. Rename the one that holds it.',
    ),
    "error.row_code_missing": ("没有商品编码。", "There is no product code."),
    "error.row_name_missing": ("没有商品名称。", "There is no product name."),
    "error.row_code_repeated": (
        "第 {row} 行已经有 {sku} 了，这一行没有导入。",
        "Row {row} has {sku} already; this row was left out.",
    ),
    "error.stock_not_a_count": (
        "“{value}”不是件数。应当是不小于 0 的整数。",
        '"{value}" is no count. It should be a whole number, zero or more.',
    ),
    "error.stock_too_large": (
        "{sku} 的数量不能是 {n}：最多 {most} 件。",
        "{sku} cannot be {n}: at most {most} units are counted.",
    ),
    "error.stock_negative": (
        "{sku} 的数量不能是 {n}：不能小于 0。",
        "{sku} cannot be {n}: a count is zero or more.",
    ),
    "error.stock_promised": (
        "{sku} 不能改成 {on_hand} 件：有 {n} 件已占用或残损。请先放掉占用它的订单。",
        (
            "{sku} cannot become {on_hand}: {n} unit is promised or damaged. Release the orders that hold it first."
            "|{sku} cannot become {on_hand}: {n} units are promised or damaged. Release the orders that hold them first."
        ),
    ),
    "error.task_missing": ("没有异常 {task}。", "There is no task {task}."),
    "error.task_kind_differs": (
        "异常 {task} 不是“商品编码不认识”，不能用指定商品来解决。",
        "Task {task} is not about an unknown product code; naming a product does not settle it.",
    ),
    "error.stock_damaged": (
        "{sku} 不能有 {damaged} 件残损：没有被占用的只有 {n} 件。",
        (
            "{sku} cannot have {damaged} damaged: only {n} is not promised."
            "|{sku} cannot have {damaged} damaged: only {n} are not promised."
        ),
    ),
    "error.day_not_valid": (
        "“{day}”不是日期。应当像 2026-11-30。",
        '"{day}" is no day. It should look like 2026-11-30.',
    ),
}
