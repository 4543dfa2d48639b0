SELECT
  c0 AS "id",
  CASE WHEN s226 THEN 'decided' WHEN c4 IS NULL THEN 'refer' ELSE 'error' END AS "outcome",
  CASE
    WHEN s231 IS NULL
    THEN NULL
    WHEN s231 = 0
    THEN 'best'
    WHEN s231 = 1
    THEN 'good'
    ELSE 'rest'
  END AS "tier",
  CASE
    WHEN s237 IS NULL
    THEN NULL
    WHEN s237 = 0
    THEN 'best'
    WHEN s237 = 1
    THEN 'good'
    ELSE 'rest'
  END AS "tier_by_points",
  CAST(NULL AS TEXT) AS "route",
  CASE WHEN c4 IS NULL THEN s47 + s61 END AS "score",
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
  'default' AS "profile",
  CASE
    WHEN s226
    THEN CASE
      WHEN (
        s83 = 0
      ) AND s78
      THEN (
        s47 + s61
      ) - CAST(7500000000000 AS BIGINT)
      WHEN (
        s83 = 1
      ) AND s80
      THEN (
        s47 + s61
      ) - CAST(4000000000000 AS BIGINT)
    END
  END AS "to_keep",
  CASE
    WHEN s226
    THEN CASE
      WHEN s83 = 1
      THEN CASE WHEN s251 > CAST(0 AS BIGINT) THEN s251 ELSE CAST(0 AS BIGINT) END
      WHEN s83 = 2
      THEN CASE WHEN s257 > CAST(0 AS BIGINT) THEN s257 ELSE CAST(0 AS BIGINT) END
    END
  END AS "to_reach",
  CASE
    WHEN s41 < CAST(900000000 AS BIGINT)
    THEN s41
    ELSE CAST(900000000 AS BIGINT)
  END AS "service.points",
  CAST(6000 AS BIGINT) AS "service.weight",
  s38 AS "service.weight_left",
  s47 AS "service.contribution",
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
  CAST([] AS TEXT[]) AS "actions",
  CASE
    WHEN NOT c4 IS NULL
    THEN COALESCE(c4, CAST([] AS TEXT[]))
    WHEN c4 IS NULL
    THEN s284
    ELSE CAST([] AS TEXT[])
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
    s41,
    s47,
    s48,
    s58,
    s61,
    s63,
    s78,
    s80,
    s83,
    s226,
    s231,
    s237,
    s251,
    s257,
    LIST_SELECT(
      [
        'volume.below',
        'polite.below',
        'fast.below',
        'fast.missing',
        'polite.missing',
        'volume.missing'
      ],
      CASE
        WHEN (
          (
            s14 IS NULL
          )
          AND (
            (
              s83 = s87
            ) OR CASE WHEN s88 THEN s190 ELSE FALSE END OR s224
          )
        )
        OR (
          s27 IS NULL
        )
        OR (
          (
            c3 IS NULL
          )
          AND (
            (
              s83 = s87
            ) OR CASE WHEN s88 THEN s219 ELSE FALSE END OR s224
          )
        )
        THEN LIST_CONCAT(
          LIST_FILTER(
            [
              CASE
                WHEN (
                  s14 IS NULL
                )
                AND (
                  (
                    s83 = s87
                  ) OR CASE WHEN s88 THEN s190 ELSE FALSE END OR s224
                )
                THEN CAST(4 AS BIGINT)
              END,
              CASE WHEN s27 IS NULL THEN CAST(5 AS BIGINT) END,
              CASE
                WHEN (
                  c3 IS NULL
                )
                AND (
                  (
                    s83 = s87
                  ) OR CASE WHEN s88 THEN s219 ELSE FALSE END OR s224
                )
                THEN CAST(6 AS BIGINT)
              END
            ],
            LAMBDA x : NOT x IS NULL
          ),
          r284
        )
        ELSE r284
      END
    ) AS s284
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
      s41,
      s47,
      s48,
      s58,
      s61,
      s63,
      s78,
      s80,
      s83,
      s87,
      s88,
      s190,
      s219,
      CASE WHEN s88 THEN NOT (
        s190 OR s219
      ) ELSE TRUE END AS s224,
      s226,
      s231,
      s237,
      s251,
      s257,
      r284
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
        s41,
        s47,
        s48,
        s58,
        s61,
        s63,
        s78,
        s80,
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
                  s94 + (
                    CASE
                      WHEN s119 < CAST(900000000 AS BIGINT)
                      THEN s119
                      ELSE CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 4000000000000
              )
              OR (
                (
                  s94 + (
                    CASE
                      WHEN s151 < CAST(900000000 AS BIGINT)
                      THEN s151
                      WHEN CAST(900000000 AS BIGINT) <= s151
                      THEN CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 7500000000000
              )
              OR (
                (
                  s94 + (
                    CASE
                      WHEN s183 < CAST(900000000 AS BIGINT)
                      THEN s183
                      WHEN CAST(900000000 AS BIGINT) <= s183
                      THEN CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 10000000000001
              )
            ),
            FALSE
          )
        END AS s190,
        s219,
        s226,
        s231,
        s237,
        s251,
        s257,
        r284
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
          s41,
          s47,
          s48,
          s58,
          s61,
          s63,
          s78,
          s80,
          s83,
          s87,
          s88,
          s94,
          s119,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s150 + s38
            ) // (
              CAST(2 AS BIGINT) * s38
            )
          END AS s151,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s182 + s38
            ) // (
              CAST(2 AS BIGINT) * s38
            )
          END AS s183,
          s219,
          s226,
          s231,
          s237,
          s251,
          s257,
          r284
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
            s41,
            s47,
            s48,
            s58,
            s61,
            s63,
            s78,
            s80,
            s83,
            s87,
            s88,
            s94,
            s119,
            CASE
              WHEN s88
              THEN (
                s92 + (
                  CASE
                    WHEN s128 <= 900000000
                    THEN CASE
                      WHEN s140 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s140 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s140 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s150,
            CASE
              WHEN s88
              THEN (
                s92 + (
                  CASE
                    WHEN s160 <= 900000000
                    THEN CASE
                      WHEN s172 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s172 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s172 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s182,
            s219,
            s226,
            s231,
            s237,
            s251,
            s257,
            r284
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
              s41,
              s47,
              s48,
              s58,
              s61,
              s63,
              s78,
              s80,
              s83,
              s87,
              s88,
              s92,
              s94,
              CASE
                WHEN s88
                THEN (
                  CAST(2 AS BIGINT) * s118 + s38
                ) // (
                  CAST(2 AS BIGINT) * s38
                )
              END AS s119,
              s128,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s136 > CAST(0 AS BIGINT) THEN s136 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) // CAST(14000 AS BIGINT)
              END AS s140,
              s160,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s168 > CAST(0 AS BIGINT) THEN s168 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) // CAST(14000 AS BIGINT)
              END AS s172,
              s219,
              s226,
              s231,
              s237,
              s251,
              s257,
              r284
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
                s41,
                s47,
                s48,
                s58,
                s61,
                s63,
                s78,
                s80,
                s83,
                s87,
                s88,
                s92,
                s94,
                CASE
                  WHEN s88
                  THEN (
                    s92 + (
                      CASE
                        WHEN s110 <= 0
                        THEN CAST(0 AS BIGINT)
                        WHEN s110 <= 50000
                        THEN CAST(50000 AS BIGINT)
                        ELSE CAST(100000 AS BIGINT)
                      END * CAST(7000 AS BIGINT)
                    )
                  ) * CAST(10000 AS BIGINT)
                END AS s118,
                s128,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s130 > CAST(0 AS BIGINT) THEN s130 ELSE CAST(0 AS BIGINT) END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) // CAST(40000 AS BIGINT)
                  ) - s91
                END AS s136,
                s160,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s162 > CAST(0 AS BIGINT) THEN s162 ELSE CAST(0 AS BIGINT) END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) // CAST(40000 AS BIGINT)
                  ) - s91
                END AS s168,
                s219,
                s226,
                s231,
                s237,
                s251,
                s257,
                r284
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
                  s41,
                  s47,
                  s48,
                  s58,
                  s61,
                  s63,
                  s78,
                  s80,
                  s83,
                  s87,
                  s88,
                  s91,
                  s92,
                  s94,
                  CASE
                    WHEN s88
                    THEN (
                      (
                        (
                          CASE WHEN s104 > CAST(0 AS BIGINT) THEN s104 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                        ) + CAST(6999 AS BIGINT)
                      ) + CAST(7000 AS BIGINT)
                    ) // CAST(14000 AS BIGINT)
                  END AS s110,
                  s128,
                  CASE WHEN s88 THEN (
                    s128 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s130,
                  s160,
                  CASE WHEN s88 THEN (
                    s160 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s162,
                  CASE
                    WHEN s88
                    THEN COALESCE(
                      (
                        c3 IS NULL
                      )
                      AND (
                        (
                          s193 < 4000000000000
                        )
                        OR (
                          (
                            s193 + (
                              CASE WHEN s201 <= 100000 THEN s201 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 7500000000000
                        )
                        OR (
                          (
                            s193 + (
                              CASE WHEN s211 <= 100000 THEN s211 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 10000000000001
                        )
                      ),
                      FALSE
                    )
                  END AS s219,
                  s226,
                  s231,
                  s237,
                  s251,
                  s257,
                  r284
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
                    s41,
                    s47,
                    s48,
                    s58,
                    s61,
                    s63,
                    s78,
                    s80,
                    s83,
                    s87,
                    s88,
                    s91,
                    s92,
                    s94,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            (
                              (
                                s38 * CAST(0 AS BIGINT)
                              ) * CAST(2 AS BIGINT)
                            ) + CAST(19999 AS BIGINT)
                          ) + CAST(20000 AS BIGINT)
                        ) // CAST(40000 AS BIGINT)
                      ) - s91
                    END AS s104,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(4000000000000 AS BIGINT) - s93
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(4000000000000 AS BIGINT) - s93
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) // CAST(12000 AS BIGINT)
                    END AS s128,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(7500000000000 AS BIGINT) - s93
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(7500000000000 AS BIGINT) - s93
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) // CAST(12000 AS BIGINT)
                    END AS s160,
                    s193,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(4000000000000 AS BIGINT) - s192
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(4000000000000 AS BIGINT) - s192
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) // CAST(80000000 AS BIGINT)
                    END AS s201,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(7500000000000 AS BIGINT) - s192
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(7500000000000 AS BIGINT) - s192
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) // CAST(80000000 AS BIGINT)
                    END AS s211,
                    s226,
                    s231,
                    s237,
                    s251,
                    s257,
                    r284
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
                      s41,
                      s47,
                      s48,
                      s58,
                      s61,
                      s63,
                      s78,
                      s80,
                      s83,
                      s87,
                      s88,
                      CASE WHEN s88 THEN s34 - (
                        s15 * CAST(7000 AS BIGINT)
                      ) END AS s91,
                      CASE WHEN s88 THEN (
                        s20 + s33
                      ) - s20 END AS s92,
                      CASE WHEN s88 THEN (
                        s47 + s61
                      ) - s47 END AS s93,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s48 END AS s94,
                      CASE WHEN s88 THEN (
                        s47 + s61
                      ) - s61 END AS s192,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s63 END AS s193,
                      s226,
                      CASE WHEN s226 THEN s83 END AS s231,
                      s237,
                      s251,
                      s257,
                      r284
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
                        s41,
                        s47,
                        s48,
                        s58,
                        s61,
                        s63,
                        s78,
                        s80,
                        s83,
                        s87,
                        s83 <> s87 AS s88,
                        (
                          c4 IS NULL
                        ) AND (
                          s83 = s87
                        ) AS s226,
                        CASE WHEN c4 IS NULL THEN s83 END AS s237,
                        s251,
                        s257,
                        r284
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
                          s41,
                          s47,
                          s48,
                          s58,
                          s61,
                          s63,
                          s78,
                          s80,
                          CASE
                            WHEN s78
                            THEN CAST(0 AS BIGINT)
                            WHEN s80
                            THEN CAST(1 AS BIGINT)
                            ELSE CAST(2 AS BIGINT)
                          END AS s83,
                          s87,
                          s251,
                          s257,
                          r284
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
                            s41,
                            s47,
                            s48,
                            s58,
                            s61,
                            s63,
                            (
                              s47 + s61
                            ) >= 7500000000000 AS s78,
                            (
                              s47 + s61
                            ) >= 4000000000000 AS s80,
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
                            CAST(7500000000000 AS BIGINT) - (
                              s47 + s61
                            ) AS s251,
                            CAST(4000000000000 AS BIGINT) - (
                              s47 + s61
                            ) AS s257,
                            r284
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
                              s41,
                              CASE
                                WHEN s41 < CAST(900000000 AS BIGINT)
                                THEN s41
                                ELSE CAST(900000000 AS BIGINT)
                              END * CAST(6000 AS BIGINT) AS s47,
                              CASE
                                WHEN s43 < CAST(900000000 AS BIGINT)
                                THEN s43
                                ELSE CAST(900000000 AS BIGINT)
                              END * CAST(6000 AS BIGINT) AS s48,
                              s58,
                              s61,
                              s63,
                              r284
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
                                LIST_TRANSFORM(
                                  LIST_REVERSE_SORT(
                                    LIST_FILTER(
                                      [
                                        CASE WHEN s273 > 0 THEN s273 * CAST(4 AS BIGINT) + CAST(2 AS BIGINT) END,
                                        CASE WHEN s277 > 0 THEN s277 * CAST(4 AS BIGINT) + CAST(1 AS BIGINT) END,
                                        CASE WHEN s281 > 0 THEN s281 * CAST(4 AS BIGINT) + CAST(0 AS BIGINT) END
                                      ],
                                      LAMBDA x : NOT x IS NULL
                                    )
                                  ),
                                  LAMBDA x : (
                                    x & 3
                                  ) + 1
                                ) AS r284
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
                                  s273,
                                  s277,
                                  CASE
                                    WHEN c3 IS NULL
                                    THEN CAST(NULL AS BIGINT)
                                    ELSE (
                                      (
                                        CAST(100000 AS BIGINT) - s58
                                      ) * CAST(4000 AS BIGINT)
                                    ) * CAST(10000 AS BIGINT)
                                  END AS s281
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
                                    END AS s273,
                                    CASE
                                      WHEN s27 IS NULL
                                      THEN CAST(NULL AS BIGINT)
                                      ELSE (
                                        (
                                          CAST(100000 AS BIGINT) - s28
                                        ) * CAST(3000 AS BIGINT)
                                      ) * CAST(6000 AS BIGINT)
                                    END AS s277
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
                                            WHEN c3 < CAST(10000000000 AS BIGINT)
                                            THEN c3
                                            WHEN CAST(10000000000 AS BIGINT) <= c3
                                            THEN CAST(10000000000 AS BIGINT)
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
