CASE WHEN v.{{staged}} LIKE '0000-%' OR v.{{staged}} LIKE '%-00%' THEN NULL ELSE {{value}} END
