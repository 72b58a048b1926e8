CREATE TABLE redshift.external_schemas (schemaname text PRIMARY KEY, uri text NOT NULL, iam_role text NOT NULL);
CREATE TABLE redshift.auto_refresh (view oid PRIMARY KEY);

CREATE TABLE redshift.sys_stream_scan_errors (
  external_schema_name char(128), stream_name char(255), mv_name char(128), transaction_id bigint, query_id bigint,
  stream_timestamp_type char(1), stream_timestamp timestamp, record_time timestamp, partition_id char(128),
  position char(128), error_code integer, error_reason char(128)
);

CREATE PROCEDURE redshift.create_external_schema(name text, if_not_exists boolean, uri text, iam_role text)
LANGUAGE plpgsql
AS $$
BEGIN
  IF if_not_exists AND to_regnamespace(quote_ident(name)) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE SCHEMA %I', name);
  INSERT INTO redshift.external_schemas VALUES (name, uri, iam_role);
END
$$;

-- What is NULL stays as it is.
CREATE PROCEDURE redshift.alter_external_schema(name text, new_uri text, new_role text) LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE redshift.external_schemas
  SET uri = coalesce(new_uri, uri), iam_role = coalesce(new_role, iam_role) WHERE schemaname = name;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'schema "%" does not exist', name;
  END IF;
END
$$;

-- The relation of a topic, as soon as somebody names it.
CREATE PROCEDURE redshift.create_topic_relation(schema text, topic text) LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS %I.%I (kafka_partition bigint, kafka_offset bigint, kafka_timestamp_type char(1),
     kafka_timestamp timestamp, kafka_key redshift.varbyte, kafka_value redshift.varbyte,
     kafka_headers redshift.super, refresh_time timestamp)', schema, topic);
END
$$;

CREATE FUNCTION redshift.is_creating() RETURNS boolean LANGUAGE sql STABLE
AS $$ SELECT coalesce(current_setting('redshift.creating', true), '') = 'on' $$;

-- A new view has read nothing of its stream yet.
CREATE PROCEDURE redshift.create_materialized_view(name text, auto_refresh boolean, query text) LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM set_config('redshift.creating', 'on', true);
  EXECUTE format(
    E'CREATE MATERIALIZED VIEW %s AS SELECT * FROM (%s\n) AS query WHERE NOT redshift.is_creating()', name, query);
  PERFORM set_config('redshift.creating', 'off', true);
  CALL redshift.set_auto_refresh(name, auto_refresh);
END
$$;

CREATE PROCEDURE redshift.set_auto_refresh(name text, auto_refresh boolean) LANGUAGE plpgsql
AS $$
BEGIN
  DELETE FROM redshift.auto_refresh WHERE view = name::regclass;
  IF auto_refresh THEN
    INSERT INTO redshift.auto_refresh VALUES (name::regclass);
  END IF;
END
$$;

-- Topics that materialized views read.
CREATE VIEW redshift.streams AS
SELECT DISTINCT rule.ev_class AS view, external.schemaname, topic.relname AS topic, external.uri, external.iam_role
FROM pg_rewrite AS rule
JOIN pg_depend AS dependency ON dependency.classid = 'pg_rewrite'::regclass AND dependency.objid = rule.oid
JOIN pg_class AS topic ON dependency.refclassid = 'pg_class'::regclass AND topic.oid = dependency.refobjid
JOIN pg_namespace AS namespace ON namespace.oid = topic.relnamespace
JOIN redshift.external_schemas AS external ON external.schemaname = namespace.nspname;

CREATE VIEW redshift.svv_mv_info AS
SELECT
  current_database()::text AS database_name, namespace.nspname::text AS schema_name, class.relname::text AS name,
  auto.view IS NOT NULL AS autorefresh
FROM pg_class AS class
JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
LEFT JOIN redshift.auto_refresh AS auto ON auto.view = class.oid
WHERE class.relkind = 'm';

CREATE VIEW redshift.svv_columns AS
SELECT
  table_catalog::text, table_schema::text, table_name::text, column_name::text, ordinal_position::integer,
  is_nullable::text, data_type::text, numeric_precision::integer, numeric_scale::integer
FROM information_schema.columns;
