-- The reference policy as a person would write it in DuckDB SQL: no policy engine, the same columns.
-- Reads canonical rows of policy.yaml from `customers` (money and percent 4 decimals, number 6).
WITH derived AS (
  SELECT *,
    headcount >= 200 AND sites >= 2 OR rd_spend > 10000000000 AS sizeable,
    contract_years >= 3000000 AND share_of_wallet > 250000 AS committed,
    overdue_days > 90 AS overdue,
    disputes >= 3 AS disputed,
    top_supplier_share > 800000 AND contract_years < 1000000 AS concentrated
  FROM customers
),
points AS (
  SELECT *,
    CASE WHEN revenue_12m IS NULL THEN NULL WHEN revenue_12m >= 500000000000 THEN 0 WHEN revenue_12m >= 100000000000 THEN 1 WHEN revenue_12m >= 20000000000 THEN 2 WHEN revenue_12m >= 5000000000 THEN 3 WHEN revenue_12m >= 1000000000 THEN 4 ELSE 5 END::BIGINT AS revenue_hit,
    CASE WHEN revenue_12m IS NULL THEN NULL WHEN revenue_12m >= 500000000000 THEN 100000 WHEN revenue_12m >= 100000000000 THEN 80000 WHEN revenue_12m >= 20000000000 THEN 60000 WHEN revenue_12m >= 5000000000 THEN 40000 WHEN revenue_12m >= 1000000000 THEN 20000 ELSE 0 END::BIGINT AS revenue_points,
    CASE WHEN revenue_growth IS NULL THEN NULL WHEN revenue_growth >= 500000 THEN 0 WHEN revenue_growth >= 250000 THEN 1 WHEN revenue_growth >= 100000 THEN 2 WHEN revenue_growth >= 0 THEN 3 WHEN revenue_growth >= -100000 THEN 4 ELSE 5 END::BIGINT AS growth_1y_hit,
    CASE WHEN revenue_growth IS NULL THEN NULL WHEN revenue_growth >= 500000 THEN 100000 WHEN revenue_growth >= 250000 THEN 80000 WHEN revenue_growth >= 100000 THEN 60000 WHEN revenue_growth >= 0 THEN 40000 WHEN revenue_growth >= -100000 THEN 20000 ELSE 0 END::BIGINT AS growth_1y_points,
    CASE WHEN margin_12m IS NULL THEN NULL WHEN margin_12m >= 50000000000 THEN 0 WHEN margin_12m >= 10000000000 THEN 1 WHEN margin_12m >= 2000000000 THEN 2 WHEN margin_12m >= 500000000 THEN 3 WHEN margin_12m >= 0 THEN 4 ELSE 5 END::BIGINT AS margin_hit,
    CASE WHEN margin_12m IS NULL THEN NULL WHEN margin_12m >= 50000000000 THEN 100000 WHEN margin_12m >= 10000000000 THEN 80000 WHEN margin_12m >= 2000000000 THEN 60000 WHEN margin_12m >= 500000000 THEN 40000 WHEN margin_12m >= 0 THEN 20000 ELSE 0 END::BIGINT AS margin_points,
    CASE WHEN orders_12m IS NULL THEN NULL WHEN orders_12m >= 100 THEN 0 WHEN orders_12m >= 50 THEN 1 WHEN orders_12m >= 20 THEN 2 WHEN orders_12m >= 5 THEN 3 WHEN orders_12m >= 1 THEN 4 ELSE 5 END::BIGINT AS orders_hit,
    CASE WHEN orders_12m IS NULL THEN NULL WHEN orders_12m >= 100 THEN 100000 WHEN orders_12m >= 50 THEN 80000 WHEN orders_12m >= 20 THEN 60000 WHEN orders_12m >= 5 THEN 40000 WHEN orders_12m >= 1 THEN 20000 ELSE 0 END::BIGINT AS orders_points,
    CASE WHEN order_frequency IS NULL THEN NULL WHEN order_frequency >= 8000000 THEN 0 WHEN order_frequency >= 4000000 THEN 1 WHEN order_frequency >= 2000000 THEN 2 WHEN order_frequency >= 1000000 THEN 3 WHEN order_frequency >= 500000 THEN 4 ELSE 5 END::BIGINT AS frequency_hit,
    CASE WHEN order_frequency IS NULL THEN NULL WHEN order_frequency >= 8000000 THEN 100000 WHEN order_frequency >= 4000000 THEN 80000 WHEN order_frequency >= 2000000 THEN 60000 WHEN order_frequency >= 1000000 THEN 40000 WHEN order_frequency >= 500000 THEN 20000 ELSE 0 END::BIGINT AS frequency_points,
    CASE WHEN response_hours IS NULL THEN NULL WHEN response_hours <= 1000000 THEN 0 WHEN response_hours <= 4000000 THEN 1 WHEN response_hours <= 8000000 THEN 2 WHEN response_hours <= 24000000 THEN 3 WHEN response_hours <= 72000000 THEN 4 ELSE 5 END::BIGINT AS response_hit,
    CASE WHEN response_hours IS NULL THEN NULL WHEN response_hours <= 1000000 THEN 100000 WHEN response_hours <= 4000000 THEN 80000 WHEN response_hours <= 8000000 THEN 60000 WHEN response_hours <= 24000000 THEN 40000 WHEN response_hours <= 72000000 THEN 20000 ELSE 0 END::BIGINT AS response_points,
    CASE WHEN payment_delay IS NULL THEN NULL WHEN payment_delay <= 0 THEN 0 WHEN payment_delay <= 5 THEN 1 WHEN payment_delay <= 15 THEN 2 WHEN payment_delay <= 30 THEN 3 WHEN payment_delay <= 60 THEN 4 ELSE 5 END::BIGINT AS payment_hit,
    CASE WHEN payment_delay IS NULL THEN NULL WHEN payment_delay <= 0 THEN 100000 WHEN payment_delay <= 5 THEN 80000 WHEN payment_delay <= 15 THEN 60000 WHEN payment_delay <= 30 THEN 40000 WHEN payment_delay <= 60 THEN 20000 ELSE 0 END::BIGINT AS payment_points,
    CASE WHEN csat IS NULL THEN NULL WHEN csat >= 900000 THEN 0 WHEN csat >= 800000 THEN 1 WHEN csat >= 700000 THEN 2 WHEN csat >= 600000 THEN 3 WHEN csat >= 500000 THEN 4 ELSE 5 END::BIGINT AS satisfaction_hit,
    CASE WHEN csat IS NULL THEN NULL WHEN csat >= 900000 THEN 100000 WHEN csat >= 800000 THEN 80000 WHEN csat >= 700000 THEN 60000 WHEN csat >= 600000 THEN 40000 WHEN csat >= 500000 THEN 20000 ELSE 0 END::BIGINT AS satisfaction_points,
    CASE WHEN nps IS NULL THEN NULL WHEN nps >= 60000000 THEN 0 WHEN nps >= 30000000 THEN 1 WHEN nps >= 10000000 THEN 2 WHEN nps >= 0 THEN 3 WHEN nps >= -30000000 THEN 4 ELSE 5 END::BIGINT AS promoters_hit,
    CASE WHEN nps IS NULL THEN NULL WHEN nps >= 60000000 THEN 100000 WHEN nps >= 30000000 THEN 80000 WHEN nps >= 10000000 THEN 60000 WHEN nps >= 0 THEN 40000 WHEN nps >= -30000000 THEN 20000 ELSE 0 END::BIGINT AS promoters_points,
    CASE WHEN complaint_rate IS NULL THEN NULL WHEN complaint_rate <= 5000 THEN 0 WHEN complaint_rate <= 10000 THEN 1 WHEN complaint_rate <= 20000 THEN 2 WHEN complaint_rate <= 50000 THEN 3 WHEN complaint_rate <= 100000 THEN 4 ELSE 5 END::BIGINT AS complaints_hit,
    CASE WHEN complaint_rate IS NULL THEN NULL WHEN complaint_rate <= 5000 THEN 100000 WHEN complaint_rate <= 10000 THEN 80000 WHEN complaint_rate <= 20000 THEN 60000 WHEN complaint_rate <= 50000 THEN 40000 WHEN complaint_rate <= 100000 THEN 20000 ELSE 0 END::BIGINT AS complaints_points,
    CASE WHEN product_lines IS NULL THEN NULL WHEN product_lines >= 10 THEN 0 WHEN product_lines >= 6 THEN 1 WHEN product_lines >= 4 THEN 2 WHEN product_lines >= 2 THEN 3 WHEN product_lines >= 1 THEN 4 ELSE 5 END::BIGINT AS lines_hit,
    CASE WHEN product_lines IS NULL THEN NULL WHEN product_lines >= 10 THEN 100000 WHEN product_lines >= 6 THEN 80000 WHEN product_lines >= 4 THEN 60000 WHEN product_lines >= 2 THEN 40000 WHEN product_lines >= 1 THEN 20000 ELSE 0 END::BIGINT AS lines_points,
    CASE WHEN tenure_years IS NULL THEN NULL WHEN tenure_years >= 10000000 THEN 0 WHEN tenure_years >= 5000000 THEN 1 WHEN tenure_years >= 3000000 THEN 2 WHEN tenure_years >= 1000000 THEN 3 WHEN tenure_years >= 500000 THEN 4 ELSE 5 END::BIGINT AS tenure_hit,
    CASE WHEN tenure_years IS NULL THEN NULL WHEN tenure_years >= 10000000 THEN 100000 WHEN tenure_years >= 5000000 THEN 80000 WHEN tenure_years >= 3000000 THEN 60000 WHEN tenure_years >= 1000000 THEN 40000 WHEN tenure_years >= 500000 THEN 20000 ELSE 0 END::BIGINT AS tenure_points,
    CASE region WHEN 'east' THEN 0 WHEN 'south' THEN 1 WHEN 'north' THEN 2 WHEN 'centre' THEN 3 WHEN 'west' THEN 4 WHEN 'abroad' THEN 5 END::BIGINT AS where_hit,
    CASE region WHEN 'east' THEN 100000 WHEN 'south' THEN 85000 WHEN 'north' THEN 70000 WHEN 'centre' THEN 60000 WHEN 'west' THEN 50000 WHEN 'abroad' THEN 30000 END::BIGINT AS where_points,
    CASE industry WHEN 'machinery' THEN 0 WHEN 'energy' THEN 1 WHEN 'chemicals' THEN 2 WHEN 'food' THEN 3 WHEN 'retail' THEN 4 WHEN 'other' THEN 5 END::BIGINT AS branch_hit,
    CASE industry WHEN 'machinery' THEN 100000 WHEN 'energy' THEN 80000 WHEN 'chemicals' THEN 70000 WHEN 'food' THEN 60000 WHEN 'retail' THEN 40000 WHEN 'other' THEN 20000 END::BIGINT AS branch_points,
    CASE ownership WHEN 'listed' THEN 0 WHEN 'state' THEN 1 WHEN 'fund' THEN 2 WHEN 'private' THEN 3 WHEN 'family' THEN 4 WHEN 'unclear' THEN 5 END::BIGINT AS owner_kind_hit,
    CASE ownership WHEN 'listed' THEN 100000 WHEN 'state' THEN 90000 WHEN 'fund' THEN 75000 WHEN 'private' THEN 60000 WHEN 'family' THEN 60000 WHEN 'unclear' THEN 0 END::BIGINT AS owner_kind_points,
    CASE channel WHEN 'direct' THEN 0 WHEN 'partner' THEN 1 WHEN 'tender' THEN 2 WHEN 'agent' THEN 3 WHEN 'online' THEN 4 WHEN 'walk_in' THEN 5 END::BIGINT AS way_in_hit,
    CASE channel WHEN 'direct' THEN 100000 WHEN 'partner' THEN 80000 WHEN 'tender' THEN 70000 WHEN 'agent' THEN 50000 WHEN 'online' THEN 40000 WHEN 'walk_in' THEN 10000 END::BIGINT AS way_in_points,
    CASE WHEN share_of_wallet >= 600000 THEN 2 WHEN share_of_wallet >= 0 THEN 1 WHEN share_of_wallet < 0 THEN 0 END::BIGINT AS wallet_hit,
    CASE WHEN share_of_wallet >= 600000 THEN 100000 WHEN share_of_wallet <= 0 THEN 0 ELSE (share_of_wallet + 3) // 6 END AS wallet_points,
    CASE WHEN growth_3y >= 300000 THEN 2 WHEN growth_3y >= 0 THEN 1 WHEN growth_3y < 0 THEN 0 END::BIGINT AS potential_hit,
    CASE WHEN growth_3y >= 300000 THEN 100000 WHEN growth_3y <= 0 THEN 0 ELSE (2 * growth_3y + 3) // 6 END AS potential_points,
    CASE WHEN sizeable THEN 0 WHEN NOT sizeable THEN 1 END::BIGINT AS size_of_firm_hit,
    CASE WHEN sizeable THEN 100000 WHEN NOT sizeable THEN 30000 END::BIGINT AS size_of_firm_points,
    CASE WHEN committed THEN 0 WHEN NOT committed THEN 1 END::BIGINT AS commitment_hit,
    CASE WHEN committed THEN 100000 WHEN NOT committed THEN 0 END::BIGINT AS commitment_points
  FROM derived
),
contributions AS (
  SELECT *,
    revenue_points * 1200 AS revenue_contribution,
    growth_1y_points * 600 AS growth_1y_contribution,
    margin_points * 1000 AS margin_contribution,
    orders_points * 500 AS orders_contribution,
    frequency_points * 400 AS frequency_contribution,
    response_points * 400 AS response_contribution,
    payment_points * 600 AS payment_contribution,
    satisfaction_points * 700 AS satisfaction_contribution,
    promoters_points * 300 AS promoters_contribution,
    complaints_points * 300 AS complaints_contribution,
    lines_points * 300 AS lines_contribution,
    tenure_points * 400 AS tenure_contribution,
    where_points * 400 AS where_contribution,
    branch_points * 400 AS branch_contribution,
    owner_kind_points * 300 AS owner_kind_contribution,
    way_in_points * 200 AS way_in_contribution,
    wallet_points * 700 AS wallet_contribution,
    potential_points * 500 AS potential_contribution,
    size_of_firm_points * 400 AS size_of_firm_contribution,
    commitment_points * 400 AS commitment_contribution,
    CASE WHEN revenue_hit IS NULL THEN 0 ELSE 1200 END
    + CASE WHEN growth_1y_hit IS NULL THEN 0 ELSE 600 END
    + CASE WHEN margin_hit IS NULL THEN 0 ELSE 1000 END
    + CASE WHEN orders_hit IS NULL THEN 0 ELSE 500 END
    + CASE WHEN frequency_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN response_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN payment_hit IS NULL THEN 0 ELSE 600 END
    + CASE WHEN satisfaction_hit IS NULL THEN 0 ELSE 700 END
    + CASE WHEN promoters_hit IS NULL THEN 0 ELSE 300 END
    + CASE WHEN complaints_hit IS NULL THEN 0 ELSE 300 END
    + CASE WHEN lines_hit IS NULL THEN 0 ELSE 300 END
    + CASE WHEN tenure_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN where_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN branch_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN owner_kind_hit IS NULL THEN 0 ELSE 300 END
    + CASE WHEN way_in_hit IS NULL THEN 0 ELSE 200 END
    + CASE WHEN wallet_hit IS NULL THEN 0 ELSE 700 END
    + CASE WHEN potential_hit IS NULL THEN 0 ELSE 500 END
    + CASE WHEN size_of_firm_hit IS NULL THEN 0 ELSE 400 END
    + CASE WHEN commitment_hit IS NULL THEN 0 ELSE 400 END AS weight_left
  FROM points
),
totals AS (
  SELECT *,
    COALESCE(revenue_contribution, 0)
    + COALESCE(growth_1y_contribution, 0)
    + COALESCE(margin_contribution, 0)
    + COALESCE(orders_contribution, 0)
    + COALESCE(frequency_contribution, 0)
    + COALESCE(response_contribution, 0)
    + COALESCE(payment_contribution, 0)
    + COALESCE(satisfaction_contribution, 0)
    + COALESCE(promoters_contribution, 0)
    + COALESCE(complaints_contribution, 0)
    + COALESCE(lines_contribution, 0)
    + COALESCE(tenure_contribution, 0)
    + COALESCE(where_contribution, 0)
    + COALESCE(branch_contribution, 0)
    + COALESCE(owner_kind_contribution, 0)
    + COALESCE(way_in_contribution, 0)
    + COALESCE(wallet_contribution, 0)
    + COALESCE(potential_contribution, 0)
    + COALESCE(size_of_firm_contribution, 0)
    + COALESCE(commitment_contribution, 0) AS total
  FROM contributions
),
scores AS (
  SELECT *,
    CASE WHEN weight_left > 0 THEN
      GREATEST((20000 * total + weight_left) // (2 * weight_left) - CASE WHEN concentrated THEN 50000000 ELSE 0 END, 0)
    END AS full_score
  FROM totals
),
outcomes AS (
  SELECT *,
    CASE
      WHEN errors IS NOT NULL THEN 'error'
      WHEN overdue THEN 'decided'
      WHEN full_score IS NULL OR weight_left < 5000 THEN 'refer'
      ELSE 'decided'
    END AS outcome,
    CASE
      WHEN full_score >= 750000000 THEN 0
      WHEN full_score >= 600000000 THEN 1
      WHEN full_score >= 450000000 THEN 2
      WHEN full_score IS NOT NULL THEN 3
    END AS rank_by_points
  FROM scores
),
tiers AS (
  SELECT *,
    CASE
      WHEN outcome <> 'decided' THEN NULL
      WHEN overdue THEN 3
      WHEN disputed AND rank_by_points < 2 THEN 2
      ELSE rank_by_points
    END AS tier_rank,
    CASE WHEN outcome <> 'error' THEN full_score END AS score
  FROM outcomes
),
lost AS (
  SELECT *,
    LIST_REVERSE_SORT(LIST_FILTER([
      CASE WHEN revenue_points < 100000 THEN (100000 - revenue_points) * 38400 + 31 END,
      CASE WHEN growth_1y_points < 100000 THEN (100000 - growth_1y_points) * 19200 + 30 END,
      CASE WHEN margin_points < 100000 THEN (100000 - margin_points) * 32000 + 29 END,
      CASE WHEN orders_points < 100000 THEN (100000 - orders_points) * 16000 + 28 END,
      CASE WHEN frequency_points < 100000 THEN (100000 - frequency_points) * 12800 + 27 END,
      CASE WHEN response_points < 100000 THEN (100000 - response_points) * 12800 + 26 END,
      CASE WHEN payment_points < 100000 THEN (100000 - payment_points) * 19200 + 25 END,
      CASE WHEN satisfaction_points < 100000 THEN (100000 - satisfaction_points) * 22400 + 24 END,
      CASE WHEN promoters_points < 100000 THEN (100000 - promoters_points) * 9600 + 23 END,
      CASE WHEN complaints_points < 100000 THEN (100000 - complaints_points) * 9600 + 22 END,
      CASE WHEN lines_points < 100000 THEN (100000 - lines_points) * 9600 + 21 END,
      CASE WHEN tenure_points < 100000 THEN (100000 - tenure_points) * 12800 + 20 END,
      CASE WHEN where_points < 100000 THEN (100000 - where_points) * 12800 + 19 END,
      CASE WHEN branch_points < 100000 THEN (100000 - branch_points) * 12800 + 18 END,
      CASE WHEN owner_kind_points < 100000 THEN (100000 - owner_kind_points) * 9600 + 17 END,
      CASE WHEN way_in_points < 100000 THEN (100000 - way_in_points) * 6400 + 16 END,
      CASE WHEN wallet_points < 100000 THEN (100000 - wallet_points) * 22400 + 15 END,
      CASE WHEN potential_points < 100000 THEN (100000 - potential_points) * 16000 + 14 END,
      CASE WHEN size_of_firm_points < 100000 THEN (100000 - size_of_firm_points) * 12800 + 13 END,
      CASE WHEN commitment_points < 100000 THEN (100000 - commitment_points) * 12800 + 12 END
    ], LAMBDA x: x IS NOT NULL)) AS lost_most
  FROM tiers
)
SELECT
  id,
  outcome,
  CASE tier_rank WHEN 0 THEN 'strategic' WHEN 1 THEN 'key' WHEN 2 THEN 'growth' WHEN 3 THEN 'standard' END AS tier,
  CASE WHEN outcome <> 'error' THEN
    CASE rank_by_points WHEN 0 THEN 'strategic' WHEN 1 THEN 'key' WHEN 2 THEN 'growth' WHEN 3 THEN 'standard' END
  END AS tier_by_points,
  NULL::VARCHAR AS route,
  score,
  NULL::BIGINT AS score_best,
  (weight_left * 10000)::BIGINT AS evidence,
  weight_left::BIGINT AS weight_left,
  'default' AS profile,
  CASE tier_rank WHEN 0 THEN score - 750000000 WHEN 1 THEN score - 600000000 WHEN 2 THEN score - 450000000 END AS to_keep,
  CASE tier_rank
    WHEN 1 THEN GREATEST(750000000 - score, 0)
    WHEN 2 THEN GREATEST(600000000 - score, 0)
    WHEN 3 THEN GREATEST(450000000 - score, 0)
  END AS to_reach,
  sizeable AS "derived.sizeable",
  committed AS "derived.committed",
  revenue_12m AS "revenue.value", revenue_hit AS "revenue.hit", revenue_points AS "revenue.points", 1200::BIGINT AS "revenue.weight", revenue_contribution AS "revenue.contribution",
  revenue_growth AS "growth_1y.value", growth_1y_hit AS "growth_1y.hit", growth_1y_points AS "growth_1y.points", 600::BIGINT AS "growth_1y.weight", growth_1y_contribution AS "growth_1y.contribution",
  margin_12m AS "margin.value", margin_hit AS "margin.hit", margin_points AS "margin.points", 1000::BIGINT AS "margin.weight", margin_contribution AS "margin.contribution",
  orders_12m AS "orders.value", orders_hit AS "orders.hit", orders_points AS "orders.points", 500::BIGINT AS "orders.weight", orders_contribution AS "orders.contribution",
  order_frequency AS "frequency.value", frequency_hit AS "frequency.hit", frequency_points AS "frequency.points", 400::BIGINT AS "frequency.weight", frequency_contribution AS "frequency.contribution",
  response_hours AS "response.value", response_hit AS "response.hit", response_points AS "response.points", 400::BIGINT AS "response.weight", response_contribution AS "response.contribution",
  payment_delay AS "payment.value", payment_hit AS "payment.hit", payment_points AS "payment.points", 600::BIGINT AS "payment.weight", payment_contribution AS "payment.contribution",
  csat AS "satisfaction.value", satisfaction_hit AS "satisfaction.hit", satisfaction_points AS "satisfaction.points", 700::BIGINT AS "satisfaction.weight", satisfaction_contribution AS "satisfaction.contribution",
  nps AS "promoters.value", promoters_hit AS "promoters.hit", promoters_points AS "promoters.points", 300::BIGINT AS "promoters.weight", promoters_contribution AS "promoters.contribution",
  complaint_rate AS "complaints.value", complaints_hit AS "complaints.hit", complaints_points AS "complaints.points", 300::BIGINT AS "complaints.weight", complaints_contribution AS "complaints.contribution",
  product_lines AS "lines.value", lines_hit AS "lines.hit", lines_points AS "lines.points", 300::BIGINT AS "lines.weight", lines_contribution AS "lines.contribution",
  tenure_years AS "tenure.value", tenure_hit AS "tenure.hit", tenure_points AS "tenure.points", 400::BIGINT AS "tenure.weight", tenure_contribution AS "tenure.contribution",
  region AS "where.value", where_hit AS "where.hit", where_points AS "where.points", 400::BIGINT AS "where.weight", where_contribution AS "where.contribution",
  industry AS "branch.value", branch_hit AS "branch.hit", branch_points AS "branch.points", 400::BIGINT AS "branch.weight", branch_contribution AS "branch.contribution",
  ownership AS "owner_kind.value", owner_kind_hit AS "owner_kind.hit", owner_kind_points AS "owner_kind.points", 300::BIGINT AS "owner_kind.weight", owner_kind_contribution AS "owner_kind.contribution",
  channel AS "way_in.value", way_in_hit AS "way_in.hit", way_in_points AS "way_in.points", 200::BIGINT AS "way_in.weight", way_in_contribution AS "way_in.contribution",
  share_of_wallet AS "wallet.value", wallet_hit AS "wallet.hit", wallet_points AS "wallet.points", 700::BIGINT AS "wallet.weight", wallet_contribution AS "wallet.contribution",
  growth_3y AS "potential.value", potential_hit AS "potential.hit", potential_points AS "potential.points", 500::BIGINT AS "potential.weight", potential_contribution AS "potential.contribution",
  sizeable AS "size_of_firm.value", size_of_firm_hit AS "size_of_firm.hit", size_of_firm_points AS "size_of_firm.points", 400::BIGINT AS "size_of_firm.weight", size_of_firm_contribution AS "size_of_firm.contribution",
  committed AS "commitment.value", commitment_hit AS "commitment.hit", commitment_points AS "commitment.points", 400::BIGINT AS "commitment.weight", commitment_contribution AS "commitment.contribution",
  CASE WHEN overdue THEN 'yes' WHEN NOT overdue THEN 'no' ELSE 'unknown' END AS "overdue.answer",
  CASE WHEN overdue THEN 'reject' END AS "overdue.effect",
  CASE WHEN disputed THEN 'yes' WHEN NOT disputed THEN 'no' ELSE 'unknown' END AS "disputed.answer",
  CASE WHEN disputed THEN 'cap growth' END AS "disputed.effect",
  CASE WHEN concentrated THEN 'yes' WHEN NOT concentrated THEN 'no' ELSE 'unknown' END AS "concentrated.answer",
  CASE WHEN concentrated THEN 'minus 5' END AS "concentrated.effect",
  -- rounded to 6 decimals as a quotient, then to 4 as a percentage
  CASE WHEN tier_rank < 3 THEN LEAST(50000 + ((score + 50) // 100 + 50) // 100, 150000) END AS "discount.percent",
  CASE tier_rank
    WHEN 0 THEN ['service_desk', 'manager', 'discount', 'task:visit the board']
    WHEN 1 THEN ['service_desk', 'manager', 'discount']
    WHEN 2 THEN ['service_desk', 'discount']
    ELSE ['service_desk']
  END AS actions,
  CASE WHEN errors IS NOT NULL THEN errors ELSE
    LIST_CONCAT(
      LIST_FILTER([
        CASE WHEN overdue THEN 'overdue.yes' END,
        CASE WHEN disputed THEN 'disputed.yes' END,
        CASE WHEN concentrated THEN 'concentrated.yes' END,
        CASE WHEN weight_left = 0 THEN 'scorecard.missing' END,
        CASE WHEN weight_left < 5000 THEN 'scorecard.evidence' END,
        CASE WHEN revenue_hit IS NULL THEN 'revenue.missing' END,
        CASE WHEN growth_1y_hit IS NULL THEN 'growth_1y.missing' END,
        CASE WHEN margin_hit IS NULL THEN 'margin.missing' END,
        CASE WHEN orders_hit IS NULL THEN 'orders.missing' END,
        CASE WHEN frequency_hit IS NULL THEN 'frequency.missing' END,
        CASE WHEN response_hit IS NULL THEN 'response.missing' END,
        CASE WHEN payment_hit IS NULL THEN 'payment.missing' END,
        CASE WHEN satisfaction_hit IS NULL THEN 'satisfaction.missing' END,
        CASE WHEN promoters_hit IS NULL THEN 'promoters.missing' END,
        CASE WHEN complaints_hit IS NULL THEN 'complaints.missing' END,
        CASE WHEN lines_hit IS NULL THEN 'lines.missing' END,
        CASE WHEN tenure_hit IS NULL THEN 'tenure.missing' END,
        CASE WHEN where_hit IS NULL THEN 'where.missing' END,
        CASE WHEN branch_hit IS NULL THEN 'branch.missing' END,
        CASE WHEN owner_kind_hit IS NULL THEN 'owner_kind.missing' END,
        CASE WHEN way_in_hit IS NULL THEN 'way_in.missing' END,
        CASE WHEN wallet_hit IS NULL THEN 'wallet.missing' END,
        CASE WHEN potential_hit IS NULL THEN 'potential.missing' END,
        CASE WHEN size_of_firm_hit IS NULL THEN 'size_of_firm.missing' END,
        CASE WHEN commitment_hit IS NULL THEN 'commitment.missing' END
      ], LAMBDA x: x IS NOT NULL),
      LIST_SELECT([
        'revenue.below', 'growth_1y.below', 'margin.below', 'orders.below', 'frequency.below', 'response.below', 'payment.below', 'satisfaction.below', 'promoters.below', 'complaints.below', 'lines.below', 'tenure.below', 'where.below', 'branch.below', 'owner_kind.below', 'way_in.below', 'wallet.below', 'potential.below', 'size_of_firm.below', 'commitment.below'
      ], LIST_TRANSFORM(lost_most, LAMBDA x: 32 - (x & 31)))
    )
  END AS reasons
FROM lost
