SELECT
  c0 AS "id",
  CASE
    WHEN s190
    THEN CAST('decided' AS ENUM('decided', 'error', 'not_applicable', 'refer'))
    WHEN (
      NOT s163
    ) AND s165
    THEN CAST('refer' AS ENUM('decided', 'error', 'not_applicable', 'refer'))
    WHEN s163
    THEN CAST('error' AS ENUM('decided', 'error', 'not_applicable', 'refer'))
    ELSE CAST('not_applicable' AS ENUM('decided', 'error', 'not_applicable', 'refer'))
  END AS "outcome",
  CASE
    WHEN s194 IS NULL
    THEN NULL
    WHEN s194 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s194 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier",
  CASE
    WHEN s200 IS NULL
    THEN NULL
    WHEN s200 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s200 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier_by_points",
  CASE WHEN s190 THEN CAST(s211 AS ENUM('family')) END AS "route",
  s216 AS "score",
  CAST(NULL AS BIGINT) AS "score_best",
  s146 * CAST(10000 AS BIGINT) AS "evidence",
  s146 AS "weight_left",
  CAST('expansion' AS ENUM('expansion')) AS "profile",
  CASE
    WHEN s190
    THEN CASE
      WHEN (
        s184 = 0
      ) AND (
        s211 IS NULL
      ) AND (
        s151 >= 800000000
      )
      THEN s151 - CAST(800000000 AS BIGINT)
      WHEN (
        s184 = 1
      ) AND (
        s211 IS NULL
      ) AND (
        s151 >= 500000000
      )
      THEN s151 - CAST(500000000 AS BIGINT)
    END
  END AS "to_keep",
  CASE
    WHEN s190
    THEN CASE
      WHEN s184 = 1
      THEN CASE
        WHEN (
          CAST(800000000 AS BIGINT) - s151
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(800000000 AS BIGINT) - s151
        )
      END
      WHEN s184 = 2
      THEN CASE
        WHEN (
          CAST(500000000 AS BIGINT) - s151
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(500000000 AS BIGINT) - s151
        )
      END
    END
  END AS "to_reach",
  s45 AS "derived.rate",
  s50 AS "derived.years",
  s45 AS "profit.value",
  s106 AS "profit.hit",
  s107 AS "profit.points",
  CAST(1000 AS BIGINT) AS "profit.weight",
  s107 * CAST(1000 AS BIGINT) AS "profit.contribution",
  s12 AS "happy.value",
  CASE
    WHEN CAST((
      c5 - CAST('1970-01-01' AS DATE)
    ) AS BIGINT) <= 20634
    THEN CAST(20634 AS BIGINT) - CAST((
      c5 - CAST('1970-01-01' AS DATE)
    ) AS BIGINT)
  END AS "happy.age",
  CASE WHEN s12 IS NULL THEN NULL ELSE CAST(0 AS BIGINT) END AS "happy.hit",
  s111 AS "happy.points",
  CAST(4000 AS BIGINT) AS "happy.weight",
  s111 * CAST(4000 AS BIGINT) AS "happy.contribution",
  c6 AS "place.value",
  s122 AS "place.hit",
  s123 AS "place.points",
  CAST(1000 AS BIGINT) AS "place.weight",
  s123 * CAST(1000 AS BIGINT) AS "place.contribution",
  s50 AS "loyal.value",
  CASE
    WHEN s50 IS NULL
    THEN NULL
    WHEN s50 < 0
    THEN CAST(0 AS BIGINT)
    WHEN s50 < 10000000
    THEN CAST(1 AS BIGINT)
    ELSE CAST(2 AS BIGINT)
  END AS "loyal.hit",
  s135 AS "loyal.points",
  CAST(4000 AS BIGINT) AS "loyal.weight",
  s135 * CAST(4000 AS BIGINT) AS "loyal.contribution",
  CASE
    WHEN s76
    THEN CAST('yes' AS ENUM('no', 'not_applicable', 'unknown', 'yes'))
    WHEN NOT s76
    THEN CAST('no' AS ENUM('no', 'not_applicable', 'unknown', 'yes'))
    WHEN s81
    THEN CAST('not_applicable' AS ENUM('no', 'not_applicable', 'unknown', 'yes'))
    ELSE CAST('unknown' AS ENUM('no', 'not_applicable', 'unknown', 'yes'))
  END AS "permit.answer",
  CASE
    WHEN s76
    THEN NULL
    WHEN NOT s76
    THEN NULL
    WHEN s81
    THEN NULL
    ELSE CAST('refer' AS ENUM('refer'))
  END AS "permit.effect",
  CASE
    WHEN c2 < 0
    THEN CAST('yes' AS ENUM('no', 'unknown', 'yes'))
    WHEN c2 >= 0
    THEN CAST('no' AS ENUM('no', 'unknown', 'yes'))
    ELSE CAST('unknown' AS ENUM('no', 'unknown', 'yes'))
  END AS "loss.answer",
  CASE
    WHEN c2 < 0
    THEN CAST('cap good, minus 7.5' AS ENUM('cap good, minus 7.5'))
  END AS "loss.effect",
  CASE WHEN s235 AND (
    NOT s239 IS NULL
  ) THEN s239 END AS "discount.percent",
  s249 AS "actions",
  CASE
    WHEN s163
    THEN s254
    WHEN (
      NOT s163
    ) AND s165
    THEN s299
    ELSE CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
  END AS "reasons"
FROM (
  SELECT
    c0,
    c2,
    c5,
    c6,
    s12,
    s45,
    s50,
    s76,
    s81,
    s106,
    s107,
    s111,
    s122,
    s123,
    s135,
    s146,
    s151,
    s163,
    s165,
    s184,
    s190,
    s194,
    s200,
    s211,
    s216,
    s235,
    s239,
    LIST_CONCAT(
      CASE
        WHEN (
          NOT c11 IS NULL
        )
        OR s16
        OR (
          s55 AND s61
        )
        OR s66
        OR s43
        OR (
          (
            NOT s163
          ) AND s165
        )
        THEN CAST(['task:call'] AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
        ELSE CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
      END,
      CASE
        WHEN s235
        THEN s245
        ELSE CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
      END
    ) AS s249,
    s254,
    LIST_TRANSFORM(
      COALESCE(
        LIST_AGGREGATE(
          [
            CASE
              WHEN s107 < 100000
              THEN CAST(3200000003 AS BIGINT) - s107 * CAST(32000 AS BIGINT)
              WHEN s106 IS NULL
              THEN CAST(4611686018427387913 AS BIGINT)
            END,
            CASE
              WHEN s111 < 100000
              THEN CAST(12800000002 AS BIGINT) - s111 * CAST(128000 AS BIGINT)
            END,
            CASE
              WHEN s123 < 100000
              THEN CAST(3200000001 AS BIGINT) - s123 * CAST(32000 AS BIGINT)
              WHEN s122 IS NULL
              THEN CAST(4611686018427387910 AS BIGINT)
            END,
            CASE
              WHEN s135 < 100000
              THEN CAST(12800000000 AS BIGINT) - s135 * CAST(128000 AS BIGINT)
              WHEN s50 IS NULL
              THEN CAST(4611686018427387909 AS BIGINT)
            END,
            CASE WHEN s187 THEN CAST(4611686018427387921 AS BIGINT) END,
            CASE WHEN s88 THEN CAST(4611686018427387920 AS BIGINT) END,
            CASE WHEN COALESCE(c2 < 0, FALSE) THEN CAST(4611686018427387919 AS BIGINT) END,
            CASE
              WHEN (
                COALESCE(s180 > 0, FALSE) OR COALESCE((
                  s180 = 0
                ) AND s183, FALSE)
              )
              AND COALESCE(s151 >= 800000000, FALSE)
              AND (
                NOT s171
              )
              THEN CAST(4611686018427387918 AS BIGINT)
            END,
            CASE
              WHEN COALESCE(CASE WHEN s190 THEN CASE WHEN s209 THEN CAST(0 AS BIGINT) END END = 0, FALSE)
              THEN CAST(4611686018427387917 AS BIGINT)
            END,
            CASE WHEN s146 = 0 THEN CAST(4611686018427387916 AS BIGINT) END,
            CASE WHEN s146 < 4000 THEN CAST(4611686018427387915 AS BIGINT) END,
            CASE
              WHEN COALESCE((
                NOT c2 IS NULL
              ) AND (
                c3 = 0
              ), FALSE)
              THEN CAST(4611686018427387914 AS BIGINT)
            END,
            CASE
              WHEN (
                s12 IS NULL
              ) AND (
                NOT c4 IS NULL
              ) AND s20
              THEN CAST(4611686018427387912 AS BIGINT)
            END,
            CASE
              WHEN (
                s12 IS NULL
              ) AND (
                NOT (
                  (
                    NOT c4 IS NULL
                  ) AND s20
                )
              )
              THEN CAST(4611686018427387911 AS BIGINT)
            END,
            CASE WHEN s235 AND (
              s239 IS NULL
            ) THEN CAST(4611686018427387908 AS BIGINT) END
          ],
          'max',
          15
        ),
        []
      ),
      LAMBDA x : LIST_EXTRACT(
        CAST([
          'loyal.below',
          'place.below',
          'happy.below',
          'profit.below',
          'discount.missing',
          'loyal.missing',
          'place.missing',
          'happy.missing',
          'happy.too_old',
          'profit.missing',
          'rate.divided_by_zero',
          'scorecard.evidence',
          'scorecard.missing',
          'good.family',
          'best.require',
          'loss.yes',
          'permit.unknown',
          'applies_when.unknown'
        ] AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[]),
        (
          x & 31
        ) + 1
      )
    ) AS s299
  FROM (
    SELECT
      c0,
      c2,
      c3,
      c4,
      c5,
      c6,
      c11,
      s12,
      s16,
      s20,
      s43,
      s45,
      s50,
      s55,
      s61,
      s66,
      s76,
      s81,
      s88,
      s106,
      s107,
      s111,
      s122,
      s123,
      s135,
      s146,
      s151,
      s163,
      s165,
      s171,
      s180,
      s183,
      s184,
      s187,
      s190,
      s194,
      s200,
      s209,
      CASE WHEN s209 THEN 'family' END AS s211,
      s216,
      COALESCE(s194 = 1, FALSE) AS s235,
      s239,
      s245,
      s254
    FROM (
      SELECT
        c0,
        c2,
        c3,
        c4,
        c5,
        c6,
        c11,
        s12,
        s16,
        s20,
        s43,
        s45,
        s50,
        s55,
        s61,
        s66,
        s76,
        s81,
        s88,
        s106,
        s107,
        s111,
        s122,
        s123,
        s135,
        s146,
        s151,
        s163,
        s165,
        s171,
        s180,
        s183,
        s184,
        s187,
        s190,
        CASE WHEN s190 THEN s184 END AS s194,
        s200,
        (
          s184 = 1
        ) AND (
          NOT COALESCE(s151 >= 500000000, FALSE)
        ) AND s177 AS s209,
        s216,
        s239,
        s245,
        s254
      FROM (
        SELECT
          c0,
          c2,
          c3,
          c4,
          c5,
          c6,
          c11,
          s12,
          s16,
          s20,
          s43,
          s45,
          s50,
          s55,
          s61,
          s66,
          s76,
          s81,
          s88,
          s106,
          s107,
          s111,
          s122,
          s123,
          s135,
          s146,
          s151,
          s163,
          s165,
          s171,
          s177,
          s180,
          s183,
          CASE WHEN s180 <= s96 THEN s96 ELSE s180 END AS s184,
          s187,
          (
            NOT s163
          )
          AND s165
          AND (
            NOT (
              s187 OR s88 OR (
                s151 IS NULL
              ) OR (
                s146 < 4000
              ) OR COALESCE(s183, FALSE)
            )
          ) AS s190,
          CASE WHEN (
            NOT s163
          ) AND s165 THEN s180 END AS s200,
          s216,
          s239,
          CASE
            WHEN NOT s239 IS NULL
            THEN CAST(['discount'] AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
            ELSE CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
          END AS s245,
          s254
        FROM (
          SELECT
            c0,
            c2,
            c3,
            c4,
            c5,
            c6,
            c11,
            s12,
            s16,
            s20,
            s43,
            s45,
            s50,
            s55,
            s61,
            s66,
            s76,
            s81,
            s88,
            s96,
            s106,
            s107,
            s111,
            s122,
            s123,
            s135,
            s146,
            s151,
            s163,
            s165,
            s171,
            s177,
            CASE
              WHEN s151 IS NULL
              THEN NULL
              WHEN s172
              THEN CAST(0 AS BIGINT)
              WHEN s174
              THEN CAST(0 AS BIGINT)
              WHEN s178
              THEN CAST(1 AS BIGINT)
              ELSE CAST(2 AS BIGINT)
            END AS s180,
            CASE
              WHEN s151 IS NULL
              THEN NULL
              WHEN s172
              THEN CAST(0 AS BIGINT)
              WHEN s174
              THEN CAST(1 AS BIGINT)
              ELSE CAST(0 AS BIGINT)
            END = 1 AS s183,
            s187,
            s216,
            (
              (
                (
                  (
                    s216 + CAST(50 AS BIGINT)
                  ) // CAST(100 AS BIGINT)
                ) + CAST(5000000 AS BIGINT)
              ) + CAST(50 AS BIGINT)
            ) // CAST(100 AS BIGINT) AS s239,
            s254
          FROM (
            SELECT
              c0,
              c2,
              c3,
              c4,
              c5,
              c6,
              c11,
              s12,
              s16,
              s20,
              s43,
              s45,
              s50,
              s55,
              s61,
              s66,
              s76,
              s81,
              s88,
              s96,
              s106,
              s107,
              s111,
              s122,
              s123,
              s135,
              s146,
              s151,
              s163,
              s165,
              s171,
              (
                s151 >= 800000000
              ) AND s171 AS s172,
              (
                s151 >= 800000000
              )
              AND (
                (
                  s50 >= 2000000
                ) IS NULL
              )
              AND (
                s96 <= 0
              ) AS s174,
              s177,
              (
                s151 >= 500000000
              ) OR s177 AS s178,
              s187,
              CASE WHEN (
                NOT s163
              ) AND s165 THEN s151 END AS s216,
              s254
            FROM (
              SELECT
                c0,
                c2,
                c3,
                c4,
                c5,
                c6,
                c11,
                s12,
                s16,
                s20,
                s43,
                s45,
                s50,
                s55,
                s61,
                s66,
                s76,
                s81,
                s88,
                s96,
                s106,
                s107,
                s111,
                s122,
                s123,
                s135,
                s146,
                CASE WHEN s150 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s150 END AS s151,
                s163,
                s165,
                s171,
                s177,
                s187,
                s254
              FROM (
                SELECT
                  c0,
                  c2,
                  c3,
                  c4,
                  c5,
                  c6,
                  c11,
                  s12,
                  s16,
                  s20,
                  s43,
                  s45,
                  s50,
                  s55,
                  s61,
                  s66,
                  s76,
                  s81,
                  s88,
                  s96,
                  s106,
                  s107,
                  s111,
                  s122,
                  s123,
                  s135,
                  s146,
                  CASE
                    WHEN s146 <> 0
                    THEN (
                      CAST(2 AS BIGINT) * s147 + s146
                    ) // (
                      CAST(2 AS BIGINT) * s146
                    )
                  END - (
                    (
                      CAST(0 AS BIGINT) + s96 * CAST(7500 AS BIGINT)
                    ) * CAST(10000 AS BIGINT)
                  ) AS s150,
                  s163,
                  s165,
                  s171,
                  s177,
                  s187,
                  s254
                FROM (
                  SELECT
                    c0,
                    c2,
                    c3,
                    c4,
                    c5,
                    c6,
                    c11,
                    s12,
                    s16,
                    s20,
                    s43,
                    s45,
                    s50,
                    s55,
                    s61,
                    s66,
                    s76,
                    s81,
                    s88,
                    s96,
                    s106,
                    s107,
                    s111,
                    s122,
                    s123,
                    s135,
                    CASE WHEN s106 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1000 AS BIGINT) END + CASE WHEN s12 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(4000 AS BIGINT) END + CASE WHEN s122 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1000 AS BIGINT) END + CASE WHEN s50 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(4000 AS BIGINT) END AS s146,
                    (
                      COALESCE(s107 * CAST(1000 AS BIGINT), CAST(0 AS BIGINT)) + COALESCE(s111 * CAST(4000 AS BIGINT), CAST(0 AS BIGINT)) + COALESCE(s123 * CAST(1000 AS BIGINT), CAST(0 AS BIGINT)) + COALESCE(s135 * CAST(4000 AS BIGINT), CAST(0 AS BIGINT))
                    ) * CAST(10000 AS BIGINT) AS s147,
                    s163,
                    s165,
                    s171,
                    s177,
                    s187,
                    s254
                  FROM (
                    SELECT
                      c0,
                      c2,
                      c3,
                      c4,
                      c5,
                      c6,
                      c11,
                      s12,
                      s16,
                      s20,
                      s43,
                      s45,
                      s50,
                      s55,
                      s61,
                      s66,
                      s76,
                      s81,
                      s88,
                      s96,
                      CASE
                        WHEN s45 IS NULL
                        THEN NULL
                        WHEN s45 >= 200000
                        THEN CAST(0 AS BIGINT)
                        WHEN s45 >= 50000
                        THEN CAST(1 AS BIGINT)
                        ELSE CAST(2 AS BIGINT)
                      END AS s106,
                      CASE
                        WHEN s45 IS NULL
                        THEN NULL
                        WHEN s45 >= 200000
                        THEN CAST(100000 AS BIGINT)
                        WHEN s45 >= 50000
                        THEN CAST(60000 AS BIGINT)
                        ELSE CAST(10000 AS BIGINT)
                      END AS s107,
                      s111,
                      s122,
                      s123,
                      s135,
                      s163,
                      s165,
                      s171,
                      s177,
                      s187,
                      LIST_CONCAT(
                        COALESCE(
                          CAST(c11 AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[]),
                          CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
                        ),
                        s253
                      ) AS s254
                    FROM (
                      SELECT
                        c0,
                        c2,
                        c3,
                        c4,
                        c5,
                        c6,
                        c11,
                        s12,
                        s16,
                        s20,
                        s43,
                        CAST(CASE WHEN NOT s43 THEN s37 END AS BIGINT) AS s45,
                        s50,
                        s55,
                        s61,
                        s66,
                        s76,
                        s81,
                        s88,
                        s96,
                        s111,
                        s122,
                        s123,
                        (
                          (
                            CASE WHEN s131 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s131 END * CAST(100000 AS BIGINT)
                          ) + CAST(5000000 AS BIGINT)
                        ) // CAST(10000000 AS BIGINT) AS s135,
                        (
                          NOT c11 IS NULL
                        ) OR s16 OR (
                          s55 AND s61
                        ) OR s66 OR s43 AS s163,
                        s165,
                        s171,
                        s177,
                        s187,
                        CASE
                          WHEN s16 OR (
                            s55 AND s61
                          ) OR s66 OR s43
                          THEN LIST_FILTER(
                            [
                              CASE
                                WHEN s16
                                THEN CAST('csat.future' AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call'))
                              END,
                              CASE
                                WHEN s55 AND s61
                                THEN CAST('permit.unreadable' AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call'))
                              END,
                              CASE
                                WHEN s66
                                THEN CAST('permit.future' AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call'))
                              END,
                              CASE
                                WHEN s43
                                THEN CAST('rate.outside' AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call'))
                              END
                            ],
                            LAMBDA x : NOT x IS NULL
                          )
                          ELSE CAST(CAST([] AS TEXT[]) AS ENUM('applies_when.unknown', 'best.require', 'csat.future', 'csat.unreadable', 'discount', 'discount.missing', 'good.family', 'happy.below', 'happy.missing', 'happy.too_old', 'loss.yes', 'loyal.below', 'loyal.missing', 'permit.future', 'permit.unknown', 'permit.unreadable', 'place.below', 'place.missing', 'profit.below', 'profit.missing', 'rate.divided_by_zero', 'rate.outside', 'scorecard.evidence', 'scorecard.missing', 'task:call')[])
                        END AS s253
                      FROM (
                        SELECT
                          c0,
                          c2,
                          c3,
                          c4,
                          c5,
                          c6,
                          c11,
                          s12,
                          s16,
                          s20,
                          s37,
                          COALESCE((
                            s37 < CAST(-10000000 AS BIGINT)
                          ) OR (
                            s37 > 10000000
                          ), FALSE) AS s43,
                          s50,
                          s55,
                          s61,
                          s66,
                          s76,
                          s81,
                          (
                            s76 IS NULL
                          ) AND (
                            NOT s81
                          ) AS s88,
                          s96,
                          s111,
                          s122,
                          s123,
                          CASE WHEN s50 >= CAST(10000000 AS BIGINT) THEN CAST(10000000 AS BIGINT) ELSE s50 END AS s131,
                          s165,
                          COALESCE(s50 >= 2000000, FALSE) AS s171,
                          s177,
                          s187
                        FROM (
                          SELECT
                            c0,
                            c2,
                            c3,
                            c4,
                            c5,
                            c6,
                            c11,
                            s12,
                            s16,
                            s20,
                            CASE
                              WHEN (
                                s36 < 0
                              ) <> (
                                CAST(CAST(100 AS BIGINT) AS INT128) < 0
                              )
                              THEN -(
                                (
                                  CAST(2 AS BIGINT) * ABS(s36) + CAST(CAST(100 AS BIGINT) AS INT128)
                                ) // (
                                  CAST(2 AS BIGINT) * CAST(CAST(100 AS BIGINT) AS INT128)
                                )
                              )
                              ELSE (
                                CAST(2 AS BIGINT) * ABS(s36) + CAST(CAST(100 AS BIGINT) AS INT128)
                              ) // (
                                CAST(2 AS BIGINT) * CAST(CAST(100 AS BIGINT) AS INT128)
                              )
                            END AS s37,
                            CASE
                              WHEN (
                                s49 < 0
                              ) <> (
                                CAST(365 AS BIGINT) < 0
                              )
                              THEN -(
                                (
                                  CAST(2 AS BIGINT) * ABS(s49) + CAST(365 AS BIGINT)
                                ) // (
                                  CAST(2 AS BIGINT) * CAST(365 AS BIGINT)
                                )
                              )
                              ELSE (
                                CAST(2 AS BIGINT) * ABS(s49) + CAST(365 AS BIGINT)
                              ) // (
                                CAST(2 AS BIGINT) * CAST(365 AS BIGINT)
                              )
                            END AS s50,
                            s55,
                            s61,
                            s55 AND (
                              s58 OR s61
                            ) AND s63 AS s66,
                            CASE
                              WHEN s67
                              AND s58
                              AND (
                                NOT s63
                              )
                              AND COALESCE(CAST((
                                c10 - CAST('1970-01-01' AS DATE)
                              ) AS BIGINT) > 20269, FALSE)
                              THEN c9 = 'yes'
                            END AS s76,
                            (
                              NOT s55
                            ) OR (
                              s67 AND COALESCE(c9 = 'not_applicable', FALSE)
                            ) AS s81,
                            s96,
                            (
                              s12 + CAST(5 AS BIGINT)
                            ) // CAST(10 AS BIGINT) AS s111,
                            s122,
                            s123,
                            s165,
                            s177,
                            s187
                          FROM (
                            SELECT
                              c0,
                              c2,
                              c3,
                              c4,
                              c5,
                              c6,
                              c9,
                              c10,
                              c11,
                              CASE
                                WHEN (
                                  CAST((
                                    c5 - CAST('1970-01-01' AS DATE)
                                  ) AS BIGINT) > 20454
                                )
                                AND (
                                  CAST((
                                    c5 - CAST('1970-01-01' AS DATE)
                                  ) AS BIGINT) <= 20634
                                )
                                THEN c4
                              END AS s12,
                              COALESCE(CAST((
                                c5 - CAST('1970-01-01' AS DATE)
                              ) AS BIGINT) > 20634, FALSE) AS s16,
                              NOT COALESCE(CAST((
                                c5 - CAST('1970-01-01' AS DATE)
                              ) AS BIGINT) > 20454, FALSE) AS s20,
                              CASE
                                WHEN CAST(c3 AS INT128) <> 0
                                THEN CASE
                                  WHEN (
                                    (
                                      CAST(c2 AS INT128) * CAST(CAST(1000000 AS BIGINT) AS INT128)
                                    ) < 0
                                  ) <> (
                                    CAST(c3 AS INT128) < 0
                                  )
                                  THEN -(
                                    (
                                      CAST(2 AS BIGINT) * ABS((
                                        CAST(c2 AS INT128) * CAST(CAST(1000000 AS BIGINT) AS INT128)
                                      )) + CAST(c3 AS INT128)
                                    ) // (
                                      CAST(2 AS BIGINT) * CAST(c3 AS INT128)
                                    )
                                  )
                                  ELSE (
                                    CAST(2 AS BIGINT) * ABS((
                                      CAST(c2 AS INT128) * CAST(CAST(1000000 AS BIGINT) AS INT128)
                                    )) + CAST(c3 AS INT128)
                                  ) // (
                                    CAST(2 AS BIGINT) * CAST(c3 AS INT128)
                                  )
                                END
                              END * CAST(CAST(100 AS BIGINT) AS INT128) AS s36,
                              (
                                CAST(20634 AS BIGINT) - CAST((
                                  c7 - CAST('1970-01-01' AS DATE)
                                ) AS BIGINT)
                              ) * CAST(1000000 AS BIGINT) AS s49,
                              COALESCE(ARRAY_CONTAINS(c8, 'listed'), TRUE) AS s55,
                              COALESCE(c9 IN ('yes', 'no'), FALSE) AS s58,
                              COALESCE(c9 = 'error', FALSE) AS s61,
                              COALESCE(CAST((
                                c10 - CAST('1970-01-01' AS DATE)
                              ) AS BIGINT) > 20634, FALSE) AS s63,
                              COALESCE(ARRAY_CONTAINS(c8, 'listed'), FALSE) AS s67,
                              CASE WHEN c2 < 0 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS s96,
                              CASE
                                WHEN c6 IS NULL
                                THEN NULL
                                WHEN c6 = '东'
                                THEN CAST(0 AS BIGINT)
                                WHEN c6 = '南'
                                THEN CAST(1 AS BIGINT)
                                ELSE CAST(2 AS BIGINT)
                              END AS s122,
                              CASE
                                WHEN c6 IS NULL
                                THEN NULL
                                WHEN c6 = '东'
                                THEN CAST(100000 AS BIGINT)
                                WHEN c6 = '南'
                                THEN CAST(80000 AS BIGINT)
                                ELSE CAST(40000 AS BIGINT)
                              END AS s123,
                              COALESCE(c1 <> 'closed', TRUE) AS s165,
                              COALESCE(ARRAY_CONTAINS(c8, 'family'), FALSE) AS s177,
                              (
                                c1 <> 'closed'
                              ) IS NULL AS s187
                            FROM (
                              SELECT
                                "id" AS c0,
                                "status" AS c1,
                                "margin" AS c2,
                                "revenue" AS c3,
                                "csat" AS c4,
                                "csat.date" AS c5,
                                "region" AS c6,
                                "since" AS c7,
                                "tags" AS c8,
                                "permit" AS c9,
                                "permit.date" AS c10,
                                "errors" AS c11
                              FROM customers
                            ) AS l0
                          ) AS l1
                        ) AS l2
                      ) AS l3
                    ) AS l4
                  ) AS l5
                ) AS l6
              ) AS l7
            ) AS l8
          ) AS l9
        ) AS l10
      ) AS l11
    ) AS l12
  ) AS l13
) AS l14
