"""Why the rules refuse something, and what to do about it."""

WORDS: dict[str, tuple[str, str]] = {
    # The command itself.
    "error.event_unknown": ("没有“{event}”这个操作。", 'There is no action "{event}".'),
    "error.event_internal": (
        "“{event}”由系统自动进行，不能手动执行。",
        '"{event}" happens by itself and cannot be asked for.',
    ),
    "error.argument_unknown": ("“{event}”不接受“{name}”。", '"{event}" takes no "{name}".'),
    "error.argument_not_valid": ("“{name}”的格式不对，应为：{shape}。", '"{name}" is not what it should be: {shape}.'),
    "error.not_in_state": (
        "{machine}处于“{state}”，不能进行“{event}”。",
        '"{event}" is not possible while the {machine} is "{state}".',
    ),
    "error.not_your_role": ("“{event}”需要由{roles}来做。", '"{event}" is for: {roles}.'),
    "error.order_over": ("订单已经结束，不再需要这样做。", "The order has ended; this is no longer needed."),
    "error.order_without_number": (
        "订单没有店铺或编号，请先选定店铺。",
        "The order has no seller or number; choose the seller first.",
    ),
    # What is still missing.
    "error.reason_missing": ("请说明原因，以便他人日后查看。", "Please say why, for those who read it later."),
    "error.proof_missing": ("请填写凭证，例如转账流水号。", "Please give a proof, such as the transfer number."),
    "error.waybill_missing": ("请填写运单号。", "Please give the waybill number."),
    "error.buyer_not_asked": ("请先征得买家同意。", "Please ask the buyer first."),
    "error.sku_missing": ("请选择商品。", "Please choose a product."),
    "error.kind_missing": ("请选择售后类型。", "Please choose the kind of case."),
    "error.units_missing": ("请选择商品和数量。", "Please choose goods and units."),
    "error.line_missing": ("请说明是哪一行商品。", "Please say which line of goods."),
    "error.amount_missing": ("请填写金额。", "Please give the amount."),
    "error.nothing_changed": ("没有任何修改。请填写要改的内容。", "Nothing would change. Please say what should."),
    # The order.
    "error.order_empty": ("订单里没有商品，请先添加。", "The order has no goods; add some first."),
    "error.discount_not_valid": (
        "优惠和运费不能小于零，优惠不能超过商品金额。",
        "Discount and shipping cannot be below zero, and the discount cannot exceed the goods.",
    ),
    "error.totals_differ": (
        "总额与明细相差 {amount}，请先核对金额。",
        "The total differs from its lines by {amount}; correct the amounts first.",
    ),
    "error.address_part_missing": ("收件信息缺少{part}，请补全。", "The address lacks {part}; please complete it."),
    "error.payment_not_requested": (
        "订单有金额应收，请先请求付款。",
        "Money is due for this order; request the payment first.",
    ),
    "error.money_missing": (
        "还差 {amount} 未收，请先收款或约定货到付款。",
        "{amount} is still unpaid; take the payment or a promise of cash first.",
    ),
    "error.payment_not_overdue": ("付款时限还没到，届时再取消。", "The time to pay is not over yet; wait for it."),
    "error.payment_pending": ("有一笔付款正在处理，请等待结果。", "A payment is on its way; wait for its outcome."),
    "error.already_paid": ("钱已经付清，请改为申请退款。", "The money is here already; ask for a refund instead."),
    "error.already_shipped": (
        "已有商品发出，不能撤回；请登记收款或申请售后。",
        "Goods have been shipped, so it cannot be undone; record the money or open a case.",
    ),
    "error.task_blocks": ("有未解决的异常：{kind}。请先解决。", "A task is in the way: {kind}. Solve it first."),
    "error.command_id_used": (
        "命令编号 {id} 已用在订单 {number} 上；请换一个编号。",
        "The command id {id} was used for order {number} already; give another one.",
    ),
    "error.on_hold": ("订单已挂起，请先解除。", "The order is on hold; release it first."),
    "error.case_open": ("售后单 {case} 还没有处理完。", "Case {case} is still open; finish it first."),
    "error.box_empty": (
        "箱里还没有商品。先扫入至少一件，或作废包裹。",
        "Nothing would be left in the box; scan a piece in first, or dissolve the parcel.",
    ),
    "error.nothing_left_out": ("商品都已扫入，没有可拿掉的。", "Every piece was scanned; none can be left out."),
    "error.nothing_to_ship": ("没有需要发出的商品了。", "There is nothing left to ship."),
    "error.stock_short": (
        "{sku} 缺 {missing} 件。可等待到货、部分发货，或换其他商品。",
        "{missing} of {sku} is missing: wait for stock, ship what is there, or send other goods.|{missing} of {sku} are missing: wait for stock, ship what is there, or send other goods.",
    ),
    "error.nothing_shipped": ("还没有商品发出。", "Nothing has been shipped yet."),
    "error.parcel_open": (
        "包裹 {parcel} 还在仓内，请先发出或作废。",
        "Parcel {parcel} is still in the house; send or dissolve it first.",
    ),
    "error.not_all_shipped": ("还有商品未发出。", "Some goods are not shipped yet."),
    "error.nothing_delivered": ("还没有商品签收。", "Nothing has been delivered yet."),
    "error.not_all_delivered": (
        "还有商品在途或丢失，请等待签收或先处理。",
        "Some goods are on their way or lost; wait for them or settle them first.",
    ),
    "error.too_early_to_complete": (
        "签收后的等待时间还没过，到时会自动完成。",
        "The days after delivery are not over yet; it will complete by itself.",
    ),
    "error.units_unsettled": ("还有商品没有退款或取消。", "Some units are neither refunded nor taken out."),
    "error.nothing_was_paid": (
        "没有收过钱也没有发过货，应为取消。",
        "Nothing was paid or shipped, so the order is cancelled instead.",
    ),
    "error.something_was_paid": (
        "已经收过钱或发过货，应为退款结清。",
        "Something was paid or shipped, so the order is refunded instead.",
    ),
    "error.order_not_confirmed": ("订单还没有审核确认，请先确认。", "The order is not confirmed; confirm it first."),
    "error.already_labelled": (
        "已贴面单，请先作废面单再改地址或配送方式。",
        "A parcel is labelled; void its label before changing address or delivery.",
    ),
    "error.line_not_valid": (
        "新增的商品、数量或单价不对，请检查。",
        "The new goods, units or price are not valid; please check them.",
    ),
    "error.cancel_instead": ("这样订单就空了，请改为取消订单。", "That would empty the order; cancel it instead."),
    "error.difference_changed": (
        "差额现在是 {amount}，请重新确认后再改。",
        "The difference is {amount} by now; look at it again before you change the order.",
    ),
    # Fulfilments and parcels.
    "error.not_own_goods": (
        "这些商品由供货方发，不从自有仓配货。",
        "These goods are sent by a supplier, not from a warehouse of ours.",
    ),
    "error.split_leaves_nothing": (
        "拆单时至少要有一件留下、一件拆出。",
        "To ship apart, at least one unit goes and at least one stays.",
    ),
    "error.split_from_nowhere": ("没有这个仓库，请重新选择。", "There is no such warehouse; choose another."),
    "error.apart_not": (
        "这部分不是拆出来的，没有可撤销的拆单。",
        "Nothing was split off here, so nothing can be undone.",
    ),
    "error.apart_too_late": (
        "有一部分已经开始拣货或已结束，拆单不能再撤销。",
        "A part is being picked or has ended, so shipping apart cannot be undone any more.",
    ),
    "error.apart_nothing_waits": ("没有等待库存的商品。", "Nothing of the order waits for stock."),
    "error.apart_no_stock": ("缺的商品还没有到货。", "None of the missing goods has come yet."),
    "error.apart_changed": (
        "履约单已变化，请重新查看后再拆单。",
        "The fulfilments have changed; look again, then ship apart.",
    ),
    "error.apart_grouped": (
        "{number} 与其他订单合单发货，请先撤销合单。",
        "{number} ships together with other orders; undo that first.",
    ),
    "error.not_supplier_goods": (
        "这些商品由自有仓发，不用发给供货方。",
        "These goods come from a warehouse of ours; no supplier is asked.",
    ),
    "error.units_out_of_range": ("数量不对，最多 {n} 件。", "The units are not right: at most {n}."),
    "error.restock_not_sellable": (
        "只有完好的商品可以重新入库，最多 {n} 件；其余请报废。",
        "Only sellable goods go back on the shelf, at most {n}; scrap the rest.",
    ),
    "error.units_left": ("还剩 {n} 件。", "{n} unit is left.|{n} units are left."),
    "error.same_goods": ("这就是缺货的商品，请选择其他商品。", "These are the goods that are missing; choose others."),
    "error.sku_unknown": (
        "商品档案里没有 {sku}，请先建档或对应。",
        "{sku} is not in the catalogue; add or link it first.",
    ),
    "error.nothing_to_pack": ("没有已拣好的商品可打包，请先拣货。", "Nothing picked is waiting for a box; pick first."),
    "error.units_blocked": (
        "{sku} 有 {n} 件已退款、换货或取消，请从箱中取出。",
        "{n} of {sku} was refunded, exchanged or cancelled; take it out of the box.|{n} of {sku} were refunded, exchanged or cancelled; take them out of the box.",
    ),
    "error.units_not_blocked": (
        "只能取出被拦下的商品，这里有 {n} 件。",
        "Only blocked units are taken out; here there are {n}.",
    ),
    "error.not_in_parcel": ("这件商品不属于这个包裹。", "This does not belong in this parcel."),
    "error.scan_over": ("这一行只要 {n} 件，不要多放。", "Only {n} of this goes in.|Only {n} of these go in."),
    "error.pieces_missing": ("还差 {n} 件没有扫描。", "{n} piece is not scanned yet.|{n} pieces are not scanned yet."),
    "error.not_outbound": ("这是退回买家的包裹。", "This parcel carries the buyer's own goods back."),
    # Payments, refunds, holds and tasks.
    "error.amount_not_positive": ("金额必须大于零。", "The amount must be more than zero."),
    "error.already_promised": ("已经约定了货到付款。", "Cash on delivery is promised already."),
    "error.no_excess": ("没有多收的钱可退。", "There is no excess to give back."),
    "error.over_captured": (
        "退款会超过收到的钱，请检查退款记录。",
        "This would give back more than came in; check the refunds.",
    ),
    "error.gateway_decides": (
        "这笔钱经支付平台退，以平台结果为准。",
        "This money goes through a payment provider; its answer decides.",
    ),
    "error.refund_reversed": (
        "银行退回过这笔退款，只能重新发起或线下退。",
        "The bank reversed this refund; send it again or settle it by hand.",
    ),
    "error.money_on_its_way": ("钱已在退回途中，请等待结果。", "Money is on its way back; wait for its outcome."),
    "error.refund_known": ("退款 {refund_no} 已经登记过。", "Refund {refund_no} is on record already."),
    "error.second_person_needed": ("需要另一个人来做这一步。", "Another person has to do this."),
    "error.hold_until_past": (
        "挂起的截止时间已经过去，请选以后的时间。",
        "The time at which the hold shall end is past; choose one to come.",
    ),
    "error.hold_not_over": ("挂起时间还没到。", "The hold is not over yet."),
    "error.task_unsolved": ("“{kind}”的原因还在，请先处理。", '"{kind}" is still so; deal with it first.'),
    "error.task_needs_person": ("“{kind}”需要人来处理。", '"{kind}" needs a person.'),
    # Cases.
    "error.case_kind_unknown": ("没有“{kind}”这种售后类型。", 'There is no case of kind "{kind}".'),
    "error.units_not_free": (
        "{sku} 只有 {n} 件可以申请。",
        "Only {n} of {sku} is free for this.|Only {n} of {sku} are free for this.",
    ),
    "error.gift_has_no_value": ("赠品没有金额，不能单独申请。", "A gift has no value of its own."),
    "error.convert_first": (
        "这是补发中的商品，请先把换货改为退款。",
        "This is a replacement on its way; turn its case into a refund first.",
    ),
    "error.window_closed": (
        "已超过 {days} 天的申请期限，请联系客服。",
        "The {days} days to ask are over; please contact the order desk.",
    ),
    "error.too_many_requests": (
        "{sku} 已申请售后 {n} 次，不能再申请；如确需，请由客服说明理由后代为申请。",
        "{n} after-sales requests were made for {sku}, which is the most; the order desk may ask again with a reason.",
    ),
    "error.case_has_no_units": (
        "补偿不涉及商品数量，不能更改类型。",
        "An allowance is about no units; its kind cannot change.",
    ),
    "error.case_kind_needs_shipped": ("这种类型只适用于已发出的商品。", "This kind is for shipped goods only."),
    "error.case_kind_needs_unshipped": ("这种类型只适用于未发出的商品。", "This kind is for unshipped goods only."),
    "error.own_request": ("不能审批自己提出的申请，请换人。", "Nobody decides on their own request; ask a colleague."),
    "error.amount_over_value": ("最多 {amount}。", "At most {amount} is possible."),
    "error.over_limit": (
        "超过了您 {amount} 的审批额度，需要第二个人复核。",
        "This is above your limit of {amount}; a second person has to approve.",
    ),
    "error.lost_not_rejectable": ("丢件退款不能拒绝。", "A refund for a lost parcel cannot be rejected."),
    "error.part_too_late": (
        "商品已经寄回，或补发已经安排，不能再只同意一部分数量。可以少退金额。",
        "Goods came back or a replacement is under way, so it is about all units. Keep some money back instead.",
    ),
    "error.goods_received": (
        "已收到退货，请退款或退回买家。",
        "Goods have come back; refund them or send them back to the buyer.",
    ),
    "error.case_without_return": ("这张售后单没有要等的退货。", "This case waits for no goods."),
    "error.return_not_overdue": ("退货期限还没到。", "The time to send goods back is not over yet."),
    "error.return_on_its_way": ("退货已在途中，请等待收货。", "The goods are on their way back; wait for them."),
    "error.goods_still_out": (
        "商品还在买家手中，由人决定是否免退。",
        "Goods are still out; a person decides to go on without them.",
    ),
    "error.more_than_announced": (
        "比申请的多，最多还可收 {n} 件。",
        "More than was announced; at most {n} can still come.",
    ),
    "error.nothing_came": ("还没有收到退货。", "No goods have come back yet."),
    "error.goods_missing": (
        "还有 {n} 件没有收到，请等待或登记不会再来。",
        "{n} unit has not come; wait, or say it will not come.|{n} units have not come; wait, or say they will not come.",
    ),
    "error.goods_decided": ("退货都已入库、报废或退回。", "Every unit that came was restocked, scrapped or sent back."),
    "error.goods_undecided": (
        "请先决定退货入库还是报废。",
        "Decide first whether the goods are restocked or scrapped.",
    ),
    "error.goods_not_here": ("退货还没有收齐。", "The goods have not all come back yet."),
    "error.case_replaces": (
        "这张售后单是换货或补发，请先改为退款。",
        "This case sends goods; turn it into a refund first.",
    ),
    "error.case_refunds": ("这张售后单是退款，不补发商品。", "This case is about money; it sends no goods."),
    "error.units_still_boxed": (
        "{sku} 还有 {n} 件在箱里，请先取出。",
        "{n} of {sku} is still in a box; take it out first.|{n} of {sku} are still in a box; take them out first.",
    ),
    "error.refund_waits": ("退款在等待撤回时限或人工处理。", "The refund waits for the undo time or for a person."),
    "error.goods_to_judge": (
        "退回的商品有破损或发错，请审核员先看过，再退款、扣款或寄回。",
        "Some of the goods came back damaged or wrong: a reviewer decides whether to refund, keep something back or return them.",
    ),
    "error.replacement_packed": ("补发商品已装箱或发出。", "The replacement is packed or has left already."),
    "error.replacement_not_sent": ("补发商品还没有发出。", "The replacement has not left yet."),
}
