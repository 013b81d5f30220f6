"""What does not add up, as `reconcile` tells it: each sentence names the order, or the warehouse and product (`subject`)."""

WORDS: dict[str, tuple[str, str]] = {
    "reconcile.nothing": ("全部核对无误。", "Everything adds up."),
    "reconcile.found": ("发现 {n} 处不符。", "{n} thing does not add up.|{n} things do not add up."),
    "reconcile.refunds_over_captured": (
        "订单 {subject}：已退 {refunded}、应退 {committed}、实收 {captured}，超出。",
        "Order {subject}: refunded {refunded}, committed {committed} and captured {captured} do not fit.",
    ),
    "reconcile.refunds_not_summed": (
        "订单 {subject}：应退 {committed}，退款单合计 {committed_sum}；已退 {refunded}，合计 {refunded_sum}。",
        "Order {subject}: committed {committed} but its refunds sum to {committed_sum}; refunded {refunded} but {refunded_sum}.",
    ),
    "reconcile.payments_not_summed": (
        "订单 {subject}：实收 {captured}，付款合计 {captured_sum}。",
        "Order {subject}: captured {captured} but its payments sum to {captured_sum}.",
    ),
    "reconcile.payment_over_committed": (
        "订单 {subject} 付款 {payment}：应退 {committed}，退款合计 {committed_sum}，实收 {captured}。",
        "Order {subject}, payment {payment}: committed {committed}, refunds {committed_sum}, captured {captured}.",
    ),
    "reconcile.case_not_summed": (
        "订单 {subject} 售后 {case}：应退 {booked}，退款单合计 {refunds}。",
        "Order {subject}, case {case}: {booked} booked but its refunds sum to {refunds}.",
    ),
    "reconcile.total_not_summed": (
        "订单 {subject}：明细应付 {payables} 加运费 {shipping} 不等于总额 {total}。",
        "Order {subject}: payables {payables} and shipping {shipping} do not make the total {total}.",
    ),
    "reconcile.waived_not_summed": (
        "订单 {subject}：免收 {waived}，合计应为 {waived_sum}。",
        "Order {subject}: waived {waived} but lines and shipping sum to {waived_sum}.",
    ),
    "reconcile.shipping_over_refunded": (
        "订单 {subject}：运费 {shipping}，应退 {committed}、免收 {waived}、扣留 {withheld}，超出。",
        "Order {subject}: shipping {shipping} was given more than once: {committed}, {waived}, {withheld}.",
    ),
    "reconcile.units_over_ordered": (
        "订单 {subject} 第 {line} 行：订购 {qty}，取消 {cancelled}、申请 {claimed}、发出 {shipped}，数量不符或为负。",
        "Order {subject}, line {line}: of {qty} ordered, {cancelled} cancelled, {claimed} claimed, {shipped} shipped, or a negative count.",
    ),
    "reconcile.shipped_not_somewhere": (
        "订单 {subject} 第 {line} 行：发出 {shipped}，在途 {in_transit}、签收 {delivered}、丢失 {lost}、退回 {returned}，不符。",
        "Order {subject}, line {line}: {shipped} shipped, but {in_transit} in transit, {delivered} delivered, {lost} lost, {returned} returned.",
    ),
    "reconcile.settled_over_units": (
        "订单 {subject} 第 {line} 行：已了结 {settled}、申请 {claimed}+{claimed_shipped}、取消 {cancelled}、发出 {shipped}、退回 {returned}，不符。",
        "Order {subject}, line {line}: {settled} settled and {claimed}+{claimed_shipped} claimed do not fit {cancelled} cancelled, {shipped} shipped, {returned} returned.",
    ),
    "reconcile.value_not_given_once": (
        "订单 {subject} 第 {line} 行：应付 {payable}，应退 {committed}、免收 {waived}、扣留 {withheld}，不符。",
        "Order {subject}, line {line}: of {payable} payable, {committed} committed, {waived} waived and {withheld} withheld do not fit.",
    ),
    "reconcile.replacement_without_origin": (
        "订单 {subject} 第 {line} 行：换货或赠品行没有正确的原始行或带有金额。",
        "Order {subject}, line {line}: a replacement or gift without its sale line, or with a value.",
    ),
    "reconcile.claims_not_summed": (
        "订单 {subject} 第 {line} 行：申请 {claimed}+{claimed_shipped}，售后单合计 {claimed_sum}+{claimed_shipped_sum}。",
        "Order {subject}, line {line}: {claimed}+{claimed_shipped} claimed but its cases sum to {claimed_sum}+{claimed_shipped_sum}.",
    ),
    "reconcile.boxed_not_summed": (
        "订单 {subject} 第 {line} 行：装箱 {boxed}，包裹合计 {boxed_sum}。",
        "Order {subject}, line {line}: {boxed} boxed but its parcels hold {boxed_sum}.",
    ),
    "reconcile.return_not_judged": (
        "订单 {subject} 售后 {case}：申报 {announced}，收到 {received}，缺少 {missing}，已处理 {decided}，不符。",
        "Order {subject}, case {case}: {announced} announced, {received} received, {missing} missing, {decided} decided on.",
    ),
    "reconcile.planned_not_going_out": (
        "订单 {subject} 第 {line} 行：待发 {going_out}，计划 {planned}，占用 {allocated}，拣货 {picked}（合计 {picked_sum}），不符。",
        "Order {subject}, line {line}: {going_out} go out, {planned} planned, {allocated} allocated, {picked} picked (sum {picked_sum}).",
    ),
    "reconcile.split_from_elsewhere": (
        "订单 {subject} 履约单 {fulfilment}：拆自另一个订单的履约单，或拆自比它更晚的。",
        "Order {subject}, fulfilment {fulfilment}: split off from one of another order, or from a younger one.",
    ),
    "reconcile.fulfilment_holds_wrong_units": (
        "订单 {subject} 履约单 {fulfilment}（{state}）：数量 {qty}、占用 {allocated}、拣货 {picked}，不符。",
        "Order {subject}, fulfilment {fulfilment} ({state}): {qty} units, {allocated} allocated, {picked} picked.",
    ),
    "reconcile.status_not_of_its_stage": (
        "订单 {subject}：阶段 {stage} 与状态 {status}、作业阶段 {work_stage} 不符。",
        "Order {subject}: stage {stage} cannot show status {status} and work stage {work_stage}.",
    ),
    "reconcile.status_not_of_its_cases": (
        "订单 {subject}：状态 {status} 与售后单不符。",
        "Order {subject}: status {status} does not fit its after-sales cases.",
    ),
    "reconcile.badges_not_of_its_rows": (
        "订单 {subject}：标记 {badges} 与明细不符。",
        "Order {subject}: badges {badges} do not fit its rows.",
    ),
    "reconcile.cancelled_keeps_money": (
        "订单 {subject} 已取消：实收 {captured}，已退 {refunded}，且没有待办。",
        "Order {subject} is cancelled with {captured} captured and {refunded} refunded, and no task says so.",
    ),
    "reconcile.ended_with_live_parcel": (
        "订单 {subject} 已结束（{stage}），但包裹 {parcel} 仍为 {state}。",
        "Order {subject} has ended ({stage}), but parcel {parcel} is {state}.",
    ),
    "reconcile.ended_with_live_case": (
        "订单 {subject} 已结束（{stage}），但售后 {case} 仍为 {state}。",
        "Order {subject} has ended ({stage}), but case {case} is {state}.",
    ),
    "reconcile.ended_with_units": (
        "订单 {subject} 已结束（{stage}），但第 {line} 行还有 {going_out} 件待发。",
        "Order {subject} has ended ({stage}), but {going_out} of line {line} still go out.",
    ),
    "reconcile.box_disagrees": (
        "订单 {subject} 的包裹 {parcel}（{state}）与它所在的合箱（{box}）状态、运单号、快递、工位或交接单不一致。",
        "Parcel {parcel} of order {subject} ({state}) differs from the box it shares ({box}) in state, waybill, carrier, bench or manifest.",
    ),
    "reconcile.history_has_gap": (
        "订单 {subject}：应有 {event_seq} 条历史，实有 {events} 条，最后一条为 {last}。",
        "Order {subject}: {event_seq} events expected, {events} there, the last one is {last}.",
    ),
    "reconcile.history_jumps": (
        "订单 {subject} 第 {seq} 条历史：{machine} 从 {from_state} 开始，此前为 {state_before}。",
        "Order {subject}, event {seq}: {machine} starts from {from_state}, but was {state_before}.",
    ),
    "reconcile.status_jumps": (
        "订单 {subject} 第 {seq} 条历史：状态从 {status_before} 开始，此前为 {status_last}。",
        "Order {subject}, event {seq}: status starts from {status_before}, but was {status_last}.",
    ),
    "reconcile.history_ends_elsewhere": (
        "订单 {subject}：{machine} 历史止于 {told}，记录为 {stored}。",
        "Order {subject}: the history of its {machine} ends in {told}, stored is {stored}.",
    ),
    "reconcile.allocated_not_summed": (
        "{subject}：占用 {allocated}，履约单合计 {allocated_sum}。",
        "{subject}: {allocated} allocated, but fulfilments hold {allocated_sum}.",
    ),
    "reconcile.stock_not_summed": (
        "{subject}：在库 {on_hand}（流水 {on_hand_sum}）、占用 {allocated}（{allocated_sum}）、残损 {damaged}（{damaged_sum}）。",
        "{subject}: {on_hand} on hand (movements {on_hand_sum}), {allocated} allocated ({allocated_sum}), {damaged} damaged ({damaged_sum}).",
    ),
    "reconcile.not_searchable": ("订单 {subject} 搜不到。", "Order {subject} cannot be searched for."),
    "reconcile.search_text_old": ("订单 {subject} 的搜索文本已过时。", "The searched text of order {subject} is old."),
    "reconcile.row_of_another_order": (
        "订单 {subject} 的某一行指向别的订单（{row}）。",
        "A row of order {subject} points to another order ({row}).",
    ),
    "reconcile.invariant_broken": (
        "订单 {subject} 不符合规则：{violation}",
        "Order {subject} breaks a rule: {violation}",
    ),
    # the packing station
    "reconcile.basket_without_goods": (
        "订单 {subject}：在波次 {wave} 占着 {basket} 号筐，但没有货在这个波次里。",
        "Order {subject} has basket {basket} of wave {wave}, but none of its goods are in that wave.",
    ),
    "reconcile.picked_without_basket": (
        "订单 {subject}：履约单 {fulfilment} 在波次 {wave} 拣货，但没有筐位。",
        "Order {subject}: fulfilment {fulfilment} is being picked in wave {wave} without a basket.",
    ),
    "reconcile.wave_over_still_picked": (
        "订单 {subject}：波次 {wave} 已结束（{state}），履约单 {fulfilment} 还在拣货。",
        "Order {subject}: wave {wave} is over ({state}), but fulfilment {fulfilment} is still being picked.",
    ),
    "reconcile.label_of_void_parcel": (
        "订单 {subject}：包裹 {parcel} 或它的运单已作废，面单（打印 {print}）还在排队。",
        "Order {subject}: parcel {parcel} or its waybill is void, but its label (print {print}) still waits to be printed.",
    ),
    "reconcile.print_being_sent_for_ever": (
        "打印 {subject}：{minutes} 分钟前开始发送，至今没有结果。",
        "Print {subject} has been on its way to the printer for {minutes} minutes, with no outcome.",
    ),
    "reconcile.print_not_watched": (
        "打印 {subject}：状态是 {state}，却已不再跟踪。",
        "Print {subject} is {state}, but nobody watches it any more.",
    ),
    "reconcile.wave_ended_without_time": (
        "波次 {subject}：状态是 {state}，与结束时间不符。",
        "Wave {subject} is {state}, which does not fit its time of ending.",
    ),
}
