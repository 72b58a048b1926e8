GRANT SELECT ON {{schema}}.{{table}} TO {{username}}
