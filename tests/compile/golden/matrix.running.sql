SELECT
  c0 AS "id",
  CASE
    WHEN s180
    THEN CAST('decided' AS ENUM('decided', 'error', 'refer'))
    WHEN c5 IS NULL
    THEN CAST('refer' AS ENUM('decided', 'error', 'refer'))
    ELSE CAST('error' AS ENUM('decided', 'error', 'refer'))
  END AS "outcome",
  CASE
    WHEN s185 IS NULL
    THEN NULL
    WHEN s185 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s185 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier",
  CASE
    WHEN s191 IS NULL
    THEN NULL
    WHEN s191 = 0
    THEN CAST('best' AS ENUM('best', 'good', 'rest'))
    WHEN s191 = 1
    THEN CAST('good' AS ENUM('best', 'good', 'rest'))
    ELSE CAST('rest' AS ENUM('best', 'good', 'rest'))
  END AS "tier_by_points",
  CAST(NULL AS TEXT) AS "route",
  CASE
    WHEN c5 IS NULL
    THEN CASE
      WHEN c4 <= 180
      THEN CAST('active' AS ENUM('active', 'lost'))
      WHEN s53
      THEN NULL
      ELSE CAST('lost' AS ENUM('active', 'lost'))
    END
  END AS "stage",
  CASE WHEN c5 IS NULL THEN s31 END AS "appeal.score",
  CAST(NULL AS BIGINT) AS "appeal.score_best",
  CASE WHEN s24 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(10000 AS BIGINT) END * CAST(10000 AS BIGINT) AS "appeal.evidence",
  CAST(10000 AS BIGINT) AS "appeal.weight_left",
  CAST('default' AS ENUM('default')) AS "appeal.profile",
  CASE
    WHEN c5 IS NULL
    THEN CASE
      WHEN s31 IS NULL
      THEN NULL
      WHEN s31 >= 600000000
      THEN CAST('high' AS ENUM('high', 'low'))
      ELSE CAST('low' AS ENUM('high', 'low'))
    END
  END AS "appeal.cut",
  CASE
    WHEN s180
    THEN CASE
      WHEN (
        s203 > s95
      ) AND (
        s67 = 0
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        s204 > s95
      ) AND (
        s67 = 1
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        s204 > s95
      ) AND (
        s67 < 1
      )
      THEN s31 - CAST(600000000 AS BIGINT)
    END
  END AS "appeal.to_keep",
  CASE
    WHEN s180
    THEN CASE
      WHEN (
        s67 >= 1
      ) AND (
        s204 < s95
      )
      THEN CASE
        WHEN (
          CAST(0 AS BIGINT) - s31
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(0 AS BIGINT) - s31
        )
      END
      WHEN (
        s67 >= 0
      ) AND (
        s203 < s95
      )
      THEN CASE
        WHEN (
          CAST(600000000 AS BIGINT) - s31
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(600000000 AS BIGINT) - s31
        )
      END
    END
  END AS "appeal.to_reach",
  CASE WHEN c5 IS NULL THEN s46 END AS "strength.score",
  CASE WHEN (
    c5 IS NULL
  ) AND (
    c2 IS NULL
  ) THEN s48 END AS "strength.score_best",
  CASE WHEN c2 IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(10000 AS BIGINT) END * CAST(10000 AS BIGINT) AS "strength.evidence",
  CAST(10000 AS BIGINT) AS "strength.weight_left",
  CAST('default' AS ENUM('default')) AS "strength.profile",
  CASE
    WHEN c5 IS NULL
    THEN CASE
      WHEN s46 >= 500000000
      THEN CAST('strong' AS ENUM('strong', 'weak'))
      ELSE CAST('weak' AS ENUM('strong', 'weak'))
    END
  END AS "strength.cut",
  CASE
    WHEN s180
    THEN CASE
      WHEN (
        s228 > s95
      ) AND (
        s72 = 0
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        s230 > s95
      ) AND (
        s72 = 1
      )
      THEN CAST(NULL AS BIGINT)
      WHEN (
        s230 > s95
      ) AND (
        s72 < 1
      )
      THEN s46 - CAST(500000000 AS BIGINT)
    END
  END AS "strength.to_keep",
  CASE
    WHEN s180
    THEN CASE
      WHEN (
        s72 >= 1
      ) AND (
        s230 < s95
      )
      THEN CAST(0 AS BIGINT)
      WHEN s228 < s95
      THEN CASE
        WHEN (
          CAST(500000000 AS BIGINT) - s46
        ) <= CAST(0 AS BIGINT)
        THEN CAST(0 AS BIGINT)
        ELSE (
          CAST(500000000 AS BIGINT) - s46
        )
      END
    END
  END AS "strength.to_reach",
  c1 AS "volume.value",
  s24 AS "volume.hit",
  s25 AS "volume.points",
  CAST(10000 AS BIGINT) AS "volume.weight",
  s25 * CAST(10000 AS BIGINT) AS "volume.contribution",
  c2 AS "share.value",
  CASE WHEN c2 IS NULL THEN NULL ELSE CAST(0 AS BIGINT) END AS "share.hit",
  s39 AS "share.points",
  CAST(10000 AS BIGINT) AS "share.weight",
  s39 * CAST(10000 AS BIGINT) AS "share.contribution",
  CASE
    WHEN c4 > 365
    THEN CAST('yes' AS ENUM('no', 'unknown', 'yes'))
    WHEN c4 <= 365
    THEN CAST('no' AS ENUM('no', 'unknown', 'yes'))
    ELSE CAST('unknown' AS ENUM('no', 'unknown', 'yes'))
  END AS "late.answer",
  CASE
    WHEN c4 > 365
    THEN CAST('minus 10 from strength' AS ENUM('minus 10 from strength'))
  END AS "late.effect",
  s260 AS "actions",
  CASE
    WHEN NOT c5 IS NULL
    THEN COALESCE(
      CAST(c5 AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[]),
      CAST(CAST([] AS TEXT[]) AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
    )
    WHEN c5 IS NULL
    THEN s292
    ELSE CAST(CAST([] AS TEXT[]) AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
  END AS "reasons"
FROM (
  SELECT
    c0,
    c1,
    c2,
    c4,
    c5,
    s24,
    s25,
    s31,
    s39,
    s46,
    s48,
    s53,
    s67,
    s72,
    s95,
    s180,
    s185,
    s191,
    s203,
    s204,
    s228,
    s230,
    LIST_CONCAT(
      CASE
        WHEN s248
        THEN CAST(['gift'] AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
        ELSE CAST(CAST([] AS TEXT[]) AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
      END,
      s259
    ) AS s260,
    s292
  FROM (
    SELECT
      c0,
      c1,
      c2,
      c4,
      c5,
      s24,
      s25,
      s31,
      s39,
      s46,
      s48,
      s53,
      s67,
      s72,
      s95,
      s180,
      s185,
      s191,
      s203,
      s204,
      s228,
      s230,
      s248,
      CASE
        WHEN (
          c5 IS NULL
        ) AND s179 AND s250 AND s252
        THEN CASE
          WHEN (
            c5 IS NULL
          ) AND s179 AND s250 AND s252 AND (
            NOT s248
          )
          THEN CAST(['task:call', 'gift'] AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
          ELSE CAST(['task:call'] AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
        END
        ELSE CASE
          WHEN (
            c5 IS NULL
          ) AND s179 AND s250 AND s252 AND (
            NOT s248
          )
          THEN CAST(['gift'] AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
          ELSE CAST(CAST([] AS TEXT[]) AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[])
        END
      END AS s259,
      LIST_TRANSFORM(
        COALESCE(
          LIST_AGGREGATE(
            [
              CASE
                WHEN s25 < 100000
                THEN CAST(8000000001 AS BIGINT) - s25 * CAST(80000 AS BIGINT)
                WHEN s24 IS NULL
                THEN CAST(4611686018427387907 AS BIGINT)
              END,
              CASE WHEN s282 > 0 THEN s282 * CAST(2 AS BIGINT) END * CAST(4 AS BIGINT) - CAST(0 AS BIGINT),
              CASE WHEN COALESCE(c4 > 365, FALSE) THEN CAST(4611686018427387910 AS BIGINT) END,
              CASE
                WHEN (
                  COALESCE(s95 > 0, FALSE) OR COALESCE((
                    s95 = 0
                  ) AND s99, FALSE)
                )
                AND COALESCE(s86 <= 0, FALSE)
                AND (
                  NOT s90
                )
                THEN CAST(4611686018427387909 AS BIGINT)
              END,
              CASE WHEN COALESCE(s57 = 0, FALSE) THEN CAST(4611686018427387908 AS BIGINT) END,
              CASE
                WHEN (
                  c2 IS NULL
                )
                AND (
                  (
                    NOT s125
                  )
                  OR CASE WHEN s125 THEN s171 ELSE FALSE END
                  OR CASE WHEN s125 THEN NOT s171 ELSE TRUE END
                )
                THEN CAST(4611686018427387906 AS BIGINT)
              END
            ],
            'max',
            6
          ),
          []
        ),
        LAMBDA x : LIST_EXTRACT(
          CAST([
            'share.below',
            'volume.below',
            'share.missing',
            'volume.missing',
            'active.unknown',
            'best.require',
            'late.yes'
          ] AS ENUM('active.unknown', 'best.require', 'csat.unreadable', 'gift', 'late.yes', 'share.below', 'share.missing', 'task:call', 'volume.below', 'volume.missing')[]),
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
        c4,
        c5,
        s24,
        s25,
        s31,
        s39,
        s46,
        s48,
        s53,
        s57,
        s67,
        s72,
        s86,
        s90,
        s95,
        s99,
        s125,
        CASE
          WHEN s125
          THEN COALESCE(
            (
              c2 IS NULL
            )
            AND (
              (
                COALESCE((
                  s127 OR (
                    s137 = 1
                  )
                ) AND (
                  s130 OR (
                    s137 = 2
                  )
                ), FALSE)
                AND (
                  CASE WHEN s151 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s151 END < CASE
                    WHEN (
                      s137 = s126
                    ) AND s134
                    THEN CAST(1000000001 AS BIGINT)
                    ELSE CAST(500000000 AS BIGINT)
                  END
                )
              )
              OR (
                s134
                AND (
                  s126 <= 2
                )
                AND (
                  CASE WHEN s165 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s165 END < 1000000001
                )
              )
            ),
            FALSE
          )
        END AS s171,
        s179,
        s180,
        s185,
        s191,
        s203,
        s204,
        s228,
        s230,
        COALESCE(s185 = 0, FALSE) AS s248,
        COALESCE(s185 IN (CAST(0 AS BIGINT), CAST(1 AS BIGINT)), FALSE) AS s250,
        s252,
        s282
      FROM (
        SELECT
          c0,
          c1,
          c2,
          c4,
          c5,
          s24,
          s25,
          s31,
          s39,
          s46,
          s48,
          s53,
          s57,
          s67,
          s72,
          s86,
          s90,
          s95,
          s99,
          s125,
          s126,
          s127,
          s130,
          s134,
          s137,
          s151,
          CASE
            WHEN s125
            THEN (
              (
                s43 - s43
              ) + (
                CASE WHEN s160 <= 100000 THEN s160 END * CAST(10000 AS BIGINT)
              )
            ) - s44
          END AS s165,
          s179,
          s180,
          CASE WHEN s180 THEN s95 END AS s185,
          s191,
          s203,
          s204,
          s228,
          s230,
          s252,
          s282
        FROM (
          SELECT
            c0,
            c1,
            c2,
            c4,
            c5,
            s24,
            s25,
            s31,
            s39,
            s43,
            s44,
            s46,
            s48,
            s53,
            s57,
            s67,
            s72,
            s86,
            s90,
            s95,
            s99,
            s125,
            s126,
            s127,
            s130,
            CASE
              WHEN s125
              THEN COALESCE((
                s127 OR (
                  s116 = s126
                )
              ) AND (
                s130 OR (
                  s126 = 1
                )
              ), FALSE)
            END AS s134,
            s137,
            s151,
            CASE
              WHEN s125
              THEN (
                (
                  (
                    CASE WHEN s156 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s156 END * CAST(2 AS BIGINT)
                  ) + CAST(9999 AS BIGINT)
                ) + CAST(10000 AS BIGINT)
              ) // CAST(20000 AS BIGINT)
            END AS s160,
            s179,
            (
              c5 IS NULL
            ) AND s179 AS s180,
            s191,
            s203,
            s204,
            s228,
            s230,
            s252,
            s282
          FROM (
            SELECT
              c0,
              c1,
              c2,
              c4,
              c5,
              s24,
              s25,
              s31,
              s39,
              s43,
              s44,
              s46,
              s48,
              s53,
              s57,
              s67,
              s72,
              s86,
              s90,
              s95,
              s99,
              s116,
              s125,
              CASE WHEN s125 THEN CASE WHEN s67 = 0 THEN s116 ELSE CAST(1 AS BIGINT) END END AS s126,
              CASE WHEN s125 THEN NOT (
                (
                  s67 <= 0
                ) AND (
                  s67 >= 0
                )
              ) END AS s127,
              CASE WHEN s125 THEN NOT (
                (
                  s67 <= 1
                ) AND (
                  s67 >= 1
                )
              ) END AS s130,
              CASE
                WHEN s125
                THEN CASE WHEN s67 = 0 THEN CAST(1 AS BIGINT) ELSE CAST(2 AS BIGINT) END
              END AS s137,
              CASE WHEN s125 THEN (
                s43 - s43
              ) - s44 END AS s151,
              CASE
                WHEN s125
                THEN (
                  s44 + CAST(500000000 AS BIGINT)
                ) - (
                  (
                    s39 * CAST(10000 AS BIGINT)
                  ) - (
                    s39 * CAST(10000 AS BIGINT)
                  )
                )
              END AS s156,
              NOT (
                (
                  s31 IS NULL
                ) OR COALESCE(s99, FALSE) OR (
                  NOT s57 IS NULL
                ) OR s125
              ) AS s179,
              s191,
              s203,
              s204,
              s228,
              s230,
              s252,
              s282
            FROM (
              SELECT
                c0,
                c1,
                c2,
                c4,
                c5,
                s24,
                s25,
                s31,
                s39,
                s43,
                s44,
                s46,
                s48,
                s53,
                s57,
                s67,
                s72,
                s86,
                s90,
                s95,
                s99,
                s116,
                COALESCE(
                  (
                    (
                      s67 <= 0
                    ) AND (
                      s67 >= 0
                    ) AND s104 AND (
                      s116 <> s100
                    )
                  )
                  OR (
                    (
                      (
                        (
                          s67 <= 0
                        ) AND (
                          s67 >= 0
                        ) AND (
                          s72 >= 1
                        )
                      )
                      OR (
                        (
                          s67 <= 1
                        ) AND (
                          s67 >= 1
                        ) AND s104
                      )
                    )
                    AND (
                      s100 <> 1
                    )
                  )
                  OR (
                    (
                      s67 <= 1
                    ) AND (
                      s67 >= 1
                    ) AND (
                      s72 >= 1
                    ) AND (
                      s100 <> 2
                    )
                  ),
                  FALSE
                ) AS s125,
                s191,
                s203,
                s204,
                s228,
                s230,
                s252,
                s282
              FROM (
                SELECT
                  c0,
                  c1,
                  c2,
                  c4,
                  c5,
                  s24,
                  s25,
                  s31,
                  s39,
                  s43,
                  s44,
                  s46,
                  s48,
                  s53,
                  s57,
                  s67,
                  s72,
                  s86,
                  s90,
                  s95,
                  s99,
                  CASE WHEN s99 THEN s95 + CAST(3 AS BIGINT) ELSE s95 END AS s100,
                  s104,
                  s116,
                  CASE WHEN c5 IS NULL THEN s95 END AS s191,
                  s203,
                  s204,
                  s228,
                  s230,
                  s252,
                  s282
                FROM (
                  SELECT
                    c0,
                    c1,
                    c2,
                    c4,
                    c5,
                    s24,
                    s25,
                    s31,
                    s39,
                    s43,
                    s44,
                    s46,
                    s48,
                    s53,
                    s57,
                    s67,
                    s72,
                    s86,
                    s90,
                    CASE
                      WHEN s86 IS NULL
                      THEN NULL
                      WHEN s91
                      THEN CAST(0 AS BIGINT)
                      WHEN s92
                      THEN CAST(0 AS BIGINT)
                      WHEN s86 <= 1
                      THEN CAST(1 AS BIGINT)
                      ELSE CAST(2 AS BIGINT)
                    END AS s95,
                    CASE
                      WHEN s86 IS NULL
                      THEN NULL
                      WHEN s91
                      THEN CAST(0 AS BIGINT)
                      WHEN s92
                      THEN CAST(1 AS BIGINT)
                      ELSE CAST(0 AS BIGINT)
                    END = 1 AS s99,
                    s104,
                    s116,
                    s203,
                    s204,
                    s228,
                    s230,
                    s252,
                    s282
                  FROM (
                    SELECT
                      c0,
                      c1,
                      c2,
                      c4,
                      c5,
                      s24,
                      s25,
                      s31,
                      s39,
                      s43,
                      s44,
                      s46,
                      s48,
                      s53,
                      s57,
                      s67,
                      s72,
                      s86,
                      s90,
                      (
                        s86 <= 0
                      ) AND s90 AS s91,
                      (
                        s86 <= 0
                      ) AND s89 AS s92,
                      s104,
                      s116,
                      s203,
                      s204,
                      s228,
                      s230,
                      s252,
                      s282
                    FROM (
                      SELECT
                        c0,
                        c1,
                        c2,
                        c4,
                        c5,
                        s24,
                        s25,
                        s31,
                        s39,
                        s43,
                        s44,
                        s46,
                        s48,
                        s53,
                        s57,
                        s67,
                        s72,
                        CASE
                          WHEN s67 IS NULL
                          THEN NULL
                          WHEN (
                            s67 = 0
                          ) AND (
                            s72 = 0
                          )
                          THEN CAST(0 AS BIGINT)
                          WHEN (
                            s67 = 0
                          ) AND (
                            s72 = 1
                          )
                          THEN CAST(1 AS BIGINT)
                          WHEN (
                            s67 = 1
                          ) AND (
                            s72 = 0
                          )
                          THEN CAST(1 AS BIGINT)
                          ELSE CAST(2 AS BIGINT)
                        END AS s86,
                        s89,
                        s90,
                        s104,
                        s116,
                        CASE WHEN s72 = 0 THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS s203,
                        CASE WHEN s72 = 0 THEN CAST(1 AS BIGINT) ELSE CAST(2 AS BIGINT) END AS s204,
                        s228,
                        s230,
                        s252,
                        s282
                      FROM (
                        SELECT
                          c0,
                          c1,
                          c2,
                          c4,
                          c5,
                          s24,
                          s25,
                          s31,
                          s39,
                          s43,
                          s44,
                          s46,
                          s48,
                          s53,
                          s57,
                          s67,
                          CASE WHEN s46 >= 500000000 THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS s72,
                          s89,
                          s90,
                          s104,
                          s116,
                          s228,
                          s230,
                          s252,
                          s282
                        FROM (
                          SELECT
                            c0,
                            c1,
                            c2,
                            c4,
                            c5,
                            s24,
                            s25,
                            s31,
                            s39,
                            s43,
                            s44,
                            CASE WHEN s45 <= CAST(0 AS BIGINT) THEN CAST(0 AS BIGINT) ELSE s45 END AS s46,
                            s48,
                            s53,
                            s57,
                            s67,
                            s89,
                            s90,
                            CASE WHEN s48 >= 500000000 THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END <= 0 AS s104,
                            s116,
                            CASE
                              WHEN NOT s67 IS NULL
                              THEN CASE WHEN s67 = 0 THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END
                            END AS s228,
                            CASE
                              WHEN NOT s67 IS NULL
                              THEN CASE WHEN s67 = 0 THEN CAST(1 AS BIGINT) ELSE CAST(2 AS BIGINT) END
                            END AS s230,
                            s252,
                            s282
                          FROM (
                            SELECT
                              c0,
                              c1,
                              c2,
                              c4,
                              c5,
                              s24,
                              s25,
                              s31,
                              s39,
                              s43,
                              s44,
                              (
                                s39 * CAST(10000 AS BIGINT)
                              ) - s44 AS s45,
                              CASE
                                WHEN (
                                  s43 - s44
                                ) <= CAST(0 AS BIGINT)
                                THEN CAST(0 AS BIGINT)
                                ELSE (
                                  s43 - s44
                                )
                              END AS s48,
                              s53,
                              s57,
                              CASE
                                WHEN s31 IS NULL
                                THEN NULL
                                WHEN s31 >= 600000000
                                THEN CAST(0 AS BIGINT)
                                ELSE CAST(1 AS BIGINT)
                              END AS s67,
                              s89,
                              s90,
                              CASE
                                WHEN CASE
                                  WHEN s90
                                  THEN CAST(0 AS BIGINT)
                                  WHEN s89
                                  THEN CAST(1 AS BIGINT)
                                  ELSE CAST(0 AS BIGINT)
                                END = 1
                                THEN s112 + CAST(3 AS BIGINT)
                                ELSE s112
                              END AS s116,
                              s252,
                              CASE
                                WHEN c2 IS NULL
                                THEN CAST(NULL AS BIGINT)
                                ELSE (
                                  CAST(100000 AS BIGINT) - s39
                                ) * CAST(10000 AS BIGINT)
                              END AS s282
                            FROM (
                              SELECT
                                c0,
                                c1,
                                c2,
                                c4,
                                c5,
                                s24,
                                s25,
                                CASE
                                  WHEN NOT s24 IS NULL
                                  THEN COALESCE(s25 * CAST(10000 AS BIGINT), CAST(0 AS BIGINT))
                                END AS s31,
                                COALESCE(s35, CAST(0 AS BIGINT)) AS s39,
                                COALESCE(s35, CAST(100000 AS BIGINT)) * CAST(10000 AS BIGINT) AS s43,
                                s44,
                                s53,
                                CASE WHEN c4 <= 180 THEN NULL WHEN s53 THEN CAST(0 AS BIGINT) END AS s57,
                                s89,
                                s90,
                                CASE
                                  WHEN s90
                                  THEN CAST(0 AS BIGINT)
                                  WHEN s89
                                  THEN CAST(0 AS BIGINT)
                                  ELSE CAST(1 AS BIGINT)
                                END AS s112,
                                COALESCE(
                                  CASE
                                    WHEN c4 <= 180
                                    THEN CAST(0 AS BIGINT)
                                    WHEN s53
                                    THEN NULL
                                    ELSE CAST(1 AS BIGINT)
                                  END = 1,
                                  FALSE
                                ) AS s252
                              FROM (
                                SELECT
                                  c0,
                                  c1,
                                  c2,
                                  c4,
                                  c5,
                                  CASE
                                    WHEN c1 IS NULL
                                    THEN NULL
                                    WHEN c1 >= 10000000000
                                    THEN CAST(0 AS BIGINT)
                                    WHEN c1 >= 2000000000
                                    THEN CAST(1 AS BIGINT)
                                    ELSE CAST(2 AS BIGINT)
                                  END AS s24,
                                  CASE
                                    WHEN c1 IS NULL
                                    THEN NULL
                                    WHEN c1 >= 10000000000
                                    THEN CAST(100000 AS BIGINT)
                                    WHEN c1 >= 2000000000
                                    THEN CAST(40000 AS BIGINT)
                                    ELSE CAST(10000 AS BIGINT)
                                  END AS s25,
                                  (
                                    c2 + CAST(5 AS BIGINT)
                                  ) // CAST(10 AS BIGINT) AS s35,
                                  CASE WHEN c4 > 365 THEN CAST(10000 AS BIGINT) ELSE CAST(0 AS BIGINT) END * CAST(10000 AS BIGINT) AS s44,
                                  (
                                    c4 <= 180
                                  ) IS NULL AS s53,
                                  (
                                    c3 >= 2
                                  ) IS NULL AS s89,
                                  COALESCE(c3 >= 2, FALSE) AS s90
                                FROM (
                                  SELECT
                                    "id" AS c0,
                                    "sales" AS c1,
                                    "wallet" AS c2,
                                    "years" AS c3,
                                    "idle" AS c4,
                                    "errors" AS c5
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
