"""Words of exception tasks 异常: what each kind means, and what solves it."""

WORDS: dict[str, tuple[str, str]] = {
    "task.address_incomplete": ("收件地址不完整", "Address incomplete"),
    "task.address_doubtful": ("收件地址存疑", "Address doubtful"),
    "task.receiver_masked": ("收件人信息被隐藏", "Receiver masked"),
    "task.sku_unknown": ("商品编码未匹配", "Product unknown"),
    "task.amounts_differ": ("金额不符", "Amounts differ"),
    "task.amounts_unknown": ("金额不明", "Amounts unknown"),
    "task.refund_amount_unknown": ("退款金额不明", "Refund amount unknown"),
    "task.pieces_differ": ("件数不符", "Pieces differ"),
    "task.number_doubtful": ("订单号可能失真", "Order number doubtful"),
    "task.orders_file_missing": ("缺少订单文件", "Orders file missing"),
    "task.presale": ("预售订单", "Presale order"),
    "task.shipped_units_unknown": ("已发数量不明", "Shipped units unknown"),
    "task.changed_in_shop": ("店铺有变更", "Changed in the shop"),
    "task.shortage": ("缺货", "Shortage"),
    "task.stock_count": ("库位待盘点", "Bin to count"),
    "task.supplier_declined": ("供货方拒单", "Supplier declined"),
    "task.parcel_lost": ("包裹丢失", "Parcel lost"),
    "task.restock": ("退回商品待入库", "Goods to restock"),
    "task.gift_to_reclaim": ("赠品待追回", "Gift to reclaim"),
    "task.shipped_elsewhere": ("店铺已发，箱内商品需取出", "Shipped elsewhere"),
    "task.shipped_though_claimed": ("售后中却已发货", "Shipped though claimed"),
    "task.shipped_though_cancelled": ("已取消却已发货", "Shipped though cancelled"),
    "task.shipped_unpaid": ("未付款却已发货", "Shipped unpaid"),
    "task.money_excess": ("多收款", "Paid too much"),
    "task.over_refunded": ("店铺多退款", "Refunded too much"),
    "task.refund_trouble": ("退款异常", "Refund trouble"),
    "task.case_overdue": ("售后逾期未答复", "After-sales not answered in time"),
    "task.refund_without_units": ("退款未指明商品", "Refund without goods named"),
    "task.cash_refused": ("买家拒付货款", "Cash refused"),
    "task_help.address_incomplete": (
        "请在订单中补全收件人、电话和地址，补全后自动解决。",
        "Complete receiver, phone and address in the order; the task then closes by itself.",
    ),
    "task_help.address_doubtful": (
        "请核对省市与详细地址，必要时修改，再说明结果。",
        "Compare province, city and street, correct them where needed, and say what you found.",
    ),
    "task_help.receiver_masked": (
        "平台隐藏了收件人。补全收件人后自动解决；在店铺后台取号打单的，请说明结果。",
        "The platform hides the receiver. With the receiver written down the task closes; if you print the label there, say so.",
    ),
    "task_help.sku_unknown": (
        "请把该行对应到商品档案中的商品，对应后自动解决。",
        "Link the line to a product of the catalogue; the task then closes by itself.",
    ),
    "task_help.amounts_differ": (
        "文件里的金额加不起来。请与店铺后台核对，再说明哪个金额是对的。",
        "The amounts of the file do not add up. Compare with the shop and say which one is right.",
    ),
    "task_help.amounts_unknown": (
        "文件没有给出金额。请在店铺后台查看实付金额，再说明结果。",
        "The file gives no amounts. Look up in the shop what was paid, and say what you found.",
    ),
    "task_help.refund_amount_unknown": (
        "店铺已退款但未给金额。请查到金额，凭店铺的退款单号登记。",
        "The shop refunded without saying how much. Look the amount up and record it with the shop's number.",
    ),
    "task_help.pieces_differ": (
        "件数与明细不符。请与店铺后台核对数量，必要时修改订单，再说明结果。",
        "The pieces do not match the lines. Compare with the shop, amend the order where needed, and say so.",
    ),
    "task_help.number_doubtful": (
        "表格软件可能改动了订单号。请与店铺后台核对，再说明结果。",
        "A spreadsheet may have rounded the order number. Compare it with the shop and say what you found.",
    ),
    "task_help.orders_file_missing": (
        "只导入了宝贝文件。请再导入订单文件，再说明结果。",
        "Only the items file was imported. Import the orders file too, and say so.",
    ),
    "task_help.presale": (
        "预售定金暂不支持。尾款付清后解除挂起，再说明结果。",
        "Presale deposits are not supported. Release the hold once the rest is paid, and say so.",
    ),
    "task_help.shipped_units_unknown": (
        "店铺只说部分已发。请查明哪些已发并登记已发货，再说明结果。",
        "The shop only says that a part was shipped. Find out which, record it as shipped, and say so.",
    ),
    "task_help.changed_in_shop": (
        "店铺改动了这张订单。请逐项比对，需要的修改到订单上，再说明结果。",
        "The shop changed this order. Compare item by item, amend the order where needed, and say what was done.",
    ),
    "task_help.shortage": (
        "等到货后分配库存，或征得买家同意换其他商品、缺货退款。",
        "Allocate when stock arrives, or with the buyer's consent send other goods or refund what is short.",
    ),
    "task_help.stock_count": (
        "请到库位清点，在库存页改成实际数量，再说明结果。",
        "Count the bin, set the stock to what is there, and say what you found.",
    ),
    "task_help.supplier_declined": (
        "请再次发给供货方，或撤销履约单改由自有仓发，或报缺货后退款。",
        "Offer it again, cancel the fulfilment so that an own warehouse sends it, or report a shortage and refund it.",
    ),
    "task_help.parcel_lost": (
        "请为丢失的商品申请丢件退款或补发；包裹又找到时登记签收或退回。",
        "Ask for a refund or send the goods again; when the parcel turns up, record it as delivered or come back.",
    ),
    "task_help.restock": (
        "退回的商品已退款或已取消，请放回货架，再说明放在哪里。",
        "The goods that came back were settled already. Put them on the shelf and say where.",
    ),
    "task_help.gift_to_reclaim": (
        "订单已全部退款而赠品在买家手中。请联系买家寄回或决定不追回，再说明结果。",
        "The order is fully refunded and the buyer has the gift. Ask for it back or let it be, and say so.",
    ),
    "task_help.shipped_elsewhere": (
        "这些商品已由店铺发出。请把箱中的取出放回货架，再说明结果。",
        "The shop has sent these goods. Take them out of the box, put them back, and say so.",
    ),
    "task_help.shipped_though_claimed": (
        "售后申请中的商品已发出。请联系买家或快递拦截，必要时更改售后类型，再说明结果。",
        "Goods of a case were shipped. Reach the buyer or stop the parcel, change the kind where needed, and say so.",
    ),
    "task_help.shipped_though_cancelled": (
        "已取消的商品被发出。请拦截或与买家商定，再说明结果。",
        "Cancelled goods were shipped. Stop the parcel or settle it with the buyer, and say so.",
    ),
    "task_help.shipped_unpaid": (
        "店铺已发货但未见付款。请登记收款或约定货到付款。",
        "The shop shipped but no money is recorded. Record the payment or a promise of cash on delivery.",
    ),
    "task_help.money_excess": (
        "收到的钱多于应收。请退多收款，钱退出后自动解决。",
        "More money came than is due. Give back the excess; the task closes by itself when it has gone.",
    ),
    "task_help.over_refunded": (
        "店铺退的钱多于剩余金额。请与买家或店铺核对，再说明结果。",
        "The shop gave back more than was left. Settle it with the buyer or the shop, and say what was agreed.",
    ),
    "task_help.refund_trouble": (
        "退款失败或结果不明。请查询结果，重新发起，或线下退款后凭证登记。",
        "A refund failed or is unanswered. Query it, send it again, or settle it by hand with proof.",
    ),
    "task_help.case_overdue": (
        "买家的申请已逾期，但超出系统可自动同意的限额。请同意或说明理由拒绝。",
        "A buyer's request was not answered in time and is above what the rule may agree to. Approve it, or refuse it.",
    ),
    "task_help.refund_without_units": (
        "店铺退款未说明是哪些商品，已按补偿记账。请核对，再说明结果。",
        "The shop did not say which goods its refund is for; it was booked as an allowance. Check it and say so.",
    ),
    "task_help.cash_refused": (
        "货款未收到。请另收款、重新约定货到付款，或为商品申请退款。",
        "The cash was not paid. Take another payment, promise it anew, or ask for a refund of the goods.",
    ),
}
