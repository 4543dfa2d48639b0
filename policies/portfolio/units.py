"""Business units of our own company, for `breakthrough-check`: one row a unit and quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chance import Chance, months_before, within
from facts import gap, tenth
from names import REGIONS

_LINES = ("传动部件", "传感器", "控制系统", "工业视觉", "维保服务")
HEADINGS = (
    "业务单元编号,业务单元,大区,产品线,季末日,满意度,调查样本数,期初客户数,期末留存客户数,新客户数,"
    "评价总数,正面评价数,提及总数,正面提及数,反馈总数,积极反馈数,投入成本,新增毛利,销售额,利润"
)


def quarters(as_of: date, many: int) -> list[date]:
    """The last days of so many quarters, up to as-of."""
    return [
        months_before(as_of + timedelta(1), 3 * back) - timedelta(1)
        for back in range(many - 1, -1, -1)
    ]


def units(seed: int, as_of: date, many: int, count: int) -> Iterator[list[list[str]]]:
    """For each unit its rows, one a quarter: some get on, most stay, some slip."""
    for number in range(count):
        c = Chance(seed, "unit", number)
        region, line = REGIONS[number % len(REGIONS)], _LINES[number // len(REGIONS) % len(_LINES)]
        team = number // (len(REGIONS) * len(_LINES)) + 1
        who = [f"U{number + 1:03}", f"{region}{line}{team}组", region, line]
        pull = c.weighed((0.0, 0.055, -0.05), (50, 32, 18))
        level, sales = c.between(0.45, 0.8), 4_000_000 * c.spread(0.7)
        clients = 20 + c.below(160)
        rows = []
        for quarter in quarters(as_of, many):
            level = within(0.2, level + pull * c.between(0.3, 1.6) + 0.012 * c.bell(), 0.9)
            figures = _quarter(c, level, pull, sales, clients)
            rows.append([*who, quarter.isoformat(), *figures])
            sales *= 1 + pull * 1.2 + 0.03 * c.bell()
            clients = max(12, int(clients * (1 + pull + 0.02 * c.bell())))
        yield rows


def _quarter(c: Chance, level: float, pull: float, sales: float, clients: int) -> list[str]:
    def share(of: int, shift: float) -> list[str]:
        return [str(of), str(int(of * within(0.1, level + shift + 0.03 * c.bell(), 0.99)))]

    def hundreds(yuan: float) -> str:
        return str(int(yuan / 100) * 100)

    gain = max(0.0, sales * (0.05 + 1.1 * pull + 0.04 * c.bell()))
    return [
        gap(c, 0.04, tenth(100 * within(0.2, level + 0.05 + 0.015 * c.bell(), 1))),
        str(12 + c.below(90)),
        str(clients),
        str(int(clients * within(0.5, 0.55 + 0.45 * level + 0.02 * c.bell(), 1))),
        str(c.count(within(0.5, 4 + 50 * pull, 12))),
        *share(20 + c.below(220), 0.04),
        *share(8 + c.below(120), -0.02),
        *share(15 + c.below(160), 0.0),
        hundreds(sales * c.between(0.03, 0.09)),
        gap(c, 0.03, hundreds(gain)),
        hundreds(sales),
        hundreds(sales * within(-0.05, 0.1 + pull, 0.3)),
    ]
