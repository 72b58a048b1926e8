CASE JSON_TYPEOF(e.payload.{{image}}.{{source}})
        WHEN 'string' THEN CAST(e.payload.{{image}}.{{source}} AS VARCHAR(65535))
        WHEN 'null' THEN NULL
        ELSE JSON_SERIALIZE(e.payload.{{image}}.{{source}})
      END
