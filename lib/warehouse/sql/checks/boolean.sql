v.{{staged}} IS NOT NULL AND v.{{staged}} NOT IN ('true', 'false', '0', '1')
