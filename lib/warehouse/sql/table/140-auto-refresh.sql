ALTER MATERIALIZED VIEW {{schema}}.{{view}} {{autoRefresh}}
