SELECT
      'partition ' || CAST(f.kafka_partition AS VARCHAR(20)) || ', offsets ' || CAST(f.previous + 1 AS VARCHAR(20))
        || ' to ' || CAST(f.kafka_offset - 1 AS VARCHAR(20)) AS gap
    FROM (
      SELECT
        o.kafka_partition,
        o.kafka_offset,
        COALESCE(
          LAG(o.kafka_offset) OVER (PARTITION BY o.kafka_partition ORDER BY o.kafka_offset),
          CASE
            -- What another version of the view brought was merged, whether the topic still has it or not.
            WHEN p.other >= o.kafka_offset THEN o.kafka_offset - 1
            WHEN p.other > COALESCE(p.own, -1) THEN p.other
            ELSE COALESCE(p.own, -1)
          END
        ) AS previous,
        CASE
          WHEN LAG(o.kafka_offset) OVER (PARTITION BY o.kafka_partition ORDER BY o.kafka_offset) IS NULL THEN p.own_op
          ELSE LAG(o.op) OVER (PARTITION BY o.kafka_partition ORDER BY o.kafka_offset)
        END AS previous_op
      FROM {{schema}}.{{staging}} AS o
      LEFT JOIN (
        SELECT
          k.kafka_partition,
          MAX(CASE WHEN k.view_name = {{viewText}} THEN k.kafka_offset END) AS own,
          MAX(CASE WHEN k.view_name = {{viewText}} THEN k.op END) AS own_op,
          MAX(CASE WHEN k.view_name <> {{viewText}} THEN k.kafka_offset END) AS other
        FROM {{schema}}.{{progress}} AS k
        GROUP BY k.kafka_partition
      ) AS p ON p.kafka_partition = o.kafka_partition
    ) AS f
    LEFT JOIN {{schema}}.{{accepted}} AS a
      ON a.kafka_partition = f.kafka_partition AND a.first_offset <= f.previous + 1 AND a.last_offset >= f.kafka_offset - 1
    -- Whether a record without a value is shown at all is nowhere said: one follows each deletion.
    WHERE f.kafka_offset > f.previous + 1
      AND a.kafka_partition IS NULL
      AND NOT (COALESCE(f.previous_op, '') = 'd' AND f.kafka_offset = f.previous + 2)
