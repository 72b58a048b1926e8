CASE
        WHEN e.op = 'r' THEN NULL
        WHEN LENGTH(REGEXP_SUBSTR(CAST(e.payload.source."gtid" AS VARCHAR(255)), ':[0-9]+$')) > 0
        THEN SPLIT_PART(CAST(e.payload.source."gtid" AS VARCHAR(255)), ':', 1)
        WHEN CAST(e.payload.source."server_id" AS BIGINT) > 0
        THEN 'server_id ' || CAST(CAST(e.payload.source."server_id" AS BIGINT) AS VARCHAR(20))
      END
