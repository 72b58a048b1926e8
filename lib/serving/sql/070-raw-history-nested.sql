SELECT FROM_UNIXTIME("source"."ts_ms" / 1000.0) AS changed_at, "op", "source"."sequence", {{#columns}}"after".{{column}}{{/columns|, }}
FROM {{table}}
WHERE "__op" IS NULL AND "op" IS NOT NULL AND {{#keys}}COALESCE("after".{{key}}, "before".{{key}}) = ?{{/keys| AND }}
ORDER BY
  LPAD(COALESCE(JSON_EXTRACT_SCALAR("source"."sequence", '$[0]'), '0'), 20, '0'),
  LPAD(CASE WHEN "op" = 'r' THEN '0' ELSE JSON_EXTRACT_SCALAR("source"."sequence", '$[1]') END, 20, '0')
