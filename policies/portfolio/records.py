"""What happened with a company: orders, contracts, tickets, surveys, events; and the rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from chance import Chance, months_before, within
from company import Company

LINES = ("A", "B", "C", "D", "E")  # our product lines

#: Yuan for one of each, on the first day of the history.
_RATES = {"USD": 7.12, "EUR": 7.76, "HKD": 0.912}


@dataclass(frozen=True, slots=True)
class Rates:
    """Yuan for one unit, in ten-thousandths, from the first of each month on."""

    of: dict[tuple[str, int, int], int]

    @staticmethod
    def drawn(seed: int, as_of: date, months: int) -> Rates:
        """A slow walk a currency. It starts three years back, for the contracts."""
        found: dict[tuple[str, int, int], int] = {}
        for currency, start in _RATES.items():
            c, rate = Chance(seed, "fx", currency), start
            for back in range(max(months, 36), -1, -1):
                first = months_before(as_of, back)
                found[currency, first.year, first.month] = round(rate * 10_000)
                rate = within(start * 0.94, rate * (1 + 0.006 * c.bell()), start * 1.06)
        return Rates(found)

    def yuan(self, cents: int, currency: str, day: date) -> int:
        """The amount in hundredths of a yuan, rounded half away from zero."""
        if currency == "CNY":
            return cents
        return (2 * cents * self.of[currency, day.year, day.month] + 10_000) // 20_000

    def foreign(self, yuan: float, currency: str, day: date) -> int:
        """About that many yuan, in hundredths of the currency."""
        if currency == "CNY":
            return int(yuan * 100)
        return int(yuan * 1_000_000 / self.of[currency, day.year, day.month])


@dataclass(frozen=True, slots=True)
class Order:
    """Money is in hundredths of the order's currency."""

    day: date
    cents: int
    margin: int
    line: str
    on_time: bool
    status: str  # delivered, returned or cancelled


def orders(k: Company, rates: Rates) -> Iterator[Order]:
    """Month by month: the trend, the busy season, ups and downs, and for some the end."""
    if k.prospect:
        return
    c = k.chance("orders")
    a_year = k.bought
    pace = within(0.12, 0.55 * (a_year / 1_000_000) ** 0.38, 9.0)  # orders a month
    share = LINES[: 1 + int(within(0, (k.bond - 0.2) * 4 + (a_year > 3_000_000), 4))]
    monthly = (1 + within(-35.0, k.growth, 60.0) / 100) ** (1 / 12)
    lull = 1 + c.below(9) if k.until else 0
    back_again = k.until > 9 and c.happens(0.3)  # won back after a lull
    for back in range(min(k.since, k.months) - 1, -1, -1):
        first = months_before(k.as_of, back)
        days = 28 if back else k.as_of.day
        if back < k.until and not (back_again and back < k.until - lull - 2):
            continue
        season = 1.45 if first.month in k.industry.busy else 0.6 if first.month == 2 else 0.88
        for day in sorted(c.below(days) for _ in range(c.count(pace * season))):
            yuan = a_year / 12 / pace * monthly**-back * within(0.2, c.spread(0.45), 5.0)
            cents = max(50_000, rates.foreign(yuan, k.currency, first))
            rate = within(0.02, k.margin + 0.03 * c.bell(), 0.5)
            content = k.bond_at(back)
            fate = c.unit()
            status = (
                "cancelled" if fate < 0.02 else
                "returned" if fate < 0.02 + 0.05 * (1 - content) else "delivered"
            )  # fmt: skip
            yield Order(
                first + timedelta(day),
                cents,
                int(cents * rate),
                c.one(share),
                c.happens(0.76 + 0.22 * content),
                status,
            )


@dataclass(frozen=True, slots=True)
class Contract:
    signed: date
    ends: date
    cents: int
    renewed: bool | None  # None: it still runs


def contracts(k: Company, rates: Rates) -> Iterator[Contract]:
    """Frame contracts of a year, for those who buy enough; the content ones renew."""
    c = k.chance("contracts")
    if k.prospect or (k.bought < 300_000 and not c.happens(0.4)):
        return
    for _ in range(2 if k.bought > 4_000_000 else 1):
        start = k.as_of - timedelta(30 * min(k.since, 36) - c.below(320 if k.since > 36 else 25))
        last = k.as_of - timedelta(30 * k.until)
        while start < last:
            ends = _year_later(start)
            content = k.bond_at((k.as_of - min(ends, k.as_of)).days / 30)
            renewed = None if ends > k.as_of else ends < last and c.happens(0.52 + 0.46 * content)
            yuan = k.bought * c.between(0.55, 0.95)
            yield Contract(start, ends, rates.foreign(yuan, k.currency, start), renewed)
            start = ends + timedelta(1 if renewed else 60 + c.below(150))


def _year_later(day: date) -> date:
    """The last day of the year that begins on the day."""
    month, of = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    return date(day.year + 1, month, of) - timedelta(1)


@dataclass(frozen=True, slots=True)
class Ticket:
    opened: date
    kind: str  # complaint or question
    channel: str  # hotline, online or manager
    reply: int | None  # tenths of an hour; None: nobody has answered yet
    solve: int | None  # tenths of an hour; None: not solved
    content: int | None  # with the solution, 0 to 100


def tickets(k: Company) -> Iterator[Ticket]:
    if k.prospect:
        return
    c = k.chance("tickets")
    pace = within(0.04, 0.3 * (k.bought / 1_000_000) ** 0.35, 2.5)
    for back in range(min(k.since, k.months) - 1, k.until - 1, -1):
        first = months_before(k.as_of, back)
        bond = k.bond_at(back)
        for _ in range(c.count(pace * (1.5 - bond))):
            day = first + timedelta(c.below(28 if back else k.as_of.day))
            reply = within(0.2, 9.0 * (1.15 - bond) ** 1.5 * c.spread(0.75), 160.0)
            solve = within(reply, reply * 2 + 40 * (1.15 - bond) * c.spread(0.8), 900.0)
            waits = back == 0 and (k.as_of - day).days < 2 and c.happens(0.5)
            solved = not waits and c.happens(0.55 + 0.43 * bond)
            told = solved and c.happens(0.6)
            yield Ticket(
                day,
                "complaint" if c.happens(0.5 - 0.35 * bond) else "question",
                c.weighed(("hotline", "online", "manager"), (45, 35, 20)),
                None if waits else int(reply * 10),
                int(solve * 10) if solved else None,
                int(within(0, 100 * bond + 22 + 10 * c.bell(), 100)) if told else None,
            )


@dataclass(frozen=True, slots=True)
class Survey:
    """The mean over the contacts who answered; 0 to 100, but `nps` is -100 to 100."""

    day: date
    csat: int  # tenths
    nps: int
    drivers: tuple[int, int, int, int]  # product, service, price, brand
    contacts: int


def surveys(k: Company) -> Iterator[Survey]:
    """Twice a year; one in ten is never asked, and an answer in five does not come."""
    c = k.chance("surveys")
    if k.prospect or not c.happens(0.88 if k.bought < 2_000_000 else 0.97):
        return
    for back in range(min(k.since, k.months) - 2, -1, -6):
        first = months_before(k.as_of, max(back, k.until))
        day = first + timedelta(c.below(28 if max(back, k.until) else k.as_of.day))
        bond = k.bond_at(back)
        level = 28 + 74 * bond
        csat = within(8, level + 3.2 * c.bell(), 100)
        nps = int(within(-100, 2.2 * level - 135 + 11 * c.bell(), 100))
        product, service, price, brand = (
            int(within(5, level + shift + 7 * c.bell(), 100)) for shift in (3, 0, -9, 4)
        )
        if c.happens(0.78) and (back == 0 or back >= k.until):
            drivers = (product, service, price, brand)
            yield Survey(day, int(csat * 10), nps, drivers, 1 + c.below(5))


def events(k: Company) -> Iterator[tuple[date, str]]:
    """What makes us look again: `name_change`, `restructuring`, `new_shareholder`, `relocation`."""
    c = k.chance("events")
    first = months_before(k.as_of, k.months)
    for kind, often in (
        ("name_change", 0.05 + 0.12 * (1 - k.probity)),
        ("restructuring", 0.03),
        ("new_shareholder", 0.05),
        ("relocation", 0.04),
    ):
        for _ in range(c.count(often)):
            yield c.day(first, k.as_of), kind
