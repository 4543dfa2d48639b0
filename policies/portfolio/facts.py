"""What people know, judge and answer about a company, as cells of a file."""

from __future__ import annotations

from datetime import date, timedelta

from chance import Chance, within
from company import Company
from records import Rates, contracts, orders, surveys, tickets

GAP = ""


def tenth(x: float) -> str:
    """At most one decimal: `12.5`, `40`."""
    n = round(x * 10)
    sign, n = ("-" if n < 0 else ""), abs(n)
    return f"{sign}{n // 10}.{n % 10}" if n % 10 else f"{sign}{n // 10}"


def cents(n: int) -> str:
    return f"{n // 100}.{n % 100:02}"


def grouped(yuan: float) -> str:
    """As an ERP exports it: `12,345,600.00`."""
    return f"{int(yuan / 100) * 100:,}.00"


def yes(x: bool) -> str:
    return "yes" if x else "no"


def shi(x: bool) -> str:
    return "是" if x else "否"


def ago(k: Company, days: int) -> str:
    return (k.as_of - timedelta(days)).isoformat()


def gap(c: Chance, share: float, cell: str) -> str:
    """The cell, or nothing."""
    return GAP if c.happens(share) else cell


def rated(k: Company, item: str, level: float, raters: int) -> list[str]:
    """What each rater gives, 1 to 5: near each other, seldom far apart, now and then nothing."""
    c = k.chance("rated " + item)
    true = 1 + 4 * within(0, level + 0.12 * c.bell(), 1)
    off = 0.9 if c.happens(0.05) else 0.3
    return [
        gap(c, 0.02, str(int(within(1, true + off * c.bell() + 0.5, 5)))) for _ in range(raters)
    ]


def answer(
    k: Company, item: str, yes_share: float, unknown: float, old: int, words: tuple[str, str]
) -> list[str]:
    """An answer of a checklist and the day of its evidence, up to so many days old."""
    c = k.chance("answer " + item)
    if c.happens(unknown):
        return [c.one(("", "不清楚")) if words[0] == "是" else c.one(("", "unknown")), GAP]
    said = words[0] if c.happens(yes_share) else words[1]
    return [said, ago(k, int(old * c.unit() ** 1.4))]


def market_rank(k: Company) -> int:
    return int(within(1, (4e9 / k.revenue) ** 0.85 * k.chance("rank").between(0.7, 1.5), 300))


def market_share(k: Company) -> float:
    return within(
        0.1, 42 * k.revenue / (k.revenue + 3.6e9) * k.chance("share").between(0.7, 1.3), 60
    )


def renewal(k: Company, rates: Rates) -> tuple[int, int]:
    """Contracts that were renewed, and contracts that ended."""
    ended = [x.renewed for x in contracts(k, rates) if x.renewed is not None]
    return sum(ended), len(ended)


def bought_since(k: Company, rates: Rates, first: date) -> tuple[int, int, int]:
    """Delivered after the day: hundredths of yuan, orders, and product lines."""
    total, count, lines = 0, 0, set()
    for x in orders(k, rates):
        if x.day > first and x.status == "delivered":
            total += rates.yuan(x.cents, k.currency, x.day)
            count += 1
            lines.add(x.line)
    return total, count, len(lines)


def lifetime_value(k: Company) -> int:
    """Margin of the next three years in yuan, less the chance of losing the customer."""
    stays = 0.0 if k.until else within(0.3, 0.55 + 0.42 * k.bond, 0.98)
    grows = 1 + within(-20, k.growth, 30) / 100
    value = sum((stays * grows / 1.08) ** year for year in (1, 2, 3))
    return int(k.bought * k.margin * value / 100) * 100


def last_survey(k: Company) -> tuple[str, str, str, str]:
    """csat, nps, contacts who answered, day; four gaps where there was none."""
    last = None
    for x in surveys(k):
        last = x
    if last is None:
        return GAP, GAP, GAP, GAP
    return tenth(last.csat / 10), str(last.nps), str(last.contacts), last.day.isoformat()


def by_channel(k: Company) -> dict[str, int]:
    """Tickets of the last year by the way they came in."""
    found = {"hotline": 0, "online": 0, "manager": 0}
    for x in tickets(k):
        if (k.as_of - x.opened).days < 365:
            found[x.channel] += 1
    return found
