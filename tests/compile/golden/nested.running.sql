SELECT
  c0 AS "id",
  CASE
    WHEN s223
    THEN CAST('decided' AS ENUM('decided', 'error', 'refer'))
    WHEN c4 IS NULL
    THEN CAST('refer' AS ENUM('decided', 'error', 'refer'))
    ELSE CAST('error' AS ENUM('decided', 'error', 'refer'))
  END AS "outcome",
  CASE
    WHEN s228 IS NULL
    THEN NULL
    WHEN s228 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s228 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier",
  CASE
    WHEN s234 IS NULL
    THEN NULL
    WHEN s234 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s234 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier_by_points",
  CAST(NULL AS TEXT) AS "route",
  CASE WHEN c4 IS NULL THEN s64 END AS "score",
  CASE
    WHEN (
      c4 IS NULL
    ) AND (
      (
        c3 IS NULL
      ) OR (
        s14 IS NULL
      )
    )
    THEN s48 + s63
  END AS "score_best",
  (
    CASE WHEN c3 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(4000 AS BIGINT) END * CAST(10000 AS BIGINT)
  ) + CASE WHEN s14 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(42000000 AS BIGINT) END + CASE WHEN s27 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(18000000 AS BIGINT) END AS "evidence",
  CAST(10000 AS BIGINT) AS "weight_left",
  CAST('default' AS ENUM('default')) AS "profile",
  CASE
    WHEN s223
    THEN CASE
      WHEN (
        s83 = 0
      ) AND (
        s64 >= 7500000000000
      )
      THEN s64 - CAST(7500000000000 AS BIGINT)
      WHEN (
        s83 = 1
      ) AND (
        s64 >= 4000000000000
      )
      THEN s64 - CAST(4000000000000 AS BIGINT)
    END
  END AS "to_keep",
  CASE
    WHEN s223
    THEN CASE
      WHEN s83 = 1
      THEN CASE
        WHEN (
          CAST(7500000000000 AS BIGINT) - s64
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(7500000000000 AS BIGINT) - s64
        )
      END
      WHEN s83 = 2
      THEN CASE
        WHEN (
          CAST(4000000000000 AS BIGINT) - s64
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(4000000000000 AS BIGINT) - s64
        )
      END
    END
  END AS "to_reach",
  s45 AS "service.points",
  CAST(6000 AS BIGINT) AS "service.weight",
  s38 AS "service.weight_left",
  s45 * CAST(6000 AS BIGINT) AS "service.contribution",
  c1 AS "fast.value",
  s14 AS "fast.hit",
  s15 AS "fast.points",
  CAST(7000 AS BIGINT) AS "fast.weight",
  s15 * CAST(7000 AS BIGINT) AS "fast.contribution",
  c2 AS "polite.value",
  s27 AS "polite.hit",
  s28 AS "polite.points",
  CAST(3000 AS BIGINT) AS "polite.weight",
  s28 * CAST(3000 AS BIGINT) AS "polite.contribution",
  c3 AS "volume.value",
  CASE
    WHEN c3 IS NULL
    THEN NULL
    WHEN c3 < 10000000000
    THEN CAST(1 AS BIGINT)
    ELSE CAST(2 AS BIGINT)
  END AS "volume.hit",
  s58 AS "volume.points",
  CAST(4000 AS BIGINT) AS "volume.weight",
  s61 AS "volume.contribution",
  CAST(CAST([] AS TEXT[]) AS ENUM('csat.unreadable', 'fast.below', 'fast.missing', 'polite.below', 'polite.missing', 'volume.below', 'volume.missing')[]) AS "actions",
  CASE
    WHEN NOT c4 IS NULL
    THEN COALESCE(
      CAST(c4 AS ENUM('csat.unreadable', 'fast.below', 'fast.missing', 'polite.below', 'polite.missing', 'volume.below', 'volume.missing')[]),
      CAST(CAST([] AS TEXT[]) AS ENUM('csat.unreadable', 'fast.below', 'fast.missing', 'polite.below', 'polite.missing', 'volume.below', 'volume.missing')[])
    )
    WHEN c4 IS NULL
    THEN s292
    ELSE CAST(CAST([] AS TEXT[]) AS ENUM('csat.unreadable', 'fast.below', 'fast.missing', 'polite.below', 'polite.missing', 'volume.below', 'volume.missing')[])
  END AS "reasons"
FROM (
  SELECT
    c0,
    c1,
    c2,
    c3,
    c4,
    s14,
    s15,
    s27,
    s28,
    s38,
    s45,
    s48,
    s58,
    s61,
    s63,
    s64,
    s83,
    s223,
    s228,
    s234,
    LIST_TRANSFORM(
      COALESCE(
        LIST_AGGREGATE(
          [
            CASE WHEN s270 > 0 THEN (
              s270 * CAST(4 AS BIGINT)
            ) + CAST(2 AS BIGINT) END * CAST(2 AS BIGINT) - CAST(2 AS BIGINT),
            CASE WHEN s274 > 0 THEN (
              s274 * CAST(4 AS BIGINT)
            ) + CAST(1 AS BIGINT) END * CAST(2 AS BIGINT) - CAST(1 AS BIGINT),
            CASE WHEN s278 > 0 THEN s278 * CAST(4 AS BIGINT) END * CAST(2 AS BIGINT) - CAST(0 AS BIGINT),
            CASE WHEN s27 IS NULL THEN CAST(4611686018427387908 AS BIGINT) END,
            CASE
              WHEN (
                s14 IS NULL
              )
              AND (
                (
                  s83 = s87
                ) OR CASE WHEN s88 THEN s187 ELSE FALSE END OR s221
              )
              THEN CAST(4611686018427387909 AS BIGINT)
            END,
            CASE
              WHEN (
                c3 IS NULL
              )
              AND (
                (
                  s83 = s87
                ) OR CASE WHEN s88 THEN s216 ELSE FALSE END OR s221
              )
              THEN CAST(4611686018427387907 AS BIGINT)
            END
          ],
          'max',
          6
        ),
        []
      ),
      LAMBDA x : LIST_EXTRACT(
        CAST([
          'volume.below',
          'polite.below',
          'fast.below',
          'volume.missing',
          'polite.missing',
          'fast.missing'
        ] AS ENUM('csat.unreadable', 'fast.below', 'fast.missing', 'polite.below', 'polite.missing', 'volume.below', 'volume.missing')[]),
        (
          x & 7
        ) + 1
      )
    ) AS s292
  FROM (
    SELECT
      c0,
      c1,
      c2,
      c3,
      c4,
      s14,
      s15,
      s27,
      s28,
      s38,
      s45,
      s48,
      s58,
      s61,
      s63,
      s64,
      s83,
      s87,
      s88,
      s187,
      s216,
      CASE WHEN s88 THEN NOT (
        s187 OR s216
      ) ELSE TRUE END AS s221,
      s223,
      s228,
      s234,
      s270,
      s274,
      s278
    FROM (
      SELECT
        c0,
        c1,
        c2,
        c3,
        c4,
        s14,
        s15,
        s27,
        s28,
        s38,
        s45,
        s48,
        s58,
        s61,
        s63,
        s64,
        s83,
        s87,
        s88,
        CASE
          WHEN s88
          THEN COALESCE(
            (
              s14 IS NULL
            )
            AND (
              (
                (
                  s95 + (
                    CASE
                      WHEN s116 >= CAST(900000000 AS BIGINT)
                      THEN CAST(900000000 AS BIGINT)
                      ELSE s116
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 4000000000000
              )
              OR (
                (
                  s95 + (
                    CASE
                      WHEN s148 >= CAST(900000000 AS BIGINT)
                      THEN CAST(900000000 AS BIGINT)
                      ELSE s148
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 7500000000000
              )
              OR (
                (
                  s95 + (
                    CASE
                      WHEN s180 >= CAST(900000000 AS BIGINT)
                      THEN CAST(900000000 AS BIGINT)
                      ELSE s180
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 10000000000001
              )
            ),
            FALSE
          )
        END AS s187,
        s216,
        s223,
        s228,
        s234,
        s270,
        s274,
        s278
      FROM (
        SELECT
          c0,
          c1,
          c2,
          c3,
          c4,
          s14,
          s15,
          s27,
          s28,
          s38,
          s45,
          s48,
          s58,
          s61,
          s63,
          s64,
          s83,
          s87,
          s88,
          s95,
          s116,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s147 + s38
            ) // (
              CAST(2 AS BIGINT) * s38
            )
          END AS s148,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s179 + s38
            ) // (
              CAST(2 AS BIGINT) * s38
            )
          END AS s180,
          s216,
          s223,
          s228,
          s234,
          s270,
          s274,
          s278
        FROM (
          SELECT
            c0,
            c1,
            c2,
            c3,
            c4,
            s14,
            s15,
            s27,
            s28,
            s38,
            s45,
            s48,
            s58,
            s61,
            s63,
            s64,
            s83,
            s87,
            s88,
            s95,
            s116,
            CASE
              WHEN s88
              THEN (
                s93 + (
                  CASE
                    WHEN s125 <= 900000000
                    THEN CASE
                      WHEN s137 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s137 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s137 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s147,
            CASE
              WHEN s88
              THEN (
                s93 + (
                  CASE
                    WHEN s157 <= 900000000
                    THEN CASE
                      WHEN s169 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s169 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s169 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s179,
            s216,
            s223,
            s228,
            s234,
            s270,
            s274,
            s278
          FROM (
            SELECT
              c0,
              c1,
              c2,
              c3,
              c4,
              s14,
              s15,
              s27,
              s28,
              s38,
              s45,
              s48,
              s58,
              s61,
              s63,
              s64,
              s83,
              s87,
              s88,
              s93,
              s95,
              s116,
              s125,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s133 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s133 END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) // CAST(14000 AS BIGINT)
              END AS s137,
              s157,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s165 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s165 END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) // CAST(14000 AS BIGINT)
              END AS s169,
              s216,
              s223,
              s228,
              s234,
              s270,
              s274,
              s278
            FROM (
              SELECT
                c0,
                c1,
                c2,
                c3,
                c4,
                s14,
                s15,
                s27,
                s28,
                s38,
                s45,
                s48,
                s58,
                s61,
                s63,
                s64,
                s83,
                s87,
                s88,
                s93,
                s95,
                CASE
                  WHEN s88
                  THEN (
                    CAST(2 AS BIGINT) * s115 + s38
                  ) // (
                    CAST(2 AS BIGINT) * s38
                  )
                END AS s116,
                s125,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s127 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s127 END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) // CAST(40000 AS BIGINT)
                  ) - s92
                END AS s133,
                s157,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s159 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s159 END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) // CAST(40000 AS BIGINT)
                  ) - s92
                END AS s165,
                s216,
                s223,
                s228,
                s234,
                s270,
                s274,
                s278
              FROM (
                SELECT
                  c0,
                  c1,
                  c2,
                  c3,
                  c4,
                  s14,
                  s15,
                  s27,
                  s28,
                  s38,
                  s45,
                  s48,
                  s58,
                  s61,
                  s63,
                  s64,
                  s83,
                  s87,
                  s88,
                  s92,
                  s93,
                  s95,
                  CASE
                    WHEN s88
                    THEN (
                      s93 + (
                        CASE
                          WHEN s107 <= 0
                          THEN CAST(0 AS BIGINT)
                          WHEN s107 <= 50000
                          THEN CAST(50000 AS BIGINT)
                          ELSE CAST(100000 AS BIGINT)
                        END * CAST(7000 AS BIGINT)
                      )
                    ) * CAST(10000 AS BIGINT)
                  END AS s115,
                  s125,
                  CASE WHEN s88 THEN (
                    s125 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s127,
                  s157,
                  CASE WHEN s88 THEN (
                    s157 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s159,
                  CASE
                    WHEN s88
                    THEN COALESCE(
                      (
                        c3 IS NULL
                      )
                      AND (
                        (
                          s190 < 4000000000000
                        )
                        OR (
                          (
                            s190 + (
                              CASE WHEN s198 <= 100000 THEN s198 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 7500000000000
                        )
                        OR (
                          (
                            s190 + (
                              CASE WHEN s208 <= 100000 THEN s208 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 10000000000001
                        )
                      ),
                      FALSE
                    )
                  END AS s216,
                  s223,
                  s228,
                  s234,
                  s270,
                  s274,
                  s278
                FROM (
                  SELECT
                    c0,
                    c1,
                    c2,
                    c3,
                    c4,
                    s14,
                    s15,
                    s27,
                    s28,
                    s38,
                    s45,
                    s48,
                    s58,
                    s61,
                    s63,
                    s64,
                    s83,
                    s87,
                    s88,
                    s92,
                    s93,
                    s95,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(0 AS BIGINT) - s92
                              ) <= CAST(0 AS BIGINT)
                              THEN CAST(0 AS BIGINT)
                              ELSE (
                                CAST(0 AS BIGINT) - s92
                              )
                            END * CAST(2 AS BIGINT)
                          ) + CAST(6999 AS BIGINT)
                        ) + CAST(7000 AS BIGINT)
                      ) // CAST(14000 AS BIGINT)
                    END AS s107,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(4000000000000 AS BIGINT) - s94
                              ) <= CAST(0 AS BIGINT)
                              THEN CAST(0 AS BIGINT)
                              ELSE (
                                CAST(4000000000000 AS BIGINT) - s94
                              )
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) // CAST(12000 AS BIGINT)
                    END AS s125,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(7500000000000 AS BIGINT) - s94
                              ) <= CAST(0 AS BIGINT)
                              THEN CAST(0 AS BIGINT)
                              ELSE (
                                CAST(7500000000000 AS BIGINT) - s94
                              )
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) // CAST(12000 AS BIGINT)
                    END AS s157,
                    s190,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE WHEN s194 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s194 END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) // CAST(80000000 AS BIGINT)
                    END AS s198,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE WHEN s204 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s204 END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) // CAST(80000000 AS BIGINT)
                    END AS s208,
                    s223,
                    s228,
                    s234,
                    s270,
                    s274,
                    s278
                  FROM (
                    SELECT
                      c0,
                      c1,
                      c2,
                      c3,
                      c4,
                      s14,
                      s15,
                      s27,
                      s28,
                      s38,
                      s45,
                      s48,
                      s58,
                      s61,
                      s63,
                      s64,
                      s83,
                      s87,
                      s88,
                      CASE WHEN s88 THEN s34 - (
                        s15 * CAST(7000 AS BIGINT)
                      ) END AS s92,
                      CASE WHEN s88 THEN (
                        s20 + s33
                      ) - s20 END AS s93,
                      CASE WHEN s88 THEN s64 - (
                        s45 * CAST(6000 AS BIGINT)
                      ) END AS s94,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s48 END AS s95,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s63 END AS s190,
                      CASE WHEN s88 THEN CAST(4000000000000 AS BIGINT) - (
                        s64 - s61
                      ) END AS s194,
                      CASE WHEN s88 THEN CAST(7500000000000 AS BIGINT) - (
                        s64 - s61
                      ) END AS s204,
                      s223,
                      CASE WHEN s223 THEN s83 END AS s228,
                      s234,
                      s270,
                      s274,
                      s278
                    FROM (
                      SELECT
                        c0,
                        c1,
                        c2,
                        c3,
                        c4,
                        s14,
                        s15,
                        s20,
                        s27,
                        s28,
                        s33,
                        s34,
                        s38,
                        s45,
                        s48,
                        s58,
                        s61,
                        s63,
                        s64,
                        s83,
                        s87,
                        s83 <> s87 AS s88,
                        (
                          c4 IS NULL
                        ) AND (
                          s83 = s87
                        ) AS s223,
                        CASE WHEN c4 IS NULL THEN s83 END AS s234,
                        s270,
                        s274,
                        s278
                      FROM (
                        SELECT
                          c0,
                          c1,
                          c2,
                          c3,
                          c4,
                          s14,
                          s15,
                          s20,
                          s27,
                          s28,
                          s33,
                          s34,
                          s38,
                          s45,
                          s48,
                          s58,
                          s61,
                          s63,
                          s64,
                          CASE
                            WHEN s64 >= 7500000000000
                            THEN CAST(0 AS BIGINT)
                            WHEN s64 >= 4000000000000
                            THEN CAST(1 AS BIGINT)
                            ELSE CAST(2 AS BIGINT)
                          END AS s83,
                          s87,
                          s270,
                          s274,
                          s278
                        FROM (
                          SELECT
                            c0,
                            c1,
                            c2,
                            c3,
                            c4,
                            s14,
                            s15,
                            s20,
                            s27,
                            s28,
                            s33,
                            s34,
                            s38,
                            s45,
                            s48,
                            s58,
                            s61,
                            s63,
                            (
                              s45 * CAST(6000 AS BIGINT)
                            ) + s61 AS s64,
                            CASE
                              WHEN (
                                s48 + s63
                              ) >= 7500000000000
                              THEN CAST(0 AS BIGINT)
                              WHEN (
                                s48 + s63
                              ) >= 4000000000000
                              THEN CAST(1 AS BIGINT)
                              ELSE CAST(2 AS BIGINT)
                            END AS s87,
                            s270,
                            s274,
                            s278
                          FROM (
                            SELECT
                              c0,
                              c1,
                              c2,
                              c3,
                              c4,
                              s14,
                              s15,
                              s20,
                              s27,
                              s28,
                              s33,
                              s34,
                              s38,
                              CASE
                                WHEN s41 >= CAST(900000000 AS BIGINT)
                                THEN CAST(900000000 AS BIGINT)
                                ELSE s41
                              END AS s45,
                              CASE
                                WHEN s43 >= CAST(900000000 AS BIGINT)
                                THEN CAST(900000000 AS BIGINT)
                                ELSE s43
                              END * CAST(6000 AS BIGINT) AS s48,
                              s58,
                              s61,
                              s63,
                              s270,
                              s274,
                              s278
                            FROM (
                              SELECT
                                c0,
                                c1,
                                c2,
                                c3,
                                c4,
                                s14,
                                s15,
                                s20,
                                s27,
                                s28,
                                s33,
                                s34,
                                s38,
                                (
                                  CAST(2 AS BIGINT) * (
                                    s34 * CAST(10000 AS BIGINT)
                                  ) + s38
                                ) // (
                                  CAST(2 AS BIGINT) * s38
                                ) AS s41,
                                (
                                  CAST(2 AS BIGINT) * s42 + s38
                                ) // (
                                  CAST(2 AS BIGINT) * s38
                                ) AS s43,
                                s58,
                                s61,
                                s63,
                                s270,
                                s274,
                                s278
                              FROM (
                                SELECT
                                  c0,
                                  c1,
                                  c2,
                                  c3,
                                  c4,
                                  s14,
                                  s15,
                                  s20,
                                  s27,
                                  s28,
                                  s33,
                                  (
                                    s15 * CAST(7000 AS BIGINT)
                                  ) + s33 AS s34,
                                  s38,
                                  (
                                    s20 + s33
                                  ) * CAST(10000 AS BIGINT) AS s42,
                                  s58,
                                  (
                                    s58 * CAST(4000 AS BIGINT)
                                  ) * CAST(10000 AS BIGINT) AS s61,
                                  s63,
                                  s270,
                                  s274,
                                  CASE
                                    WHEN c3 IS NULL
                                    THEN CAST(NULL AS BIGINT)
                                    ELSE (
                                      (
                                        CAST(100000 AS BIGINT) - s58
                                      ) * CAST(4000 AS BIGINT)
                                    ) * CAST(10000 AS BIGINT)
                                  END AS s278
                                FROM (
                                  SELECT
                                    c0,
                                    c1,
                                    c2,
                                    c3,
                                    c4,
                                    s14,
                                    s15,
                                    s20,
                                    s27,
                                    s28,
                                    COALESCE(s28 * CAST(3000 AS BIGINT), CAST(0 AS BIGINT)) AS s33,
                                    CASE WHEN s27 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(3000 AS BIGINT) END + CAST(7000 AS BIGINT) AS s38,
                                    COALESCE(s57, CAST(0 AS BIGINT)) AS s58,
                                    (
                                      COALESCE(s57, CAST(100000 AS BIGINT)) * CAST(4000 AS BIGINT)
                                    ) * CAST(10000 AS BIGINT) AS s63,
                                    CASE
                                      WHEN s14 IS NULL
                                      THEN CAST(NULL AS BIGINT)
                                      ELSE (
                                        (
                                          CAST(100000 AS BIGINT) - s15
                                        ) * CAST(7000 AS BIGINT)
                                      ) * CAST(6000 AS BIGINT)
                                    END AS s270,
                                    (
                                      (
                                        CAST(100000 AS BIGINT) - s28
                                      ) * CAST(3000 AS BIGINT)
                                    ) * CAST(6000 AS BIGINT) AS s274
                                  FROM (
                                    SELECT
                                      c0,
                                      c1,
                                      c2,
                                      c3,
                                      c4,
                                      CASE
                                        WHEN c1 IS NULL
                                        THEN NULL
                                        WHEN c1 <= 1000000
                                        THEN CAST(0 AS BIGINT)
                                        WHEN c1 <= 8000000
                                        THEN CAST(1 AS BIGINT)
                                        ELSE CAST(2 AS BIGINT)
                                      END AS s14,
                                      CASE
                                        WHEN c1 IS NULL
                                        THEN CAST(0 AS BIGINT)
                                        WHEN c1 <= 1000000
                                        THEN CAST(100000 AS BIGINT)
                                        WHEN c1 <= 8000000
                                        THEN CAST(50000 AS BIGINT)
                                        ELSE CAST(0 AS BIGINT)
                                      END AS s15,
                                      CASE
                                        WHEN c1 IS NULL
                                        THEN CAST(100000 AS BIGINT)
                                        WHEN c1 <= 1000000
                                        THEN CAST(100000 AS BIGINT)
                                        WHEN c1 <= 8000000
                                        THEN CAST(50000 AS BIGINT)
                                        ELSE CAST(0 AS BIGINT)
                                      END * CAST(7000 AS BIGINT) AS s20,
                                      CASE
                                        WHEN c2 IS NULL
                                        THEN NULL
                                        WHEN c2 >= 5
                                        THEN CAST(0 AS BIGINT)
                                        WHEN c2 >= 3
                                        THEN CAST(1 AS BIGINT)
                                        ELSE CAST(2 AS BIGINT)
                                      END AS s27,
                                      CASE
                                        WHEN c2 IS NULL
                                        THEN NULL
                                        WHEN c2 >= 5
                                        THEN CAST(100000 AS BIGINT)
                                        WHEN c2 >= 3
                                        THEN CAST(60000 AS BIGINT)
                                        ELSE CAST(0 AS BIGINT)
                                      END AS s28,
                                      (
                                        (
                                          CASE
                                            WHEN c3 >= CAST(10000000000 AS BIGINT)
                                            THEN CAST(10000000000 AS BIGINT)
                                            ELSE c3
                                          END * CAST(100000 AS BIGINT)
                                        ) + CAST(5000000000 AS BIGINT)
                                      ) // CAST(10000000000 AS BIGINT) AS s57
                                    FROM (
                                      SELECT
                                        "id" AS c0,
                                        "speed" AS c1,
                                        "tone" AS c2,
                                        "sales" AS c3,
                                        "errors" AS c4
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
      ) AS l15
    ) AS l16
  ) AS l17
) AS l18
