-- By default a SUPER that cannot become what it is cast to is NULL (cast_super_null_on_error). What becomes of a string
-- that is cast to a number is not documented, and is an error here: cast it to VARCHAR first.
CREATE FUNCTION redshift.scalar(value redshift.super) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT CASE WHEN json_typeof(value.json) IN ('string', 'number', 'boolean') THEN value.json #>> '{}' END $$;

CREATE FUNCTION redshift.number(value redshift.super) RETURNS numeric LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  IF json_typeof(value.json) = 'string' THEN
    RAISE EXCEPTION 'not known to Redshift''s documentation: a SUPER string cast to a number, got: %', value.json;
  END IF;
  RETURN CASE WHEN json_typeof(value.json) = 'number' THEN (value.json #>> '{}')::numeric END;
END
$$;

CREATE FUNCTION redshift.as_varchar(value redshift.super) RETURNS varchar LANGUAGE sql IMMUTABLE
AS $$ SELECT redshift.scalar(value)::varchar $$;
CREATE CAST (redshift.super AS varchar) WITH FUNCTION redshift.as_varchar(redshift.super);

CREATE FUNCTION redshift.as_bigint(value redshift.super) RETURNS bigint LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE
    WHEN redshift.number(value) BETWEEN -9223372036854775808 AND 9223372036854775807
    THEN redshift.number(value)::bigint
  END
$$;
CREATE CAST (redshift.super AS bigint) WITH FUNCTION redshift.as_bigint(redshift.super);
