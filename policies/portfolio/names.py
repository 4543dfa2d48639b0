"""Names of companies that do not exist: put together from parts, each trade name once."""

from __future__ import annotations

from dataclasses import dataclass

#: Signs that trade names are made of. Three of them are a name: a million names.
_SIGNS = (
    "泓砚澄睿恒翊钧朔沛霖昱昶铭锐钰铎炜烨岚岳崧峥屹峻淳渊湛澜浩瀚汇沅"
    "泽润禾稷穗菁荃芮苒莘蔚蓝翰翎羽飏骏骁驰驭腾跃凌云霄辰星曜晟晖旭曦"
    "明朗诚信谦和允执守正德厚仁义礼智卓尔远志行健致知格物通达安宁平康瑞"
    "祺福禄"
)
_MANY = len(_SIGNS)

CITIES = {
    "华东": ("苏州", "无锡", "宁波", "杭州", "南通", "常州", "嘉兴", "合肥", "青岛"),
    "华南": ("东莞", "佛山", "惠州", "中山", "厦门", "南宁"),
    "华北": ("天津", "唐山", "保定", "太原", "石家庄"),
    "华中": ("武汉", "襄阳", "株洲", "郑州", "洛阳"),
    "西南": ("成都", "重庆", "绵阳", "贵阳"),
    "西北": ("西安", "宝鸡", "兰州"),
    "东北": ("沈阳", "大连", "长春"),
}
REGIONS = tuple(CITIES)
REGION_SHARE = (34, 22, 14, 12, 8, 5, 5)

#: Where an affiliate abroad sits, and in what currency it is invoiced.
ABROAD = (("香港", "HKD"), ("新加坡", "USD"), ("越南", "USD"), ("德国", "EUR"), ("墨西哥", "USD"))


@dataclass(frozen=True, slots=True)
class Industry:
    """What a customer makes: its name, growth of the trade in percent, and its busy months."""

    name: str
    growth: tuple[float, float, float]  # in 2024, 2025 and 2026
    busy: tuple[int, ...]


INDUSTRIES = (
    Industry("精密机械", (5.2, 4.8, 6.1), (3, 4, 9, 10)),
    Industry("汽车零部件", (7.5, 6.0, 4.2), (5, 10, 11, 12)),
    Industry("包装机械", (4.1, 3.6, 3.9), (4, 5, 9)),
    Industry("新能源装备", (18.6, 12.4, 15.3), (6, 11, 12)),
    Industry("医疗器械", (9.3, 10.1, 9.8), (3, 6, 12)),
    Industry("食品机械", (3.0, 2.7, 3.3), (8, 9, 12)),
    Industry("纺织机械", (-1.8, -3.2, -2.5), (3, 8)),
    Industry("电子设备", (8.8, 11.7, 10.2), (7, 8, 9, 10)),
    Industry("环保设备", (6.4, 5.5, 7.0), (5, 6, 11)),
    Industry("工程机械", (-4.6, 2.1, 5.4), (3, 4, 5)),
    Industry("物流装备", (6.9, 7.7, 8.1), (9, 10, 11)),
    Industry("光学仪器", (5.7, 6.6, 7.4), (4, 10)),
)


def trade_name(number: int, seed: int) -> str:
    """Three signs; different for different numbers, up to a million of them.

    Two equal signs side by side do not look like a name, so each place has its own order.
    """
    mixed = (number * 387_437 + 91_193 * (seed % 997) + 15_485_863) % _MANY**3
    first, rest = divmod(mixed, _MANY**2)
    second, third = divmod(rest, _MANY)
    return _SIGNS[first] + _SIGNS[(second * 37 + 11) % _MANY] + _SIGNS[(third * 61 + 43) % _MANY]


def head_name(city: str, trade: str, industry: str, ownership: str, grouped: bool) -> str:
    """The company that is its own, or the head of a group."""
    legal = "股份有限公司" if ownership == "listed" else "有限公司"
    if grouped:
        return f"{trade}{industry}集团{legal}" if ownership == "listed" else f"{trade}集团{legal}"
    return f"{city}{trade}{industry}{legal}"


def member_name(city: str, trade: str, industry: str, part: int, abroad: bool) -> str:
    """A company of a group: another place, another part of the work."""
    if abroad:
        return f"{trade}（{city}）有限公司"
    return (
        f"{city}{trade}{(industry, '贸易', industry, '科技', '供应链', '装备')[part % 6]}有限公司"
    )
