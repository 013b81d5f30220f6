"""Words of: what may be asked in the search box, and what a question came to.

`search.field.*` are the names of fields in a query; several names of one field stand in one text, divided by blanks.
"""

MEANINGS = {
    "且": "and",
    "并且": "and",
    "或": "or",
    "或者": "or",
    "非": "not",
    "不含": "not",
    "今天": "today",
    "今日": "today",
    "昨天": "yesterday",
    "昨日": "yesterday",
    "前天": "day before",
    "明天": "tomorrow",
    "本周": "this week",
    "这周": "this week",
    "上周": "last week",
    "本月": "this month",
    "上月": "last month",
    "上个月": "last month",
    "最近": "last",
    "近": "last",
    "过去": "last",
    "past": "last",
    "day": "days",
    "天": "days",
    "日": "days",
}
"""Other words that a question may join its conditions with or call its days by."""

WORDS: dict[str, tuple[str, str]] = {
    "search.field.number": ("单号 订单号", "number no order"),
    "search.field.external": ("店铺单号 外部单号", "external shop"),
    "search.field.waybill": ("运单 运单号", "waybill tracking"),
    "search.field.phone": ("手机 电话", "phone"),
    "search.field.name": ("姓名 收件人 买家", "name receiver buyer"),
    "search.field.address": ("地址", "address"),
    "search.field.sku": ("商品编码 货号", "sku"),
    "search.field.note": ("备注 留言", "note"),
    "search.field.status": ("状态", "status"),
    "search.field.stage": ("工序", "stage"),
    "search.field.badge": ("标记", "badge is"),
    "search.field.channel": ("渠道 店铺", "channel"),
    "search.field.currency": ("币种", "currency"),
    "search.field.tag": ("标签", "tag"),
    "search.field.total": ("金额 应付 总额 合计", "total amount"),
    "search.field.captured": ("实付", "captured"),
    "search.field.refunded": ("退款", "refunded"),
    "search.field.items": ("件数", "items pieces"),
    "search.field.placed": ("下单", "placed"),
    "search.field.created": ("录入", "created"),
    "search.field.paid": ("付款", "paid"),
    "search.field.due": ("截止 发货截止", "due shipby"),
    "search.looked": (
        "最新的 {looked} 单里有 {count} 单；加上单号、姓名或状态可以查全",
        (
            "{count} order in the newest {looked}; a number, name or status finds all"
            "|{count} orders in the newest {looked}; a number, name or status finds all"
        ),
    ),
    "search.looked_none": ("最新的 {looked} 单里没有", "None of the newest {looked} orders fits"),
    "search.looked_none_advice": (
        "更早的订单没有看。加上单号、姓名、SKU、状态或工序，就能查到全部。",
        "Older orders were not looked at. With a number, a name, a SKU, a status or a stage all are found.",
    ),
    "search.looked_in": (
        "只在“{field}”里找过。去掉“{field}:”就会到处找。",
        'Only "{field}" was looked in. Without "{field}:" it is looked for everywhere.',
    ),
    "search.wider": (
        "改查“{text}”：{count} 单",
        'Search "{text}": {count} order|Search "{text}": {count} orders',
    ),
    "search.not_meant": ("这样查不了", "This search cannot be understood"),
    "error.search_value_unknown": (
        "“{field}:{value}”中的“{value}”不认识。可以写：{known}。",
        '"{value}" in "{field}:{value}" is not known. Use one of: {known}.',
    ),
    "error.search_nothing_to_name": (
        "“{field}:{value}”：还没有可以写的“{field}”。",
        'There is nothing yet that "{field}:" could name, so "{value}" finds nothing.',
    ),
    "error.search_not_a_number": (
        "“{value}”不是数字。金额和件数写成 100、100..200、100.. 或 >100。",
        '"{value}" is no number. Amounts and pieces are written 100, 100..200, 100.. or >100.',
    ),
    "error.search_not_a_day": (
        "“{value}”不是日期。可以写 2026-11-01、2026-11、2026-11-01..、今天、昨天、本周、本月或最近7天。",
        '"{value}" is no day. Write 2026-11-01, 2026-11, 2026-11-01.., today, yesterday, this week, this month or last 7 days.',
    ),
    "error.search_too_long": (
        "一次最多 {n} 个条件。很多单号可以直接粘贴成一列。",
        "At most {n} conditions at a time. Many numbers can be pasted as a column.",
    ),
}
