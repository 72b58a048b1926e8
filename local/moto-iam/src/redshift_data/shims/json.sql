-- A string of more than 65,535 bytes within a value, and a name that an object has twice, are no SUPER.
CREATE FUNCTION redshift.can_json_parse(value text) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT
AS $$
  SELECT CASE
    WHEN NOT value IS JSON WITH UNIQUE KEYS THEN false
    WHEN octet_length(value) <= 65535 THEN true
    ELSE (
      SELECT coalesce(max(octet_length(part #>> '{}')), 0) <= 65535
      FROM jsonb_path_query(value::jsonb, 'strict $.**') AS part
      WHERE jsonb_typeof(part) = 'string'
    )
  END
$$;

CREATE FUNCTION redshift.can_json_parse(value redshift.varbyte) RETURNS boolean LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN redshift.can_json_parse(convert_from(value.bytes, 'UTF8'));
EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
  RETURN false;
END
$$;

CREATE FUNCTION redshift.json_parse(value text) RETURNS redshift.super LANGUAGE plpgsql IMMUTABLE STRICT
AS $$
BEGIN
  IF NOT redshift.can_json_parse(value) THEN
    RAISE EXCEPTION 'JSON parsing error: %', left(value, 100);
  END IF;
  RETURN ROW(value::json)::redshift.super;
END
$$;

CREATE FUNCTION redshift.json_parse(value redshift.varbyte) RETURNS redshift.super LANGUAGE sql IMMUTABLE
AS $$ SELECT redshift.json_parse(convert_from(value.bytes, 'UTF8')) $$;

CREATE FUNCTION redshift.serialize(value redshift.super) RETURNS varchar LANGUAGE sql IMMUTABLE
AS $$ SELECT value.json::varchar $$;

CREATE FUNCTION redshift.json_typeof(value redshift.super) RETURNS varchar LANGUAGE sql IMMUTABLE
AS $$ SELECT json_typeof(value.json)::varchar $$;

-- A path that is missing, and null at its end, are NULL. Volatile, though it is not, so that what a subquery takes out of
-- a value is taken out once, and not wherever a query around it names it.
CREATE FUNCTION redshift.navigate(value redshift.super, VARIADIC path text[]) RETURNS redshift.super LANGUAGE plpgsql
AS $$
DECLARE
  part CONSTANT json := value.json #> path;
BEGIN
  RETURN CASE WHEN json_typeof(part) <> 'null' THEN ROW(part)::redshift.super END;
END
$$;
