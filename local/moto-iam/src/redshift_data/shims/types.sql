-- SUPER and VARBYTE are composites of one column: a domain over json or bytea could have no casts of its own, and those
-- of PostgreSQL give other values. json, as it keeps the spelling of numbers.
CREATE SCHEMA redshift;
CREATE TYPE redshift.super AS (json json);
CREATE TYPE redshift.varbyte AS (bytes bytea);

CREATE FUNCTION redshift.varbyte(value bytea) RETURNS redshift.varbyte LANGUAGE sql IMMUTABLE STRICT
AS $$ SELECT ROW(value)::redshift.varbyte $$;
CREATE CAST (bytea AS redshift.varbyte) WITH FUNCTION redshift.varbyte(bytea) AS ASSIGNMENT;
