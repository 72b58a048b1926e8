GRANT SELECT ON {{schema}}.* TO {{username}}@'%'
