CREATE OR REPLACE VIEW {{view}} AS
WITH changes AS (
  -- No row has a column of this name, but one may have a column `op`.
  SELECT
{{#columns}}
    CASE
      WHEN "__op" IS NOT NULL THEN COALESCE({{#names}}{{name}}{{/names|, }}, NULL)
      WHEN "op" = 'd' THEN COALESCE({{#names}}"before".{{name}}{{/names|, }}, NULL)
      ELSE COALESCE({{#names}}"after".{{name}}{{/names|, }}, NULL)
    END AS {{column}},
{{/columns}}
    COALESCE("__op", "op") AS "__op",
    CASE WHEN "__op" IS NOT NULL THEN COALESCE("__deleted" = 'true', FALSE) OR "__op" = 'd' ELSE "op" = 'd' END AS "__gone",
    CASE WHEN "__op" IS NOT NULL THEN "__source_sequence" ELSE "source"."sequence" END AS "__sequence"
  FROM {{table}}
  WHERE "op" IS NOT NULL OR "__op" IS NOT NULL
),
placed AS (
  SELECT
    *,
    -- The end of the commit before the change's own transaction, and the change's own place: 0 for rows of a snapshot.
    LPAD(COALESCE(JSON_EXTRACT_SCALAR("__sequence", '$[0]'), '0'), 20, '0') || '-' ||
    LPAD(CASE WHEN "__op" = 'r' THEN '0' ELSE JSON_EXTRACT_SCALAR("__sequence", '$[1]') END, 20, '0') AS "__position"
  FROM changes
),
told AS (
  SELECT
{{#columns}}
{{#plain}}
    {{column}},
{{/plain}}
{{#untold}}
    -- Unchanged values that the log left out: the last one that was told, NULL or not, is it still.
    ELEMENT_AT(
      LAST_VALUE(CASE WHEN "__gone" OR {{column}} = {{word}} THEN NULL ELSE ARRAY[{{column}}] END) IGNORE NULLS OVER (
        PARTITION BY {{#keys}}{{key}}{{/keys|, }}
        ORDER BY "__position" NULLS FIRST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ),
      1
    ) AS {{column}},
{{/untold}}
{{/columns}}
    "__op",
    "__gone",
    "__position",
    ROW_NUMBER() OVER (PARTITION BY {{#keys}}{{key}}{{/keys|, }} ORDER BY "__position" DESC NULLS LAST) AS "__newest"
  FROM placed
)
SELECT
{{#columns}}
  {{column}},
{{/columns}}
  "__position"
FROM told
WHERE "__newest" = 1
  AND NOT "__gone"
  AND "__op" <> 't'
{{#truncates}}
  AND COALESCE("__position", '') >= COALESCE((SELECT MAX("__position") FROM placed WHERE "__op" = 't'), '')
{{/truncates}}
