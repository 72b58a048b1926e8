REFRESH MATERIALIZED VIEW {{schema}}.{{view}}
