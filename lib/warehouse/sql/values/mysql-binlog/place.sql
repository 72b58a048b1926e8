CASE
        WHEN LENGTH(REGEXP_SUBSTR(CAST(e.payload.source."file" AS VARCHAR(255)), '[.]0*[0-9]+$')) > 1
          AND LENGTH(LTRIM(SUBSTRING(REGEXP_SUBSTR(CAST(e.payload.source."file" AS VARCHAR(255)), '[.]0*[0-9]+$'), 2), '0')) <= 10
          AND CAST(e.payload.source."pos" AS BIGINT) >= 0
          AND COALESCE(CAST(e.payload.source."row" AS BIGINT), 0) BETWEEN 0 AND 9999999999
        THEN LPAD(CAST(e.epoch AS VARCHAR(10)), 4, '0')
          || '-' || LPAD(LTRIM(SUBSTRING(REGEXP_SUBSTR(CAST(e.payload.source."file" AS VARCHAR(255)), '[.]0*[0-9]+$'), 2), '0'), 10, '0')
          || '-' || LPAD(CAST(CAST(e.payload.source."pos" AS BIGINT) AS VARCHAR(20)), 20, '0')
          || '-' || LPAD(CAST(COALESCE(CAST(e.payload.source."row" AS BIGINT), 0) AS VARCHAR(20)), 10, '0')
          || '-' || CASE WHEN e.op = 'r' THEN '0' ELSE '1' END
          || '-' || LPAD(CAST(e.kafka_offset AS VARCHAR(20)), 20, '0')
      END
