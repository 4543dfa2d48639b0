"""What `customer-screening` and `regional-tiers` read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chance import within
from company import Company
from facts import (
    GAP,
    ago,
    answer,
    bought_since,
    gap,
    last_survey,
    lifetime_value,
    market_rank,
    rated,
    renewal,
    tenth,
    yes,
)
from records import Rates, contracts
from view import Row, View
from views_sales import orders_en, tickets_en

_EN = ("yes", "no")
_DOCUMENTS = ("financial_statements", "bank_statements", "supplier_references", "credit_report")

_SCREENING = ",".join((
    "customer_id,name,population,region,industry,contact_email,tax_number,"
    "core_need_1,core_need_2,additional_need_1,additional_need_2,"
    "sales_statement,sales_statement_date,bank_rating,clv_36m,retained,"
    "invited_12m,attended_12m,suggestions_12m,feedback,nps,nps_contacts,nps_date,"
    "market_fit,reputation,match",
    *(f"{d},{d}_date" for d in _DOCUMENTS),
))  # fmt: skip


def _screened(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("screening")
    fit = within(0, 0.25 + 0.55 * k.bond + 0.1 * c.bell(), 1)
    strength = within(0, 0.3 + 0.45 * k.probity + 0.12 * c.bell(), 0.999)
    invited = 0 if k.prospect else c.below(7)
    attended = sum(c.happens(0.25 + 0.6 * k.bond) for _ in range(invited))
    _, nps, contacts, day = last_survey(k)
    digits = "".join(str(c.below(10)) for _ in range(8))
    new = [*(rated(k, x, fit, 1)[0] for x in ("market", "reputation", "match"))]
    yield [
        k.id, k.name, "prospect" if k.prospect else "customer", k.region, k.industry.name,
        f"{k.id.lower()}@example.com", f"9100{digits}XXXXXX",
        *rated(k, "core", fit + 0.12, 2), *rated(k, "additional", fit - 0.05, 2),
        gap(c, 0.06, f"{int(k.revenue / 10_000)}万"), ago(k, int(30 + 500 * c.unit() ** 2)),
        gap(c, 0.1, ("D", "C", "B", "A")[int(4 * strength)]),
        GAP if k.prospect else gap(c, 0.05, str(lifetime_value(k))),
        GAP if k.prospect else yes(not k.until),
        *([GAP] * 4 if k.prospect else [
            str(invited), str(attended), str(c.count(2.2 * k.bond)),
            gap(c, 0.1, str(int(within(1, 1 + 4.4 * k.bond + 0.5 * c.bell(), 5)))),
        ]),
        nps, contacts, day, *new,
        *(
            x for name in _DOCUMENTS
            for x in answer(k, name, 0.62 + 0.35 * k.probity, 0.06, 430, _EN)
        ),
    ]  # fmt: skip


def _contracts_en(k: Company, rates: Rates) -> Iterator[Row]:
    for x in contracts(k, rates):
        if x.renewed is not None:
            yield [k.id, x.signed.isoformat(), x.ends.isoformat(), yes(x.renewed)]


_REGIONAL = "客户编号,客户名称,大区,近12个月采购额,近12个月订单数,合作年限,续约率,行业排名,逾期天数"


def _regional(k: Company, rates: Rates) -> Iterator[Row]:
    c = k.chance("regional")
    total, count, _ = bought_since(k, rates, _year_before(k))
    kept, ended = renewal(k, rates)
    late = int(150 * (1 - k.probity) * c.unit() ** 2) if c.happens(0.5) else 0
    yield [
        k.id, k.name, k.region, f"{total // 100}.{total % 100:02}", str(count),
        str(k.since // 12), tenth(100 * kept / ended) if ended else GAP,
        gap(c, 0.08, str(market_rank(k))), gap(c, 0.03, str(late)),
    ]  # fmt: skip


def _year_before(k: Company) -> date:
    day, month = k.as_of.day, k.as_of.month
    return k.as_of.replace(year=k.as_of.year - 1, day=28 if (month, day) == (2, 29) else day)


SCREENING = View(
    files={
        "customers.csv": (_SCREENING, _screened),
        "orders.csv": ("customer_id,order_date,amount_cny,line,on_time,status", orders_en),
        "contracts.csv": ("customer_id,signed_on,ends_on,renewed", _contracts_en),
        "tickets.csv": (
            "customer_id,opened_on,kind,channel,first_reply_hours,solve_hours,solved,solution_csat",
            tickets_en,
        ),
    },
)
REGIONAL = View(files={"customers.csv": (_REGIONAL, _regional)}, prospects=False)
