"""What `customer-credit-quality` reads: a due-diligence file with its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from chance import Chance, within
from company import Company
from facts import GAP, ago, answer, gap, grouped, market_share, rated, shi, tenth
from records import Rates, events
from view import Row, View
from views_sales import OWNERSHIP

_ZH = ("是", "否")

#: Question; share of yes for the cleanest and the worst record; share unknown; days of evidence;
#: of whom it is asked (of everybody where nothing is said).
_ITEMS: tuple[tuple[str, float, float, float, int, str], ...] = (
    ("拖欠银行贷款", 0.00, 0.30, 0.04, 94, ""),
    ("不配合银行", 0.01, 0.20, 0.06, 100, ""),
    ("虚假报表", 0.00, 0.16, 0.04, 370, ""),
    ("隐瞒事实", 0.00, 0.18, 0.05, 380, ""),
    ("偷税漏税", 0.01, 0.20, 0.05, 380, ""),
    ("欺骗客户", 0.00, 0.14, 0.05, 380, ""),
    ("缺少经营许可证", 0.02, 0.25, 0.10, 380, "special"),
    ("超范围经营", 0.03, 0.30, 0.05, 380, ""),
    ("业务互不相关", 0.08, 0.35, 0.04, 380, ""),
    ("关键人控制", 0.10, 0.50, 0.08, 380, "listed"),
    ("信息披露质量差", 0.04, 0.40, 0.06, 380, "listed"),
    ("受过监管处罚", 0.03, 0.30, 0.03, 380, "listed"),
    ("所有者缺位", 0.15, 0.45, 0.08, 380, "state"),
    ("行政干预", 0.20, 0.50, 0.08, 380, "state"),
    ("一人或家族决策", 0.35, 0.75, 0.06, 380, "private"),
    ("主要股东已查明", 0.98, 0.75, 0.04, 380, ""),
    ("大股东资信不良", 0.02, 0.30, 0.06, 380, ""),
    ("违反环保法规", 0.01, 0.16, 0.04, 370, ""),
    ("能耗高", 0.10, 0.40, 0.05, 380, ""),
    ("有中间环节", 0.25, 0.50, 0.04, 380, ""),
    ("供应商有资质", 0.97, 0.70, 0.05, 380, ""),
)
_MOTIVES = ("人力资源", "技术资源", "客户资源", "行业利润率", "产品分工", "产销分工")
_BACKGROUNDS = ("家庭背景", "外资背景", "政府背景", "上市背景")
_RATINGS = ("受教育程度", "商业经验", "修养品德", "经营作风", "进取精神")

_HEADINGS = ",".join((
    "客户编号,客户名称,大区,所有制,行业,成立日期,特种业务,创办动机,股东背景,"
    "流通股比重,审计意见,报表日期,营业收入",
    *(f"{item[0]},{item[0]}_date" for item in _ITEMS),
    *(f"{name}_{rater}" for name in _RATINGS for rater in (1, 2)),
    "供应商信誉,供货价格,供货距离,运输方式,付款条件,研发能力,设备成新率,设备管理,"
    "目标客户,销售渠道,预收比例,应收天数,产品竞争力,新产品占比,专利产品占比,换代月数,率先上市,"
    "销售增长率,市场占有率,主营占比",
))  # fmt: skip


def _asked(k: Company, of: str, special: bool) -> bool:
    return of in ("", k.ownership) or (of == "special" and special)


def _answers(k: Company, special: bool) -> Iterator[str]:
    for item, clean, bad, unknown, days, of in _ITEMS:
        if _asked(k, of, special):
            share = clean + (bad - clean) * (1 - k.probity) ** 1.3
            yield from answer(k, item, share, unknown, days, _ZH)
        else:
            yield from (("不适用", GAP) if k.number % 3 else (GAP, GAP))


def _terms(k: Company, c: Chance) -> Row:
    """Supply, production and sales."""
    strong = within(0, 0.3 + 0.5 * k.probity + 0.15 * c.bell(), 1)
    credit = within(0, c.unit() * 0.7 + 0.3 * (1 - strong), 0.999)
    share = 100 * within(0, strong * c.unit() * 1.3, 1)
    return [
        rated(k, "supplier", strong, 1)[0],
        rated(k, "price", 0.3 + 0.5 * c.unit(), 1)[0],
        gap(c, 0.04, str(int(20 + 1800 * c.unit() ** 2))),
        c.weighed(("公路", "铁路", "水路", "航空"), (60, 20, 15, 5)),
        gap(c, 0.05, ("预付", "现结", "30天", "60天", "90天以上")[int(5 * credit)]),
        rated(k, "research", 0.15 + 0.6 * strong, 1)[0],
        gap(c, 0.05, tenth(30 + 65 * c.unit() * (0.5 + strong / 2))),
        rated(k, "equipment", strong, 1)[0],
        rated(k, "target", 0.3 + 0.5 * strong, 1)[0],
        c.weighed(("直销", "分销", "混合"), (45, 30, 25)),
        gap(c, 0.06, tenth(share)),
        gap(c, 0.05, str(int(15 + 150 * (1 - strong) * c.spread(0.3)))),
        rated(k, "product", 0.2 + 0.6 * strong, 1)[0],
        gap(c, 0.07, tenth(2 + 45 * c.unit() * strong)),
        gap(c, 0.08, tenth(30 * c.unit() ** 2 * strong)),
        gap(c, 0.1, str(6 + c.below(42))),
        gap(c, 0.08, shi(c.happens(0.15 + 0.4 * strong))),
    ]


def _file(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("credit")
    special = k.industry.name in ("医疗器械", "环保设备", "食品机械") or c.happens(0.08)
    motives = "、".join(m for m in _MOTIVES if c.happens(0.3)) or _MOTIVES[c.below(6)]
    origins = {"listed": "上市背景", "state": "政府背景", "foreign": "外资背景"}
    backgrounds = [origins.get(k.ownership, "家庭背景")]
    backgrounds += [b for b in _BACKGROUNDS if b not in backgrounds and c.happens(0.08)]
    opinion = c.weighed(
        ("标准无保留", "带强调事项", "保留意见", "无法表示意见"),
        (60 + int(38 * k.probity), 6, 4 + int(14 * (1 - k.probity)), 1),
    )
    people = 0.3 + 0.5 * k.probity
    yield [
        k.id, k.name, k.region, OWNERSHIP[k.ownership], k.industry.name,
        f"{k.founded}-{1 + c.below(12):02}-{1 + c.below(28):02}", shi(special),
        gap(c, 0.05, motives), gap(c, 0.04, "、".join(backgrounds)),
        tenth(12 + 80 * c.unit()) if k.ownership == "listed" else GAP,
        gap(c, 0.07, opinion), ago(k, int(40 + 480 * c.unit() ** 2)), grouped(k.revenue),
        *_answers(k, special),
        *(x for name in _RATINGS for x in rated(k, name, people, 2)),
        *_terms(k, c),
        gap(c, 0.05, tenth(k.growth)),
        gap(c, 0.07, tenth(market_share(k))),
        gap(c, 0.05, tenth(within(15, 96 - 55 * c.unit() ** 2 * (1.3 - k.probity), 100))),
    ]  # fmt: skip


def _changes(k: Company, rates: Rates) -> Iterator[Row]:
    """What the company registry says of the last five years."""
    c = k.chance("registry")
    found = [(day, "名称变更") for day, kind in events(k) if kind == "name_change"]
    for kind, often in (("主营变更", 0.2 + 1.4 * (1 - k.probity) ** 2), ("名称变更", 0.12)):
        found += [(c.day(k.as_of - timedelta(1800), k.as_of), kind) for _ in range(c.count(often))]
    for day, kind in sorted(found):
        yield [k.id, day.isoformat(), kind]


_KINDS = {
    "name_change": "名称变更",
    "restructuring": "重整改组合并",
    "new_shareholder": "控股股东变更",
}


def _events(k: Company, rates: Rates) -> Iterator[Row]:
    for day, kind in sorted(events(k)):
        if kind in _KINDS:
            yield [k.id, day.isoformat(), _KINDS[kind]]


CREDIT = View(
    files={
        "customers.csv": (_HEADINGS, _file),
        "registry.csv": ("客户编号,登记日期,变更事项", _changes),
        "events.csv": ("客户编号,发生日期,事件", _events),
    },
    growth=True,
)
