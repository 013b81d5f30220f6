"""Words of: the help on F1 - what each page is for, and the keys that only it has (`help.<page>.key.<name>`)."""

PAGE_KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "orders": (
        ("F5", "refresh"),
        ("Ctrl+L", "columns"),
        ("Ctrl+S", "save"),
        ("Ctrl+E", "export"),
        ("Ctrl+P", "papers"),
        ("↓", "recent"),
    ),
    "entry": (("Ctrl+N", "new"), ("Ctrl+G", "product"), ("Ctrl+S", "save"), ("Ctrl+Enter", "submit")),
    "packing": (("F2", "type"), ("F4", "undo"), ("F8", "ok"), ("F12", "back")),
    "hand_over": (("F9", "close"),),
    "after_sales": (),
    "printing": (),
    "importing": (),
    "stock": (),
    "tasks": (),
    "settings": (),
    "first_run": (("Ctrl+Enter", "create"), ("Ctrl+D", "demo")),
}
"""The keys of each page, by the name of the words that say what they do."""

WORDS: dict[str, tuple[str, str]] = {
    "help.orders": (
        (
            "左边是队列：数字是等着处理的订单。选一个队列，中间列出订单，右边是选中的订单和现在能做的事。\n\n"
            "不能做的事会说明原因。查找框认单号、电话尾号、姓名、编码和运单号，可以粘贴一串单号。也可以写条件：状态:已付款 金额:100..200 下单:最近7天，用“或”“非”和括号组合。改地址时也可以粘贴整段收件信息。勾选几行可以一起处理。"
        ),
        (
            "At the left the queues with what waits in each. Choose one: its orders stand in the middle, the chosen order at the right with all that can be done now.\n\n"
            "What cannot be done says why. The search box knows numbers, the end of a phone, names, SKUs and waybills; a list of numbers may be pasted. Conditions work too: status:paid total:100..200 placed:last 7 days, joined by or, not and parentheses. An address is changed by pasting the new one, too. Check several rows to work on them at once."
        ),
    ),
    "help.orders.key.refresh": ("重新载入", "Read again"),
    "help.orders.key.papers": ("预览、打印、保存这一单的单据", "Look at the order's papers, print or save them"),
    "help.orders.key.columns": ("列与排序", "Columns and sorting"),
    "help.orders.key.save": ("保存为视图", "Save as a view"),
    "help.orders.key.export": ("导出", "Export"),
    "help.orders.key.recent": ("在查找框里：最近查过的", "In the search box: recent searches"),
    "help.entry": (
        (
            "电话或柜台来的订单。把买家发来的姓名、电话、地址粘贴到第一格，按回车自动拆开；拿不准的地方会标出来，光标停在那里。\n\n"
            "扫码或输入编码、名称加入商品，填单价；还没有的商品当场新建。右边显示合计和还缺什么。可以先存草稿，两个窗口同时改同一份草稿不会互相覆盖。"
        ),
        (
            "For orders by phone or over the counter. Paste what the buyer sent into the first field and press Enter: it is taken apart, what is unsure is marked, and the cursor stops there.\n\n"
            "Scan goods, or type a code or a name, and give the price; a product that is not there yet is written down on the spot. At the right stand the total and what still lacks. Drafts can wait; two windows never overwrite each other's."
        ),
    ),
    "help.entry.key.new": ("新订单", "A new order"),
    "help.entry.key.product": ("新建没有的商品", "Write a new product down"),
    "help.entry.key.save": ("保存草稿", "Save the draft"),
    "help.entry.key.submit": ("提交订单", "Submit the order"),
    "help.packing": (
        (
            "空闲时列出等待打包的拣货筐和订单，最急的在最前。扫拣货筐或订单上的码打开订单，再把每件商品扫进箱子。屏幕说该放什么、还差几件。\n\n"
            "扫错时整屏变红，先把东西放回，再确认。全部放好后扫描面单，包裹才算打包完成；面单没打出来可以重打，或换打印机。每次扫描立即保存，断电也不会丢。\n\n"
            "合单的几个订单进同一个箱：扫其中任意一个就打开，共用一张面单。其中一个不能发时，扫“移出该订单”，或在订单里点“移出合单”，其余照发。"
        ),
        (
            "An empty bench lists the baskets and orders that can be packed, the most urgent first. Scan the code of a basket or an order to open it, then scan each piece into the box. The screen says what goes in and how much is left.\n\n"
            "A wrong piece turns the whole screen red: put it back first, then acknowledge. When all is in, scan the label; only then is the parcel packed. A label that did not come out is printed again, or on the other printer. Each scan is kept at once, so a power cut loses nothing.\n\n"
            'Orders that ship together go into one box: scan any of them; they share one label. When one of them may not leave, scan "Take order out", or press "Ship alone" in the order, and the others go.'
        ),
    ),
    "help.packing.key.type": ("手动输入条码", "Type a code"),
    "help.packing.key.undo": ("撤销上一次扫描", "Take the last scan back"),
    "help.packing.key.ok": ("确认错误，继续", "Acknowledge a mistake"),
    "help.packing.key.back": ("离开这个订单", "Leave the order"),
    "help.hand_over": (
        (
            "快递来收件时逐个扫描面单。能走的包裹记到当天的交接单上，不能走的说明原因，例如挂起或正在退款。\n\n"
            "左边可以只选一家快递，别家的包裹会被拦下。全部交完后关闭交接单，关闭后不能再加。"
        ),
        (
            "Scan every label as the driver takes the parcel. What may leave goes on the day's manifest; what may not says why, such as a hold or a refund.\n\n"
            "Choose one carrier at the left and parcels of all others are stopped. Close the manifest when the driver has all; nothing can be added after that."
        ),
    ),
    "help.hand_over.key.close": ("关闭交接单", "Close the manifest"),
    "help.importing": (
        (
            "选择平台导出的订单文件或商品文件。程序认出格式，先逐行看一遍：新的、已有的、有变动的、有问题的，都说明原因。\n\n"
            "看过以后才写入。同一个文件再导入一次，什么也不会重复。被拒绝的行可以存成文件，改好再导入。"
        ),
        (
            "Choose the order or product files a shop exported. The layout is recognised, and each row is looked at first: new, known, changed or in trouble, with the reason.\n\n"
            "Only then is anything written. The same file again writes nothing twice. Refused rows can be kept as a file, mended and brought in again."
        ),
    ),
    "help.settings": (
        (
            "左边选一项。本机偏好只影响这台电脑；店铺、渠道、用户、规则和限额影响整个店，需要主管或管理员。\n\n"
            "在表里按回车修改一行。限额离开输入框就保存，可以撤销。恢复备份前会用数字说明会失去什么。支持包里没有个人信息。"
        ),
        (
            "Choose a section at the left. This screen is for this computer only; stores, people, rules and limits hold for the whole shop and need a manager or an administrator.\n\n"
            "Enter changes a row of a table. A limit is kept when you leave its field and can be taken back. Before a copy is put back, numbers say what would be lost. The support bundle names nobody."
        ),
    ),
    "help.first_run": (
        (
            "空的数据库需要一个店铺、一个仓库、一个渠道和你的名字。能猜到的已经填好，以后都能在设置里改。\n\n"
            "只想先看看？放入演示店铺。"
        ),
        (
            "An empty database needs a seller, a warehouse, a channel and your name. What is likely is filled in; all of it can be changed in the settings later.\n\n"
            "Only want to look around? Put the demo shop in."
        ),
    ),
    "help.first_run.key.create": ("设置店铺", "Set the shop up"),
    "help.first_run.key.demo": ("放入演示店铺", "Put the demo shop in"),
}
