SELECT
  c0 AS "id",
  CASE WHEN s227 THEN 'decided' WHEN c4 IS NULL THEN 'refer' ELSE 'error' END AS "outcome",
  CASE
    WHEN s232 IS NULL
    THEN NULL
    WHEN s232 = 0
    THEN 'best'
    WHEN s232 = 1
    THEN 'good'
    ELSE 'rest'
  END AS "tier",
  CASE
    WHEN s238 IS NULL
    THEN NULL
    WHEN s238 = 0
    THEN 'best'
    WHEN s238 = 1
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
    WHEN s227
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
    WHEN s227
    THEN CASE
      WHEN s83 = 1
      THEN CASE WHEN s252 > CAST(0 AS BIGINT) THEN s252 ELSE CAST(0 AS BIGINT) END
      WHEN s83 = 2
      THEN CASE WHEN s258 > CAST(0 AS BIGINT) THEN s258 ELSE CAST(0 AS BIGINT) END
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
  CAST(ARRAY[] AS TEXT[]) AS "actions",
  CASE
    WHEN NOT c4 IS NULL
    THEN COALESCE(c4, CAST(ARRAY[] AS TEXT[]))
    WHEN c4 IS NULL
    THEN s296
    ELSE CAST(ARRAY[] AS TEXT[])
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
    s227,
    s232,
    s238,
    s252,
    s258,
    ARRAY_CAT(
      CASE
        WHEN (
          (
            s14 IS NULL
          )
          AND (
            (
              s83 = s87
            ) OR CASE WHEN s88 THEN s191 ELSE FALSE END OR s225
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
            ) OR CASE WHEN s88 THEN s220 ELSE FALSE END OR s225
          )
        )
        THEN ARRAY_REMOVE(
          ARRAY[
            CASE
              WHEN (
                s14 IS NULL
              )
              AND (
                (
                  s83 = s87
                ) OR CASE WHEN s88 THEN s191 ELSE FALSE END OR s225
              )
              THEN 'fast.missing'
            END,
            CASE WHEN s27 IS NULL THEN 'polite.missing' END,
            CASE
              WHEN (
                c3 IS NULL
              )
              AND (
                (
                  s83 = s87
                ) OR CASE WHEN s88 THEN s220 ELSE FALSE END OR s225
              )
              THEN 'volume.missing'
            END
          ],
          NULL
        )
        ELSE CAST(ARRAY[] AS TEXT[])
      END,
      ARRAY(
        SELECT
          word
        FROM UNNEST(ARRAY[
          CASE WHEN s274 > 0 THEN (
            s274 * CAST(4 AS BIGINT)
          ) + CAST(2 AS BIGINT) END,
          CASE WHEN s278 > 0 THEN (
            s278 * CAST(4 AS BIGINT)
          ) + CAST(1 AS BIGINT) END,
          CASE WHEN s282 > 0 THEN s282 * CAST(4 AS BIGINT) END
        ], ARRAY['fast.below', 'polite.below', 'volume.below']) AS r(key, word)
        WHERE
          NOT key IS NULL
        ORDER BY
          key DESC
      )
    ) AS s296
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
      s191,
      s220,
      CASE WHEN s88 THEN NOT (
        s191 OR s220
      ) ELSE TRUE END AS s225,
      s227,
      s232,
      s238,
      s252,
      s258,
      s274,
      s278,
      s282
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
                  s95 + (
                    CASE
                      WHEN s120 < CAST(900000000 AS BIGINT)
                      THEN s120
                      ELSE CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 4000000000000
              )
              OR (
                (
                  s95 + (
                    CASE
                      WHEN s152 < CAST(900000000 AS BIGINT)
                      THEN s152
                      WHEN CAST(900000000 AS BIGINT) <= s152
                      THEN CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 7500000000000
              )
              OR (
                (
                  s95 + (
                    CASE
                      WHEN s184 < CAST(900000000 AS BIGINT)
                      THEN s184
                      WHEN CAST(900000000 AS BIGINT) <= s184
                      THEN CAST(900000000 AS BIGINT)
                    END * CAST(6000 AS BIGINT)
                  )
                ) < 10000000000001
              )
            ),
            FALSE
          )
        END AS s191,
        s220,
        s227,
        s232,
        s238,
        s252,
        s258,
        s274,
        s278,
        s282
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
          s95,
          s120,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s151 + s38
            ) / (
              CAST(2 AS BIGINT) * s38
            )
          END AS s152,
          CASE
            WHEN s88
            THEN (
              CAST(2 AS BIGINT) * s183 + s38
            ) / (
              CAST(2 AS BIGINT) * s38
            )
          END AS s184,
          s220,
          s227,
          s232,
          s238,
          s252,
          s258,
          s274,
          s278,
          s282
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
            s95,
            s120,
            CASE
              WHEN s88
              THEN (
                s93 + (
                  CASE
                    WHEN s129 <= 900000000
                    THEN CASE
                      WHEN s141 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s141 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s141 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s151,
            CASE
              WHEN s88
              THEN (
                s93 + (
                  CASE
                    WHEN s161 <= 900000000
                    THEN CASE
                      WHEN s173 <= 0
                      THEN CAST(0 AS BIGINT)
                      WHEN s173 <= 50000
                      THEN CAST(50000 AS BIGINT)
                      WHEN s173 <= 100000
                      THEN CAST(100000 AS BIGINT)
                    END
                  END * CAST(7000 AS BIGINT)
                )
              ) * CAST(10000 AS BIGINT)
            END AS s183,
            s220,
            s227,
            s232,
            s238,
            s252,
            s258,
            s274,
            s278,
            s282
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
              s93,
              s95,
              CASE
                WHEN s88
                THEN (
                  CAST(2 AS BIGINT) * s119 + s38
                ) / (
                  CAST(2 AS BIGINT) * s38
                )
              END AS s120,
              s129,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s137 > CAST(0 AS BIGINT) THEN s137 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) / CAST(14000 AS BIGINT)
              END AS s141,
              s161,
              CASE
                WHEN s88
                THEN (
                  (
                    (
                      CASE WHEN s169 > CAST(0 AS BIGINT) THEN s169 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                    ) + CAST(6999 AS BIGINT)
                  ) + CAST(7000 AS BIGINT)
                ) / CAST(14000 AS BIGINT)
              END AS s173,
              s220,
              s227,
              s232,
              s238,
              s252,
              s258,
              s274,
              s278,
              s282
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
                s93,
                s95,
                CASE
                  WHEN s88
                  THEN (
                    s93 + (
                      CASE
                        WHEN s111 <= 0
                        THEN CAST(0 AS BIGINT)
                        WHEN s111 <= 50000
                        THEN CAST(50000 AS BIGINT)
                        ELSE CAST(100000 AS BIGINT)
                      END * CAST(7000 AS BIGINT)
                    )
                  ) * CAST(10000 AS BIGINT)
                END AS s119,
                s129,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s131 > CAST(0 AS BIGINT) THEN s131 ELSE CAST(0 AS BIGINT) END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) / CAST(40000 AS BIGINT)
                  ) - s92
                END AS s137,
                s161,
                CASE
                  WHEN s88
                  THEN (
                    (
                      (
                        (
                          (
                            CASE WHEN s163 > CAST(0 AS BIGINT) THEN s163 ELSE CAST(0 AS BIGINT) END * s38
                          ) * CAST(2 AS BIGINT)
                        ) + CAST(19999 AS BIGINT)
                      ) + CAST(20000 AS BIGINT)
                    ) / CAST(40000 AS BIGINT)
                  ) - s92
                END AS s169,
                s220,
                s227,
                s232,
                s238,
                s252,
                s258,
                s274,
                s278,
                s282
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
                  s93,
                  s95,
                  CASE
                    WHEN s88
                    THEN (
                      (
                        (
                          CASE WHEN s105 > CAST(0 AS BIGINT) THEN s105 ELSE CAST(0 AS BIGINT) END * CAST(2 AS BIGINT)
                        ) + CAST(6999 AS BIGINT)
                      ) + CAST(7000 AS BIGINT)
                    ) / CAST(14000 AS BIGINT)
                  END AS s111,
                  s129,
                  CASE WHEN s88 THEN (
                    s129 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s131,
                  s161,
                  CASE WHEN s88 THEN (
                    s161 * CAST(2 AS BIGINT)
                  ) - CAST(1 AS BIGINT) END AS s163,
                  CASE
                    WHEN s88
                    THEN COALESCE(
                      (
                        c3 IS NULL
                      )
                      AND (
                        (
                          s194 < 4000000000000
                        )
                        OR (
                          (
                            s194 + (
                              CASE WHEN s202 <= 100000 THEN s202 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 7500000000000
                        )
                        OR (
                          (
                            s194 + (
                              CASE WHEN s212 <= 100000 THEN s212 END * CAST(40000000 AS BIGINT)
                            )
                          ) < 10000000000001
                        )
                      ),
                      FALSE
                    )
                  END AS s220,
                  s227,
                  s232,
                  s238,
                  s252,
                  s258,
                  s274,
                  s278,
                  s282
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
                    s93,
                    s95,
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
                        ) / CAST(40000 AS BIGINT)
                      ) - s92
                    END AS s105,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(4000000000000 AS BIGINT) - s94
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(4000000000000 AS BIGINT) - s94
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) / CAST(12000 AS BIGINT)
                    END AS s129,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(7500000000000 AS BIGINT) - s94
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(7500000000000 AS BIGINT) - s94
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(5999 AS BIGINT)
                        ) + CAST(6000 AS BIGINT)
                      ) / CAST(12000 AS BIGINT)
                    END AS s161,
                    s194,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(4000000000000 AS BIGINT) - s193
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(4000000000000 AS BIGINT) - s193
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) / CAST(80000000 AS BIGINT)
                    END AS s202,
                    CASE
                      WHEN s88
                      THEN (
                        (
                          (
                            CASE
                              WHEN (
                                CAST(7500000000000 AS BIGINT) - s193
                              ) > CAST(0 AS BIGINT)
                              THEN (
                                CAST(7500000000000 AS BIGINT) - s193
                              )
                              ELSE CAST(0 AS BIGINT)
                            END * CAST(2 AS BIGINT)
                          ) + CAST(39999999 AS BIGINT)
                        ) + CAST(40000000 AS BIGINT)
                      ) / CAST(80000000 AS BIGINT)
                    END AS s212,
                    s227,
                    s232,
                    s238,
                    s252,
                    s258,
                    s274,
                    s278,
                    s282
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
                      ) END AS s92,
                      CASE WHEN s88 THEN (
                        s20 + s33
                      ) - s20 END AS s93,
                      CASE WHEN s88 THEN (
                        s47 + s61
                      ) - s47 END AS s94,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s48 END AS s95,
                      CASE WHEN s88 THEN (
                        s47 + s61
                      ) - s61 END AS s193,
                      CASE WHEN s88 THEN (
                        s48 + s63
                      ) - s63 END AS s194,
                      s227,
                      CASE WHEN s227 THEN s83 END AS s232,
                      s238,
                      s252,
                      s258,
                      s274,
                      s278,
                      s282
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
                        ) AS s227,
                        CASE WHEN c4 IS NULL THEN s83 END AS s238,
                        s252,
                        s258,
                        s274,
                        s278,
                        s282
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
                          s252,
                          s258,
                          s274,
                          s278,
                          s282
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
                            ) AS s252,
                            CAST(4000000000000 AS BIGINT) - (
                              s47 + s61
                            ) AS s258,
                            s274,
                            s278,
                            s282
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
                              s274,
                              s278,
                              s282
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
                                ) / (
                                  CAST(2 AS BIGINT) * s38
                                ) AS s41,
                                (
                                  CAST(2 AS BIGINT) * s42 + s38
                                ) / (
                                  CAST(2 AS BIGINT) * s38
                                ) AS s43,
                                s58,
                                s61,
                                s63,
                                s274,
                                s278,
                                s282
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
                                  s274,
                                  s278,
                                  CASE
                                    WHEN c3 IS NULL
                                    THEN CAST(NULL AS BIGINT)
                                    ELSE (
                                      (
                                        CAST(100000 AS BIGINT) - s58
                                      ) * CAST(4000 AS BIGINT)
                                    ) * CAST(10000 AS BIGINT)
                                  END AS s282
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
                                    END AS s274,
                                    CASE
                                      WHEN s27 IS NULL
                                      THEN CAST(NULL AS BIGINT)
                                      ELSE (
                                        (
                                          CAST(100000 AS BIGINT) - s28
                                        ) * CAST(3000 AS BIGINT)
                                      ) * CAST(6000 AS BIGINT)
                                    END AS s278
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
                                      ) / CAST(10000000000 AS BIGINT) AS s57
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
