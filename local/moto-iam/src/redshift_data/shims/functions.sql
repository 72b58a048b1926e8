-- When the statement began, in UTC.
CREATE FUNCTION redshift.getdate() RETURNS timestamp LANGUAGE sql STABLE
AS $$ SELECT statement_timestamp() AT TIME ZONE 'UTC' $$;

CREATE FUNCTION redshift.to_varbyte(value text, format text) RETURNS redshift.varbyte LANGUAGE plpgsql IMMUTABLE STRICT
AS $$
BEGIN
  IF lower(format) <> 'base64' THEN
    RAISE EXCEPTION 'format must be base64 here, got: %', format;
  END IF;
  RETURN ROW(decode(value, 'base64'))::redshift.varbyte;
END
$$;

CREATE FUNCTION redshift.from_varbyte(value redshift.varbyte, format text) RETURNS varchar LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF lower(format) <> 'base64' THEN
    RAISE EXCEPTION 'format must be base64 here, got: %', format;
  END IF;
  RETURN replace(encode(value.bytes, 'base64'), E'\n', '');
END
$$;
