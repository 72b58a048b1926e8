SELECT FROM_UNIXTIME("__source_ts_ms" / 1000.0) AS changed_at, "__op", "__deleted", "__source_sequence", {{#columns}}{{column}}{{/columns|, }}
FROM {{table}}
WHERE "__op" IS NOT NULL AND {{#keys}}{{key}} = ?{{/keys| AND }}
ORDER BY
  LPAD(COALESCE(JSON_EXTRACT_SCALAR("__source_sequence", '$[0]'), '0'), 20, '0'),
  LPAD(CASE WHEN "__op" = 'r' THEN '0' ELSE JSON_EXTRACT_SCALAR("__source_sequence", '$[1]') END, 20, '0')
