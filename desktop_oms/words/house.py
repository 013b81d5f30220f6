"""Words of: the house - setting up, people, preferences, the catalogue's codes."""

WORDS: dict[str, tuple[str, str]] = {
    "error.settings_unreadable": (
        "设置文件 {file} 读不出来，先用默认设置。",
        "The settings in {file} cannot be read; the defaults are used.",
    ),
    "error.settings_not_written": (
        "设置没有保存到 {file}：{reason}。",
        "The settings could not be saved to {file}: {reason}.",
    ),
    "error.not_set_up": (
        "还没有设置店铺。请先运行 setup，或打开窗口完成首次设置。",
        "No shop is set up yet. Run setup first, or finish the first start in the window.",
    ),
    "error.already_set_up": ("店铺已经设置过了。", "The shop is set up already."),
    "error.field_missing": ("请填写：{field}。", "Please fill in: {field}."),
    "error.prefix_not_valid": (
        "订单号前缀“{prefix}”不行，应为一到三个字母，例如 A。",
        "“{prefix}” cannot stand before order numbers. Use one to three letters, such as A.",
    ),
    "error.prefix_taken": (
        "前缀 {prefix} 已由 {seller} 使用。请换一个。",
        "{seller} uses the prefix {prefix} already. Choose another.",
    ),
    "error.currency_not_valid": (
        "“{currency}”不是币种代码。应当像 CNY、USD。",
        "“{currency}” is no currency code. It should look like CNY or USD.",
    ),
    "error.zone_not_valid": (
        "没有 {zone} 这个时区。应当像 Asia/Shanghai。",
        "There is no time zone {zone}. It should look like Asia/Shanghai.",
    ),
    "error.code_not_valid": (
        "代码“{given}”不行：用字母和数字，最多 20 个。",
        "“{given}” is no code: use letters and digits, at most 20.",
    ),
    "error.code_taken": ("代码 {taken} 已有人用。请换一个。", "The code {taken} is taken. Choose another."),
    "error.login_taken": ("登录名 {login} 已有人用。请换一个。", "The login {login} is taken. Choose another."),
    "error.channel_kind_unknown": (
        "没有“{kind}”这种渠道。可选：{known}。",
        "There is no kind of channel “{kind}”. Known: {known}.",
    ),
    "error.seller_unknown": (
        "找不到店铺“{wanted}”。现有：{known}。",
        "There is no seller “{wanted}”. There are: {known}.",
    ),
    "error.channel_unknown": (
        "找不到渠道“{wanted}”。现有：{known}。",
        "There is no channel “{wanted}”. There are: {known}.",
    ),
    "error.warehouse_unknown": (
        "找不到仓库“{wanted}”。现有：{known}。",
        "There is no warehouse “{wanted}”. There are: {known}.",
    ),
    "error.user_unknown": ("没有用户“{login}”。现有：{known}。", "There is no user “{login}”. There are: {known}."),
    "error.user_inactive": (
        "用户 {login} 已停用。请找管理员。",
        "The user {login} no longer works here. Ask an administrator.",
    ),
    "error.user_needed": ("请说明是谁在操作。现有用户：{known}。", "Say who does this. The users are: {known}."),
    "error.last_admin": (
        "{login} 是最后一位管理员，必须留下一位。",
        "{login} is the last administrator; one must remain.",
    ),
    "error.roles_unknown": ("不认识的角色“{roles}”。可选：{known}。", "Unknown roles “{roles}”. Known: {known}."),
    "error.policy_negative": ("限额和期限不能是负数。", "Limits and windows must not be negative."),
}
