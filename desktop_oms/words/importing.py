"""Words of: bringing orders in - what became of an order, and what to know about a row."""

WORDS: dict[str, tuple[str, str]] = {
    "error.profile_changed": (
        "刚刚有人改了模板“{profile}”，没有覆盖；请看过后再改。",
        'Somebody has just changed the profile "{profile}"; that was not overwritten. Look at it, then change it.',
    ),
    "error.profile_name_taken": (
        "“{profile}”是自带模板的名字。请换一个名字。",
        '"{profile}" is the name of a built-in profile. Choose another name.',
    ),
    "error.order_twice_in_file": (
        "文件里有两个订单 {number}，只导入第一个。",
        "The file holds the order {number} twice; only the first one is taken.",
    ),
    "import_result.new": ("新增", "New"),
    "import_result.task": ("留意", "To settle"),
    "import_result.history": ("历史", "History"),
    "import_result.unchanged": ("不变", "Unchanged"),
    "import_result.changed": ("有变化", "Changed"),
    "import_result.refused": ("拒绝", "Refused"),
    "import_note.same_order": ("同一订单，并入第 {row} 行", "Same order as row {row}"),
    "import_note.unchanged": ("已有 {number}，内容相同", "{number} is ours already, nothing has changed"),
    "import_note.changed": (
        "已有 {number}，平台上有变化：付款、取消、退款、发货照记，其余转为异常",
        (
            "{number} is ours already and has changed in the shop: payments, cancellations, refunds and parcels are "
            "recorded, the rest becomes a task"
        ),
    ),
    "import_note.address_incomplete": ("收件人不完整：{detail}", "The receiver is incomplete: {detail}"),
    "import_note.sku_unknown": ("没有这个商品编码：{detail}", "No product has the code {detail}"),
    "import_note.amounts_unknown": (
        "文件没有订单金额，请核对",
        "The file does not name the order's total; please check",
    ),
    "import_note.amounts_differ": ("金额对不上，请核对", "The amounts do not add up; please check"),
    "import_note.refund_amount_unknown": (
        "有商品已退款，金额按商品价值计，请核对",
        "Goods were refunded; they count at their value, please check the amount",
    ),
    "import_note.receiver_masked": (
        "收件人已脱敏，只能用平台面单",
        "The receiver is masked; only the marketplace can print the label",
    ),
    "import_note.address_doubtful": ("省份和邮编不符，请核对", "The province does not fit the post code; please check"),
    "import_note.pieces_differ": (
        "明细件数和总数量不同，可能少了商品",
        "The items are not as many pieces as the order says; goods may be missing",
    ),
    "import_note.number_doubtful": (
        "订单号末尾全是 0，可能被 Excel 改过",
        "The order number ends in zeros; Excel may have rounded it",
    ),
    "import_note.orders_file_missing": (
        "只有明细文件，没有收件人和运费",
        "Only the items file was given; receiver and shipping are missing",
    ),
    "import_note.open_refund": ("买家在平台上申请了退款", "The buyer has asked for a refund in the shop"),
    "import_note.partly_refunded": ("平台上已退过一部分款", "A part was refunded in the shop"),
    "import_note.presale": ("预售订单，暂不支持，已挂起", "A presale order; not supported yet, put on hold"),
    "import_note.shipped_units_unknown": (
        "平台已发一部分，但文件没写是哪些",
        "A part has left already, but the file does not say which",
    ),
}
