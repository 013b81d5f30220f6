"""Words of: packing."""

WORDS: dict[str, tuple[str, str]] = {
    "carrier.own_fleet": ("自有车队", "Own fleet"),
    # finding an order
    "error.order_missing": ("找不到订单 {number}。请检查订单号。", "There is no order {number}. Check the number."),
    "error.order_changed": (
        "订单 {number} 刚刚被别人改动，本次操作没有执行。请查看最新情况后再试。",
        "Order {number} was changed by somebody else a moment ago, so nothing was done. Look at it again, then retry.",
    ),
    "error.subject_missing": (
        "订单 {number} 中没有这一项（{machine} {key}）。",
        "Order {number} has no such row ({machine} {key}).",
    ),
    "error.queue_unknown": (
        "没有名为“{queue}”的队列。可用：{known}。",
        "There is no queue “{queue}”. There are: {known}.",
    ),
    # why a scan opens no box
    "error.pack_code_unknown": (
        "“{scanned}”不是订单号、包裹号或运单号。请扫描装箱单上的条码。",
        "“{scanned}” is no order, parcel or waybill. Scan the code on the packing slip.",
    ),
    "error.pack_order_first": (
        "“{scanned}”是商品条码。请先扫描订单，再扫描商品。",
        "“{scanned}” is the code of goods. Scan the order first, then its goods.",
    ),
    "error.pack_cancelled": (
        "订单 {number} 已取消，不要发货。请把商品放回库位。",
        "Order {number} is cancelled; do not send it. Put the goods back.",
    ),
    "error.pack_refunded": (
        "订单 {number} 已退款，不要发货。请把商品放回库位。",
        "Order {number} is refunded; do not send it. Put the goods back.",
    ),
    "error.pack_already_sent": (
        "订单 {number} 已全部发出，没有要打包的商品。",
        "Everything of order {number} has left; there is nothing to pack.",
    ),
    "error.pack_changed_in_shop": (
        "买家在店铺里改动了订单 {number}。请放到一边，等订单部处理。",
        "Order {number} was changed in the shop. Put it aside until the order desk has decided.",
    ),
    "error.pack_awaits_stock": (
        "订单 {number} 缺货，暂时不能打包。请放到一边，等到货或订单部处理。",
        "Order {number} waits for stock and cannot be packed yet. Put it aside for the order desk.",
    ),
    "error.pack_by_supplier": (
        "订单 {number} 余下的商品由供货方发货，这里不用打包。",
        "What is left of order {number} is sent by its supplier; nothing is to be packed here.",
    ),
    "error.box_elsewhere": (
        "包裹 {parcel} 正由 {clerk} 在另一个工位打包。请交给对方，或请对方先作废该包裹。",
        "Parcel {parcel} is open at another bench ({clerk}). Hand the goods over there, or have that parcel dissolved first.",
    ),
    "error.box_labelled": (
        "订单 {number} 已打包并贴好面单 {waybill}，等待交接。",
        "Order {number} is packed and labelled ({waybill}); it waits to be handed over.",
    ),
    "error.box_emptied": (
        "订单 {number} 的这个包裹已经清空作废。请把商品放回库位，扫描下一单。",
        "This parcel of order {number} is empty and dissolved. Put the goods back and scan the next order.",
    ),
    "error.parcel_missing": ("没有这个包裹（{parcel}）。", "There is no such parcel ({parcel})."),
    # label and print
    "error.carrier_unknown": (
        "没有名为“{carrier}”的快递。可用：{known}。",
        "There is no carrier “{carrier}”. There are: {known}.",
    ),
    "error.carrier_names_differ": (
        "请至少填写一家快递，且名称不能重复。",
        "Name at least one carrier, and no two alike.",
    ),
    "error.carrier_letters_differ": (
        "每家快递的单号字头须是一个不同的字母（A 到 Z）。",
        "The letter of each carrier's numbers must be one of A to Z, and no two alike.",
    ),
    "error.waybill_taken": (
        "运单号 {waybill} 已用于订单 {number}。请换一个号。",
        "The waybill {waybill} is on a parcel of order {number} already. Take another number.",
    ),
    "error.no_label_yet": (
        "订单 {number} 的包裹 {parcel} 没有有效的面单。请先打包。",
        "Parcel {parcel} of order {number} has no valid label. Pack it first.",
    ),
    "error.print_missing": ("没有打印任务 {job}。", "There is no print job {job}."),
    "error.print_not_saved": (
        "文件没有保存到 {folder}：{why}。",
        "The file could not be saved to {folder}: {why}.",
    ),
    "error.nothing_to_pick": (
        "订单 {number} 没有要拣的商品。",
        "Order {number} has nothing to pick.",
    ),
}
