"""One company of the portfolio: what it is, and how it gets on with us.

Everything else (orders, surveys, answers, ...) is drawn from these few traits, so that a customer
who pays late also complains, and one who grows also orders more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chance import Chance, within
from names import (
    ABROAD,
    CITIES,
    INDUSTRIES,
    REGION_SHARE,
    REGIONS,
    Industry,
    head_name,
    member_name,
    trade_name,
)

#: Companies of a group, and how many groups in a hundred have so many.
_SIZES, _SIZE_SHARE = (1, 2, 3, 4, 6), (80, 11, 5, 3, 1)
OWNERSHIP, _OWNERSHIP_SHARE = ("private", "state", "listed", "foreign"), (62, 17, 12, 9)


@dataclass(frozen=True, slots=True)
class Company:
    """The traits. Money is in yuan, shares are between 0 and 1, months count back from as-of."""

    seed: int
    as_of: date
    months: int  # of history
    block: int  # the group's number
    part: int  # 0: its head
    number: int
    parent: int | None
    grouped: bool
    name: str
    region: str
    city: str
    currency: str
    industry: Industry
    ownership: str
    founded: int
    revenue: float  # its own sales in a year
    growth: float  # of its sales, percent a year
    need: float  # what it buys of goods like ours in a year, from everybody
    wallet: float  # our share of that
    margin: float  # our margin on it
    bond: float  # how content it is with us, 0 to 1
    drift: float  # of the bond, a year
    probity: float  # how clean its record is
    since: int  # our first delivery, months back
    until: int  # our last one, months back (0: goes on)
    prospect: bool  # nothing was ever delivered

    def chance(self, purpose: str) -> Chance:
        return Chance(self.seed, self.block, self.part, purpose)

    @property
    def id(self) -> str:
        return f"C{self.number:06}"

    @property
    def group_id(self) -> str:
        """A group goes by the number of its head."""
        return f"G{self.number - self.part:06}"

    @property
    def parent_id(self) -> str:
        return "" if self.parent is None else f"C{self.parent:06}"

    @property
    def bought(self) -> float:
        """What it buys from us in a year, at its latest pace."""
        return 0.0 if self.prospect else self.need * self.wallet

    @property
    def employees(self) -> int:
        return max(8, int(self.revenue / 1_050_000 * self.chance("staff").spread(0.25)))

    def bond_at(self, months_back: float) -> float:
        return within(0.05, self.bond - self.drift * months_back / 12, 0.97)


def companies(seed: int, as_of: date, months: int) -> Iterator[Company]:
    """The endless portfolio, group by group; a group's head comes first."""
    number = 1
    block = 0
    while True:
        many = Chance(seed, block).weighed(_SIZES, _SIZE_SHARE)
        head: Company | None = None
        for part in range(many):
            company = _company(seed, as_of, months, block, part, many, number, head)
            head = head or company
            yield company
            number += 1
        block += 1


def _company(
    seed: int,
    as_of: date,
    months: int,
    block: int,
    part: int,
    many: int,
    number: int,
    head: Company | None,
) -> Company:
    c = Chance(seed, block, part, "traits")
    region = c.weighed(REGIONS, REGION_SHARE)
    ownership = c.weighed(OWNERSHIP, _OWNERSHIP_SHARE)
    industry = c.one(INDUSTRIES)
    place, currency, parent = c.one(CITIES[region]), "CNY", None
    abroad = c.happens(0.22 if head else 0.03)
    if head is not None:  # a member takes after its head
        industry = head.industry if c.happens(0.8) else industry
        ownership = "private" if head.ownership == "listed" else head.ownership
        region = head.region if head.region in CITIES and c.happens(0.45) else region
        place = c.one(CITIES[region])
        parent = number - 1 if part > 1 and c.happens(0.4) else number - part
    if abroad:
        place, currency = c.one(ABROAD)
        region = "海外"
    trade = trade_name(block, seed)
    if head is not None:
        name = member_name(place, trade, industry.name, part - 1, abroad)
    elif abroad:
        name = f"{trade}（{place}）有限公司"
    else:
        name = head_name(place, trade, industry.name, ownership, many > 1)

    revenue = 90_000_000 * c.spread(1.25) * (2.2 if ownership in ("listed", "state") else 1.0)
    revenue = within(3_000_000, revenue * (0.4 if head else 1.6 if many > 1 else 1.0), 6e10)
    bond = within(0.12, 0.68 + 0.17 * c.bell(), 0.96)
    sliding = c.weighed((0.0, -0.28, 0.16), (78, 13, 9))
    prospect = many == 1 and not abroad and c.happens(0.12)
    new = c.happens(0.24)
    since = 1 + c.below(months - 1) if new else months + c.below(96)
    gone = not new and c.happens(0.04 + 0.22 * (1 - bond))
    return Company(
        seed=seed,
        as_of=as_of,
        months=months,
        block=block,
        part=part,
        number=number,
        parent=parent,
        grouped=many > 1,
        name=name,
        region=region,
        city=place,
        currency=currency,
        industry=industry,
        ownership=ownership,
        founded=as_of.year - 3 - int(32 * c.unit() ** 1.6) - since // 12,
        revenue=revenue,
        growth=within(-38.0, industry.growth[2] + 9.0 * c.bell() + 8.0 * (bond - 0.6), 65.0),
        need=revenue * within(0.006, 0.022 * c.spread(0.7), 0.12),
        wallet=within(0.04, bond * c.between(0.25, 1.0), 0.95),
        margin=within(0.06, 0.235 + 0.055 * c.bell(), 0.46),
        bond=bond,
        drift=sliding * c.between(0.6, 1.2) if sliding else 0.02 * c.bell(),
        probity=within(0.0, 0.82 + 0.14 * c.bell(), 1.0),
        since=since,
        until=1 + c.below(months - 8) if gone else 0,
        prospect=prospect,
    )
