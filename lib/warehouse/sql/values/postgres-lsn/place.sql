CASE
        WHEN LENGTH(REGEXP_SUBSTR(CAST(e.payload.source."sequence" AS VARCHAR(255)), '^[[](null|"[0-9]{1,20}"),"[0-9]{1,20}"[]]$')) > 0
        THEN LPAD(CAST(e.epoch AS VARCHAR(10)), 4, '0')
          || '-' || LPAD(REPLACE(REPLACE(REPLACE(SPLIT_PART(CAST(e.payload.source."sequence" AS VARCHAR(255)), ',', 1), '[', ''), '"', ''), 'null', '0'), 20, '0')
          || '-' || LPAD(CASE WHEN e.op = 'r' THEN '0' ELSE REPLACE(REPLACE(SPLIT_PART(CAST(e.payload.source."sequence" AS VARCHAR(255)), ',', 2), ']', ''), '"', '') END, 20, '0')
          || '-' || LPAD(CAST(e.kafka_offset AS VARCHAR(20)), 20, '0')
      END
