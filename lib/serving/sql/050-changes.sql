SELECT "_cdc"."ts" AS changed_at, "_cdc"."op" AS op, *
FROM {{table}}
WHERE ({{#keys}}{{key}} = ?{{/keys| AND }}) OR "_cdc"."op" = 'T'
ORDER BY "_cdc"."ts", "_cdc"."partition", "_cdc"."offset"
