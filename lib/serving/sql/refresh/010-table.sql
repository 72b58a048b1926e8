CREATE TABLE {{table}}
WITH (
  format = 'PARQUET',
  write_compression = 'SNAPPY',
  external_location = {{location}},
  partitioned_by = ARRAY[{{partitionedBy}}]
) AS
SELECT {{#columns}}{{column}}{{/columns|, }}
FROM {{source}}
-- No folder is named by an empty text: it would be read as NULL. Of such a row the cast fails, and says why.
WHERE {{partition}} IS NULL
  OR CAST({{partition}} AS VARCHAR) <> ''
  OR CAST({{rule}} || CAST({{partition}} AS VARCHAR) AS INTEGER) = 0
