"""The reference policy as a person would write it in Python: one flat function, no policy engine.

It takes a canonical row of `policy.yaml` and gives the same tuple as the generated short form:
outcome, tier, score, then hit, points and contribution of each criterion, the answers of the
flags, and the discount. Thresholds stand at the scales of the columns (money and percent 4
decimals, number 6), points in thousandths, contributions at 7 decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# word: (hit, points, contribution)
REGION = {
    "east": (0, 100_000, 40_000_000),
    "south": (1, 85_000, 34_000_000),
    "north": (2, 70_000, 28_000_000),
    "centre": (3, 60_000, 24_000_000),
    "west": (4, 50_000, 20_000_000),
    "abroad": (5, 30_000, 12_000_000),
}
INDUSTRY = {
    "machinery": (0, 100_000, 40_000_000),
    "energy": (1, 80_000, 32_000_000),
    "chemicals": (2, 70_000, 28_000_000),
    "food": (3, 60_000, 24_000_000),
    "retail": (4, 40_000, 16_000_000),
    "other": (5, 20_000, 8_000_000),
}
OWNERSHIP = {
    "listed": (0, 100_000, 30_000_000),
    "state": (1, 90_000, 27_000_000),
    "fund": (2, 75_000, 22_500_000),
    "private": (3, 60_000, 18_000_000),
    "family": (4, 60_000, 18_000_000),
    "unclear": (5, 0, 0),
}
CHANNEL = {
    "direct": (0, 100_000, 20_000_000),
    "partner": (1, 80_000, 16_000_000),
    "tender": (2, 70_000, 14_000_000),
    "agent": (3, 50_000, 10_000_000),
    "online": (4, 40_000, 8_000_000),
    "walk_in": (5, 10_000, 2_000_000),
}


def decide(row: Sequence[Any]) -> tuple[Any, ...]:
    (
        _, revenue_12m, revenue_growth, margin_12m, orders_12m, order_frequency, response_hours,
        payment_delay, csat, nps, complaint_rate, product_lines, tenure_years, region, industry,
        ownership, channel, share_of_wallet, growth_3y, headcount, sites, rd_spend,
        contract_years, overdue_days, disputes, top_supplier_share, errors,
    ) = row  # fmt: skip
    total = 0
    left = 10_000

    if revenue_12m is None:
        revenue_hit = revenue = revenue_share = None
        left -= 1200
    elif revenue_12m >= 500_000_000_000:
        revenue_hit, revenue, revenue_share = 0, 100_000, 120_000_000
        total += 120_000_000
    elif revenue_12m >= 100_000_000_000:
        revenue_hit, revenue, revenue_share = 1, 80_000, 96_000_000
        total += 96_000_000
    elif revenue_12m >= 20_000_000_000:
        revenue_hit, revenue, revenue_share = 2, 60_000, 72_000_000
        total += 72_000_000
    elif revenue_12m >= 5_000_000_000:
        revenue_hit, revenue, revenue_share = 3, 40_000, 48_000_000
        total += 48_000_000
    elif revenue_12m >= 1_000_000_000:
        revenue_hit, revenue, revenue_share = 4, 20_000, 24_000_000
        total += 24_000_000
    else:
        revenue_hit, revenue, revenue_share = 5, 0, 0

    if revenue_growth is None:
        growth_1y_hit = growth_1y = growth_1y_share = None
        left -= 600
    elif revenue_growth >= 500_000:
        growth_1y_hit, growth_1y, growth_1y_share = 0, 100_000, 60_000_000
        total += 60_000_000
    elif revenue_growth >= 250_000:
        growth_1y_hit, growth_1y, growth_1y_share = 1, 80_000, 48_000_000
        total += 48_000_000
    elif revenue_growth >= 100_000:
        growth_1y_hit, growth_1y, growth_1y_share = 2, 60_000, 36_000_000
        total += 36_000_000
    elif revenue_growth >= 0:
        growth_1y_hit, growth_1y, growth_1y_share = 3, 40_000, 24_000_000
        total += 24_000_000
    elif revenue_growth >= -100_000:
        growth_1y_hit, growth_1y, growth_1y_share = 4, 20_000, 12_000_000
        total += 12_000_000
    else:
        growth_1y_hit, growth_1y, growth_1y_share = 5, 0, 0

    if margin_12m is None:
        margin_hit = margin = margin_share = None
        left -= 1000
    elif margin_12m >= 50_000_000_000:
        margin_hit, margin, margin_share = 0, 100_000, 100_000_000
        total += 100_000_000
    elif margin_12m >= 10_000_000_000:
        margin_hit, margin, margin_share = 1, 80_000, 80_000_000
        total += 80_000_000
    elif margin_12m >= 2_000_000_000:
        margin_hit, margin, margin_share = 2, 60_000, 60_000_000
        total += 60_000_000
    elif margin_12m >= 500_000_000:
        margin_hit, margin, margin_share = 3, 40_000, 40_000_000
        total += 40_000_000
    elif margin_12m >= 0:
        margin_hit, margin, margin_share = 4, 20_000, 20_000_000
        total += 20_000_000
    else:
        margin_hit, margin, margin_share = 5, 0, 0

    if orders_12m is None:
        orders_hit = orders = orders_share = None
        left -= 500
    elif orders_12m >= 100:
        orders_hit, orders, orders_share = 0, 100_000, 50_000_000
        total += 50_000_000
    elif orders_12m >= 50:
        orders_hit, orders, orders_share = 1, 80_000, 40_000_000
        total += 40_000_000
    elif orders_12m >= 20:
        orders_hit, orders, orders_share = 2, 60_000, 30_000_000
        total += 30_000_000
    elif orders_12m >= 5:
        orders_hit, orders, orders_share = 3, 40_000, 20_000_000
        total += 20_000_000
    elif orders_12m >= 1:
        orders_hit, orders, orders_share = 4, 20_000, 10_000_000
        total += 10_000_000
    else:
        orders_hit, orders, orders_share = 5, 0, 0

    if order_frequency is None:
        frequency_hit = frequency = frequency_share = None
        left -= 400
    elif order_frequency >= 8_000_000:
        frequency_hit, frequency, frequency_share = 0, 100_000, 40_000_000
        total += 40_000_000
    elif order_frequency >= 4_000_000:
        frequency_hit, frequency, frequency_share = 1, 80_000, 32_000_000
        total += 32_000_000
    elif order_frequency >= 2_000_000:
        frequency_hit, frequency, frequency_share = 2, 60_000, 24_000_000
        total += 24_000_000
    elif order_frequency >= 1_000_000:
        frequency_hit, frequency, frequency_share = 3, 40_000, 16_000_000
        total += 16_000_000
    elif order_frequency >= 500_000:
        frequency_hit, frequency, frequency_share = 4, 20_000, 8_000_000
        total += 8_000_000
    else:
        frequency_hit, frequency, frequency_share = 5, 0, 0

    if response_hours is None:
        response_hit = response = response_share = None
        left -= 400
    elif response_hours <= 1_000_000:
        response_hit, response, response_share = 0, 100_000, 40_000_000
        total += 40_000_000
    elif response_hours <= 4_000_000:
        response_hit, response, response_share = 1, 80_000, 32_000_000
        total += 32_000_000
    elif response_hours <= 8_000_000:
        response_hit, response, response_share = 2, 60_000, 24_000_000
        total += 24_000_000
    elif response_hours <= 24_000_000:
        response_hit, response, response_share = 3, 40_000, 16_000_000
        total += 16_000_000
    elif response_hours <= 72_000_000:
        response_hit, response, response_share = 4, 20_000, 8_000_000
        total += 8_000_000
    else:
        response_hit, response, response_share = 5, 0, 0

    if payment_delay is None:
        payment_hit = payment = payment_share = None
        left -= 600
    elif payment_delay <= 0:
        payment_hit, payment, payment_share = 0, 100_000, 60_000_000
        total += 60_000_000
    elif payment_delay <= 5:
        payment_hit, payment, payment_share = 1, 80_000, 48_000_000
        total += 48_000_000
    elif payment_delay <= 15:
        payment_hit, payment, payment_share = 2, 60_000, 36_000_000
        total += 36_000_000
    elif payment_delay <= 30:
        payment_hit, payment, payment_share = 3, 40_000, 24_000_000
        total += 24_000_000
    elif payment_delay <= 60:
        payment_hit, payment, payment_share = 4, 20_000, 12_000_000
        total += 12_000_000
    else:
        payment_hit, payment, payment_share = 5, 0, 0

    if csat is None:
        satisfaction_hit = satisfaction = satisfaction_share = None
        left -= 700
    elif csat >= 900_000:
        satisfaction_hit, satisfaction, satisfaction_share = 0, 100_000, 70_000_000
        total += 70_000_000
    elif csat >= 800_000:
        satisfaction_hit, satisfaction, satisfaction_share = 1, 80_000, 56_000_000
        total += 56_000_000
    elif csat >= 700_000:
        satisfaction_hit, satisfaction, satisfaction_share = 2, 60_000, 42_000_000
        total += 42_000_000
    elif csat >= 600_000:
        satisfaction_hit, satisfaction, satisfaction_share = 3, 40_000, 28_000_000
        total += 28_000_000
    elif csat >= 500_000:
        satisfaction_hit, satisfaction, satisfaction_share = 4, 20_000, 14_000_000
        total += 14_000_000
    else:
        satisfaction_hit, satisfaction, satisfaction_share = 5, 0, 0

    if nps is None:
        promoters_hit = promoters = promoters_share = None
        left -= 300
    elif nps >= 60_000_000:
        promoters_hit, promoters, promoters_share = 0, 100_000, 30_000_000
        total += 30_000_000
    elif nps >= 30_000_000:
        promoters_hit, promoters, promoters_share = 1, 80_000, 24_000_000
        total += 24_000_000
    elif nps >= 10_000_000:
        promoters_hit, promoters, promoters_share = 2, 60_000, 18_000_000
        total += 18_000_000
    elif nps >= 0:
        promoters_hit, promoters, promoters_share = 3, 40_000, 12_000_000
        total += 12_000_000
    elif nps >= -30_000_000:
        promoters_hit, promoters, promoters_share = 4, 20_000, 6_000_000
        total += 6_000_000
    else:
        promoters_hit, promoters, promoters_share = 5, 0, 0

    if complaint_rate is None:
        complaints_hit = complaints = complaints_share = None
        left -= 300
    elif complaint_rate <= 5_000:
        complaints_hit, complaints, complaints_share = 0, 100_000, 30_000_000
        total += 30_000_000
    elif complaint_rate <= 10_000:
        complaints_hit, complaints, complaints_share = 1, 80_000, 24_000_000
        total += 24_000_000
    elif complaint_rate <= 20_000:
        complaints_hit, complaints, complaints_share = 2, 60_000, 18_000_000
        total += 18_000_000
    elif complaint_rate <= 50_000:
        complaints_hit, complaints, complaints_share = 3, 40_000, 12_000_000
        total += 12_000_000
    elif complaint_rate <= 100_000:
        complaints_hit, complaints, complaints_share = 4, 20_000, 6_000_000
        total += 6_000_000
    else:
        complaints_hit, complaints, complaints_share = 5, 0, 0

    if product_lines is None:
        lines_hit = lines = lines_share = None
        left -= 300
    elif product_lines >= 10:
        lines_hit, lines, lines_share = 0, 100_000, 30_000_000
        total += 30_000_000
    elif product_lines >= 6:
        lines_hit, lines, lines_share = 1, 80_000, 24_000_000
        total += 24_000_000
    elif product_lines >= 4:
        lines_hit, lines, lines_share = 2, 60_000, 18_000_000
        total += 18_000_000
    elif product_lines >= 2:
        lines_hit, lines, lines_share = 3, 40_000, 12_000_000
        total += 12_000_000
    elif product_lines >= 1:
        lines_hit, lines, lines_share = 4, 20_000, 6_000_000
        total += 6_000_000
    else:
        lines_hit, lines, lines_share = 5, 0, 0

    if tenure_years is None:
        tenure_hit = tenure = tenure_share = None
        left -= 400
    elif tenure_years >= 10_000_000:
        tenure_hit, tenure, tenure_share = 0, 100_000, 40_000_000
        total += 40_000_000
    elif tenure_years >= 5_000_000:
        tenure_hit, tenure, tenure_share = 1, 80_000, 32_000_000
        total += 32_000_000
    elif tenure_years >= 3_000_000:
        tenure_hit, tenure, tenure_share = 2, 60_000, 24_000_000
        total += 24_000_000
    elif tenure_years >= 1_000_000:
        tenure_hit, tenure, tenure_share = 3, 40_000, 16_000_000
        total += 16_000_000
    elif tenure_years >= 500_000:
        tenure_hit, tenure, tenure_share = 4, 20_000, 8_000_000
        total += 8_000_000
    else:
        tenure_hit, tenure, tenure_share = 5, 0, 0

    if region is None:
        where_hit = where = where_share = None
        left -= 400
    else:
        where_hit, where, where_share = REGION[region]
        total += where_share
    if industry is None:
        branch_hit = branch = branch_share = None
        left -= 400
    else:
        branch_hit, branch, branch_share = INDUSTRY[industry]
        total += branch_share
    if ownership is None:
        owner_kind_hit = owner_kind = owner_kind_share = None
        left -= 300
    else:
        owner_kind_hit, owner_kind, owner_kind_share = OWNERSHIP[ownership]
        total += owner_kind_share
    if channel is None:
        way_in_hit = way_in = way_in_share = None
        left -= 200
    else:
        way_in_hit, way_in, way_in_share = CHANNEL[channel]
        total += way_in_share

    if share_of_wallet is None:
        wallet_hit = wallet = wallet_share = None
        left -= 700
    else:
        if share_of_wallet >= 600_000:
            wallet_hit, wallet = 2, 100_000
        else:
            wallet_hit, wallet = 1, (share_of_wallet + 3) // 6
        wallet_share = wallet * 700
        total += wallet_share
    if growth_3y is None:
        potential_hit = potential = potential_share = None
        left -= 500
    else:
        if growth_3y < 0:
            potential_hit = potential = 0
        elif growth_3y >= 300_000:
            potential_hit, potential = 2, 100_000
        else:
            potential_hit, potential = 1, (2 * growth_3y + 3) // 6
        potential_share = potential * 500
        total += potential_share

    # unknown only where the known parts do not settle it
    if rd_spend is not None and rd_spend > 10_000_000_000:
        sizeable = True
    elif (headcount is not None and headcount < 200) or (sites is not None and sites < 2):
        sizeable = None if rd_spend is None else False
    elif headcount is None or sites is None:
        sizeable = None
    else:
        sizeable = True
    if sizeable is None:
        size_hit = size = size_share = None
        left -= 400
    elif sizeable:
        size_hit, size, size_share = 0, 100_000, 40_000_000
        total += 40_000_000
    else:
        size_hit, size, size_share = 1, 30_000, 12_000_000
        total += 12_000_000

    if contract_years is None:
        committed = False if share_of_wallet is not None and share_of_wallet <= 250_000 else None
    elif contract_years < 3_000_000:
        committed = False
    else:
        committed = None if share_of_wallet is None else share_of_wallet > 250_000
    if committed is None:
        commitment_hit = commitment = commitment_share = None
        left -= 400
    elif committed:
        commitment_hit, commitment, commitment_share = 0, 100_000, 40_000_000
        total += 40_000_000
    else:
        commitment_hit, commitment, commitment_share = 1, 0, 0

    overdue = "unknown" if overdue_days is None else "yes" if overdue_days > 90 else "no"
    disputed = "unknown" if disputes is None else "yes" if disputes >= 3 else "no"
    if top_supplier_share is None:
        late = contract_years is not None and contract_years >= 1_000_000
        concentrated = "no" if late else "unknown"
    elif top_supplier_share <= 800_000:
        concentrated = "no"
    elif contract_years is None:
        concentrated = "unknown"
    else:
        concentrated = "yes" if contract_years < 1_000_000 else "no"

    if left == 0:
        score = None
    else:
        score = total if left == 10_000 else (20_000 * total + left) // (2 * left)
        if concentrated == "yes":
            score -= 50_000_000
            if score < 0:
                score = 0

    # evidence counts the same weights as are left, for every criterion is reallocated
    if errors is not None:
        outcome, tier, score = "error", None, None
    elif overdue == "yes":
        outcome, tier = "decided", "standard"
    elif score is None or left < 5_000:
        outcome, tier = "refer", None
    else:
        outcome = "decided"
        if score >= 600_000_000 and disputed != "yes":
            tier = "strategic" if score >= 750_000_000 else "key"
        else:
            tier = "growth" if score >= 450_000_000 else "standard"

    if tier is None or tier == "standard":
        discount = None
    else:
        # the quotient is rounded to 6 decimals, then the percentage to 4
        discount = 50_000 + ((score + 50) // 100 + 50) // 100
        if discount > 150_000:
            discount = 150_000

    return (
        outcome, tier, score,
        revenue_hit, revenue, revenue_share,
        growth_1y_hit, growth_1y, growth_1y_share,
        margin_hit, margin, margin_share,
        orders_hit, orders, orders_share,
        frequency_hit, frequency, frequency_share,
        response_hit, response, response_share,
        payment_hit, payment, payment_share,
        satisfaction_hit, satisfaction, satisfaction_share,
        promoters_hit, promoters, promoters_share,
        complaints_hit, complaints, complaints_share,
        lines_hit, lines, lines_share,
        tenure_hit, tenure, tenure_share,
        where_hit, where, where_share,
        branch_hit, branch, branch_share,
        owner_kind_hit, owner_kind, owner_kind_share,
        way_in_hit, way_in, way_in_share,
        wallet_hit, wallet, wallet_share,
        potential_hit, potential, potential_share,
        size_hit, size, size_share,
        commitment_hit, commitment, commitment_share,
        overdue, disputed, concentrated, discount,
    )  # fmt: skip
