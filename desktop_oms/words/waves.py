"""Words of: waves and picking."""

WORDS: dict[str, tuple[str, str]] = {
    "error.wave_missing": ("没有波次 {wave}。请检查波次号。", "There is no wave {wave}. Check the number."),
    "error.wave_over": ("波次已经结束，不能再拣货。", "This wave is over; nothing is picked in it any more."),
    "error.wave_not_in_state": ("波次现在不能这样做。", "This cannot be done with the wave as it stands."),
    "error.wave_mode_unknown": (
        "没有“{mode}”这种拣货方式。可用：{known}。",
        "There is no way of picking “{mode}”. There are: {known}.",
    ),
    "error.wave_outcome_unknown": (
        "没有“{outcome}”这种缺货处理。可用：{known}。",
        "There is no outcome “{outcome}”. There are: {known}.",
    ),
    "error.wave_goods_unknown": ("波次 {wave} 里没有 {sku}。", "Wave {wave} holds no {sku}."),
    "error.wave_less_wanted": (
        "{sku} 只还需要 {n} 件。订单可能刚被改动，或别人已经拣了。请扫确认码重新核对。",
        "Only {n} more of {sku} is wanted: an order changed, or somebody else took it. Scan OK to check again.|Only {n} more of {sku} are wanted: an order changed, or somebody else took them. Scan OK to check again.",
    ),
    "error.wave_not_loose": (
        "{sku} 已放进筐位，不能撤回拣货。",
        "{sku} lies in its basket already; its picking cannot be taken back.",
    ),
    "error.wave_changed": (
        "筐位 {basket} 刚刚变了，请重新查看波次 {wave}。",
        "Basket {basket} changed a moment ago; look at wave {wave} again.",
    ),
    "error.wave_basket_stopped": (
        "筐位 {basket} 的订单已被拦下，请先移出波次。",
        "The order of basket {basket} was stopped; take it out of the wave first.",
    ),
    "error.wave_basket_stopped_by": (
        "订单 {number}（筐位 {basket}）已被拦下，不能再拣。请把筐里的 {pieces} 件放回库位。",
        "Order {number} in basket {basket} may no longer be picked. Put the pieces in its basket back: {pieces}.",
    ),
    "error.wave_left_by_order": (
        "订单 {number} 已不在这个波次里。",
        "Order {number} is no longer part of this wave.",
    ),
    "error.wave_not_full": (
        "还有 {n} 个筐位没有拣齐。",
        "{n} basket is not full yet.|{n} baskets are not full yet.",
    ),
    "error.wave_put_back_first": (
        "还有 {n} 件要放回库位。",
        "{n} piece has to be put back first.|{n} pieces have to be put back first.",
    ),
    "error.basket_missing": ("波次 {wave} 没有筐位 {basket}。", "Wave {wave} has no basket {basket}."),
    "error.order_in_wave": (
        "订单 {number} 正在波次 {wave} 的筐位 {basket} 里拣货。",
        "Order {number} is being picked in basket {basket} of wave {wave}.",
    ),
    "error.wave_all_taken": ("波次 {wave} 没有要拣的了。", "Nothing is left to take in wave {wave}."),
}
