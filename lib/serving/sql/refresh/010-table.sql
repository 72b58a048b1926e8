CREATE TABLE {{table}}
WITH (
  format = 'PARQUET',
  write_compression = 'SNAPPY',
  external_location = {{location}},
  partitioned_by = ARRAY[{{partitionedBy}}]
) AS
SELECT {{#columns}}{{column}}{{/columns|, }}
FROM {{source}}
