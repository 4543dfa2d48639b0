"""What `key-accounts`, `relationship-quality` and `qc-key-customers` read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from company import Company
from facts import (
    GAP,
    ago,
    by_channel,
    cents,
    gap,
    grouped,
    last_survey,
    lifetime_value,
    market_rank,
    market_share,
    rated,
    shi,
    tenth,
    yes,
)
from records import Rates, contracts, orders, surveys, tickets
from view import Row, View

OWNERSHIP = {"private": "民营", "state": "国有", "listed": "上市", "foreign": "外资"}
_STATUS = {"delivered": "已交付", "returned": "已退货", "cancelled": "已取消"}

_KEY_ACCOUNTS = (
    "客户编号,客户名称,集团编号,上级客户编号,大区,城市,行业,所有制,结算币种,年营业额,行业排名,"
    "近三年复合增长率,行业增长率,研发投入占比,战略契合度_1,战略契合度_2,战略契合度_3,"
    "钱包份额,钱包份额日期,走访钱包份额,走访日期,净推荐值差,主要竞争对手,品牌标杆,"
    "热线反馈数,在线反馈数,客户经理反馈数,反馈截止日,联系邮箱"
)


def _key_account(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("key account")
    channels = by_channel(k)
    wallet = 100 * k.wallet
    asked, visited = int(420 * c.unit() ** 1.5), int(260 * c.unit())
    yield [
        k.id, k.name, k.group_id, k.parent_id, k.region, k.city, k.industry.name,
        OWNERSHIP[k.ownership], k.currency, grouped(k.revenue), gap(c, 0.05, str(market_rank(k))),
        gap(c, 0.04, tenth(k.growth + 2 * c.bell())), tenth(k.industry.growth[2]),
        gap(c, 0.06, tenth(1 + 9 * c.unit() * (0.6 + k.growth / 60))),
        *rated(k, "fit", 0.25 + 0.45 * k.bond + 0.004 * k.growth, 3),
        *(
            [GAP, GAP] if c.happens(0.08)
            else [tenth(min(98.0, max(1.0, wallet + 4 * c.bell()))), ago(k, asked)]
        ),
        *(
            [GAP, GAP] if c.happens(0.45)
            else [tenth(min(98.0, max(1.0, wallet + 6 * c.bell()))), ago(k, visited)]
        ),
        gap(c, 0.07, tenth(max(-80.0, min(80.0, 70 * (k.bond - 0.62) + 9 * c.bell())))),
        c.one(("国际品牌", "国内同行", "低价厂商", "不详")),
        shi(k.revenue > 6e8 and c.happens(0.5)),
        str(channels["hotline"]), str(channels["online"]), str(channels["manager"]),
        ago(k, 0), f"{k.id.lower()}@example.com",
    ]  # fmt: skip


def _orders_zh(k: Company, rates: Rates) -> Iterator[Row]:
    for x in orders(k, rates):
        yield [
            k.id, x.day.isoformat(), cents(x.cents), k.currency, cents(x.margin),
            cents(rates.yuan(x.cents, k.currency, x.day)),
            cents(rates.yuan(x.margin, k.currency, x.day)), x.line, _STATUS[x.status],
        ]  # fmt: skip


def _contracts_zh(k: Company, rates: Rates) -> Iterator[Row]:
    for x in contracts(k, rates):
        renewed = GAP if x.renewed is None else shi(x.renewed)
        signed, ends = x.signed.isoformat(), x.ends.isoformat()
        yield [k.id, signed, ends, cents(x.cents), k.currency, renewed]


_RELATIONSHIP = "customer_id,name,region,ownership,segment,account_value,clv_36m,contact_email"


def segment(k: Company) -> str:
    """Who buys much service with the goods, and who buys goods alone."""
    return "service" if k.chance("segment").happens(0.3 + 0.5 * k.bond) else "trade"


def _relationship(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("relationship")
    clv = lifetime_value(k)
    value = "high" if clv > 1_500_000 else "middle" if clv > 250_000 else "low"
    yield [
        k.id, k.name, k.region, k.ownership, segment(k), value, gap(c, 0.05, str(clv)),
        f"{k.id.lower()}@example.com",
    ]  # fmt: skip


def orders_en(k: Company, rates: Rates) -> Iterator[Row]:
    for x in orders(k, rates):
        yield [
            k.id, x.day.isoformat(), cents(rates.yuan(x.cents, k.currency, x.day)), x.line,
            yes(x.on_time), x.status,
        ]  # fmt: skip


def tickets_en(k: Company, rates: Rates) -> Iterator[Row]:
    for x in tickets(k):
        yield [
            k.id, x.opened.isoformat(), x.kind, x.channel,
            GAP if x.reply is None else tenth(x.reply / 10),
            GAP if x.solve is None else tenth(x.solve / 10), yes(x.solve is not None),
            GAP if x.content is None else str(x.content),
        ]  # fmt: skip


def surveys_en(k: Company, rates: Rates) -> Iterator[Row]:
    for x in surveys(k):
        yield [k.id, x.day.isoformat(), tenth(x.csat / 10), str(x.nps), *map(str, x.drivers),
               str(x.contacts)]  # fmt: skip


def _reviews(k: Company, rates: Rates) -> Iterator[Row]:
    """The account manager's half-yearly look: how much of what we deliver is made to measure."""
    c = k.chance("reviews")
    if k.prospect or c.happens(0.06):
        return
    share = 100 * max(0.0, 0.62 * k.bond * c.unit() + 0.12 * k.bond)
    start = c.below(150)
    for back in range(5, -1, -1):
        day = k.as_of - timedelta(start + back * 182)
        months_back = (k.as_of - day).days / 30
        if months_back > min(k.since, k.months) or months_back < k.until or c.happens(0.1):
            continue
        days = int(6 + 50 * (1.1 - k.bond_at(months_back)) * c.spread(0.4))
        heard = 28 + 74 * k.bond_at(months_back) + 5 * c.bell()
        yield [
            k.id, day.isoformat(), tenth(min(100.0, max(0.0, share + 3 * c.bell()))),
            gap(c, 0.1, str(days)), gap(c, 0.3, tenth(min(100.0, max(0.0, heard)))),
        ]  # fmt: skip


_QUALITY = (
    "customer_id,name,region,employees,registered_on,attitude,buys_online,"
    "quality_requirement_1,quality_requirement_2,spec_strictness,"
    "need_delivery,need_documents,need_support,need_price,"
    "brand_reference,industry_rank,market_share,industry_growth,clv_36m,churn@2.1,"
    "csat,csat_date,nps,contacts"
)


def _quality(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("quality")
    strict = 0.25 + 0.3 * c.unit() + (0.3 if k.industry.name in ("医疗器械", "汽车零部件") else 0.1)
    csat, nps, contacts, day = last_survey(k)
    needs = [rated(k, f"need {n}", 0.35 + 0.4 * c.unit(), 1)[0] for n in range(4)]
    risk = min(99.0, max(1.0, 90 - 85 * k.bond + 6 * c.bell() + (25 if k.until else 0)))
    yield [
        k.id, k.name, k.region, str(k.employees),
        f"{k.founded}-{1 + c.below(12):02}-{1 + c.below(28):02}",
        c.weighed(("quality_first", "price_first", "innovation_first"), (45, 35, 20)),
        yes(c.happens(0.4)), *rated(k, "requirement", strict, 2),
        gap(c, 0.05, str(1 + int(4.99 * strict))), *needs,
        gap(c, 0.03, yes(k.revenue > 6e8 and c.happens(0.5))),
        gap(c, 0.05, str(market_rank(k))), gap(c, 0.06, tenth(market_share(k))),
        tenth(k.industry.growth[2]), gap(c, 0.04, str(lifetime_value(k))),
        gap(c, 0.05, tenth(risk)), csat, day, nps, contacts,
    ]  # fmt: skip


_TICKETS = "customer_id,opened_on,kind,channel,first_reply_hours,solve_hours,solved,solution_csat"
_ORDERS = "customer_id,order_date,amount_cny,line,on_time,status"

KEY_ACCOUNTS = View(
    files={
        "customers.csv": (_KEY_ACCOUNTS, _key_account),
        "orders.csv": (
            "客户编号,下单日期,金额,币种,毛利,人民币金额,人民币毛利,产品线,状态", _orders_zh
        ),
        "contracts.csv": ("客户编号,签订日期,到期日期,金额,币种,已续签", _contracts_zh),
    },
    rates=True,
    prospects=False,
)  # fmt: skip
RELATIONSHIP = View(
    files={
        "customers.csv": (_RELATIONSHIP, _relationship),
        "orders.csv": (_ORDERS, orders_en),
        "tickets.csv": (_TICKETS, tickets_en),
        "surveys.csv": (
            "customer_id,survey_date,csat,nps,product,service,price,brand,contacts", surveys_en
        ),
        "reviews.csv": (
            "customer_id,review_date,tailored_share,tailoring_days,csat_heard", _reviews
        ),
    },
    prospects=False,
)  # fmt: skip
QUALITY = View(
    files={
        "customers.csv": (_QUALITY, _quality),
        "orders.csv": (_ORDERS, orders_en),
        "tickets.csv": (_TICKETS, tickets_en),
    },
    prospects=False,
)
