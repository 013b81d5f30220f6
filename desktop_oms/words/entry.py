"""Words of: order entry - orders taken by phone or over the counter, from the draft to the money."""

WORDS: dict[str, tuple[str, str]] = {
    "page.entry": ("录单", "Entry"),
    "error.not_a_draft": (
        "{number} 已不是草稿，请在订单里查看。",
        "{number} is no draft any more; look at it among the orders.",
    ),
    "error.txn_missing": ("请填写转账流水号。", "Give the number of the transfer."),
    "entry.unsure": ("请核对", "please check"),
    "entry.missing": ("缺少", "missing"),
    "entry.cli_done": ("订单 {number}：{status}。", "Order {number}: {status}."),
    "entry.cli_total": ("{n} 行，合计 {total}。", "{n} line, {total} in all.|{n} lines, {total} in all."),
    "error.entry_not_read": (
        "看不懂“{given}”。商品写成 编码:件数:单价，例如 NB-A5:2:18.50，付款方式是 later、cash、transfer、delivery。",
        (
            "“{given}” is not understood. Goods are written SKU:N:PRICE, such as NB-A5:2:18.50; "
            "payment is later, cash, transfer or delivery."
        ),
    ),
    "error.too_many_lines": ("一个订单最多 {n} 行商品。", "An order holds at most {n} lines."),
}
