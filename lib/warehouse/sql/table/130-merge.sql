CREATE OR REPLACE PROCEDURE {{schema}}.{{merge}}(
  INOUT records BIGINT,
  INOUT upserted BIGINT,
  INOUT deleted BIGINT,
  INOUT stale BIGINT,
  INOUT refused BIGINT
) AS $$
DECLARE
  reason VARCHAR(2000);
BEGIN
  -- To Redshift texts are equal whatever blanks they end with, and keys are not: so lengths are compared with them.
  -- First of all: what is read behind it is what the merge before it left.
  LOCK TABLE {{schema}}.{{progress}};
  DELETE FROM {{schema}}.{{staging}};

  INSERT INTO {{schema}}.{{staging}} (
    kafka_partition, kafka_offset, kind, op, epoch, server, change_position, problem, recency{{#columns}}, {{staged}}{{/columns}}
  )
  SELECT
    v.kafka_partition,
    v.kafka_offset,
    v.kind,
    v.op,
    v.epoch,
    v.server,
    v.change_position,
    CASE
      WHEN v.kind <> 'change' THEN NULL
      WHEN v.op IS NULL OR v.op NOT IN ('r', 'c', 'u', 'd', 't') THEN 'op must be r, c, u, d or t'
      WHEN v.change_position IS NULL THEN 'source must tell the place of the change in the log'
{{#stopAtTruncates}}
      WHEN v.op = 't' THEN 'the source was truncated, and nothing says what becomes of this table'
{{/stopAtTruncates}}
      WHEN v.op = 't' THEN NULL
{{#keys}}
      WHEN v.{{staged}} IS NULL THEN 'a column of the key must have a value'
{{/keys}}
{{#checks}}
      WHEN {{check}} THEN {{message}}
{{/checks}}
    END AS problem,
    ROW_NUMBER() OVER (
      PARTITION BY CASE WHEN v.op IN ('r', 'c', 'u', 'd') THEN 1 ELSE 0 END{{#keys}}, {{value}}{{#isText}}, LENGTH(v.{{staged}}){{/isText}}{{/keys}}
      ORDER BY v.change_position DESC, v.kafka_partition DESC, v.kafka_offset DESC
    ) AS recency{{#columns}},
    {{value}} AS {{staged}}{{/columns}}
  FROM (
    SELECT
      e.kafka_partition,
      e.kafka_offset,
      e.kind,
      e.op,
      e.epoch,
      {{server}} AS server,
      {{place}} AS change_position{{#columns}},
      {{text}} AS {{staged}}{{/columns}}
    FROM (
      SELECT
        s.kafka_partition,
        s.kafka_offset,
        s.payload,
        CASE
          WHEN s.unparsed IS NOT NULL THEN 'unparsed'
          WHEN s.payload IS NULL THEN 'tombstone'
          ELSE 'change'
        END AS kind,
        CAST(s.payload.op AS VARCHAR(10)) AS op,
        CASE
          WHEN s.kafka_offset < 0 THEN 0
{{#epochs}}
          WHEN s.kafka_partition = {{partition}} AND s.kafka_offset >= {{offset}} THEN {{epoch}}
{{/epochs}}
          ELSE 0
        END AS epoch,
        ROW_NUMBER() OVER (
          PARTITION BY s.kafka_partition, s.kafka_offset ORDER BY s.refresh_time
        ) AS delivery
      FROM {{schema}}.{{stream}} AS s
      LEFT JOIN {{schema}}.{{progress}} AS p
        ON p.kafka_partition = s.kafka_partition AND p.view_name = {{viewText}}
      WHERE p.kafka_offset IS NULL OR s.kafka_offset > p.kafka_offset
    ) AS e
    WHERE e.delivery = 1
  ) AS v;

  SELECT MIN(g.gap) INTO reason FROM (
    {{gaps}}
  ) AS g;
  IF reason IS NOT NULL THEN
    -- What the scan of the stream refused is in no view.
    INSERT INTO {{schema}}.{{staging}} (kafka_partition, kafka_offset, kind)
    SELECT DISTINCT r.kafka_partition, r.kafka_offset, 'refused'
    FROM {{schema}}.{{errors}} AS r
    LEFT JOIN {{schema}}.{{progress}} AS p
      ON p.kafka_partition = r.kafka_partition AND p.view_name = {{viewText}}
    LEFT JOIN {{schema}}.{{staging}} AS o
      ON o.kafka_partition = r.kafka_partition AND o.kafka_offset = r.kafka_offset
    -- A scan that reads again what an earlier one refused leaves its error where it is.
    WHERE r.kind = 'refused' AND o.kafka_offset IS NULL AND (p.kafka_offset IS NULL OR r.kafka_offset > p.kafka_offset);
    SELECT MIN(g.gap) INTO reason FROM (
      {{gaps}}
    ) AS g;
    IF reason IS NOT NULL THEN
      RAISE EXCEPTION '%: nothing was merged. Records of the topic are neither in the view of the stream nor among its errors: %', {{tableText}}, reason;
    END IF;
  END IF;

  SELECT MIN('partition ' || CAST(s.kafka_partition AS VARCHAR(20)) || ' at offset ' || CAST(s.kafka_offset AS VARCHAR(20)) || ': ' || s.problem)
  INTO reason FROM {{schema}}.{{staging}} AS s WHERE s.problem IS NOT NULL;
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION '%: nothing was merged. %', {{tableText}}, reason;
  END IF;

  INSERT INTO {{schema}}.{{servers}} (epoch, server)
  SELECT DISTINCT s.epoch, s.server
  FROM {{schema}}.{{staging}} AS s
  LEFT JOIN {{schema}}.{{servers}} AS k ON k.epoch = s.epoch AND k.server = s.server
  WHERE s.server IS NOT NULL AND k.server IS NULL;
{{#stopAtServers}}
  -- An earlier epoch's server may have its last transactions in the new one's log.
  SELECT MIN(o.servers) INTO reason FROM (
    SELECT MIN(k.server) || ' and ' || MAX(k.server) AS servers
    FROM {{schema}}.{{servers}} AS k
    LEFT JOIN {{schema}}.{{servers}} AS b ON b.server = k.server AND b.epoch < k.epoch
    WHERE b.server IS NULL
    GROUP BY k.epoch
    HAVING MIN(k.server) <> MAX(k.server)
  ) AS o;
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION '%: nothing was merged. Changes come from servers %, whose positions cannot be compared: declare in epochs where the log of another one begins, or unknownServer follow where both write one log', {{tableText}}, reason;
  END IF;
{{/stopAtServers}}

  SELECT MIN('partition ' || CAST(s.kafka_partition AS VARCHAR(20)) || ' at offset ' || CAST(s.kafka_offset AS VARCHAR(20))) INTO reason
  FROM {{schema}}.{{staging}} AS s
  INNER JOIN (
    SELECT {{#keys}}a.{{column}}, {{/keys}}a.{{position}} FROM {{schema}}.{{target}} AS a
    UNION ALL
    SELECT {{#keys}}b.{{column}}, {{/keys}}b.{{position}} FROM {{schema}}.{{deletedTable}} AS b
    UNION ALL
    SELECT {{#keys}}o.{{staged}}, {{/keys}}o.change_position FROM {{schema}}.{{staging}} AS o WHERE o.op IN ('r', 'c', 'u', 'd')
  ) AS t ON {{#keys}}t.{{column}} = s.{{staged}}{{#isText}} AND LENGTH(t.{{column}}) = LENGTH(s.{{staged}}){{/isText}}{{/keys| AND }}
  WHERE s.op = 'r'
    AND SUBSTRING(t.{{position}}, 1, 4) = SUBSTRING(s.change_position, 1, 4)
    AND SUBSTRING(t.{{position}}, 1, {{placeLength}}) > SUBSTRING(s.change_position, 1, {{placeLength}})
    AND RIGHT(t.{{position}}, 20) < RIGHT(s.change_position, 20);
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION '%: nothing was merged. A row of a later snapshot stands earlier in the log than what was before it, so it is another log; declare in epochs where it begins: %', {{tableText}}, reason;
  END IF;

  UPDATE {{schema}}.{{staging}} SET recency = 0
  FROM {{schema}}.{{target}} AS t
  WHERE {{#keys}}{{staging}}.{{staged}} = t.{{column}}{{#isText}} AND LENGTH({{staging}}.{{staged}}) = LENGTH(t.{{column}}){{/isText}}{{/keys| AND }} AND {{staging}}.change_position < t.{{position}};
  UPDATE {{schema}}.{{staging}} SET recency = 0
  FROM {{schema}}.{{deletedTable}} AS t
  WHERE {{#keys}}{{staging}}.{{staged}} = t.{{column}}{{#isText}} AND LENGTH({{staging}}.{{staged}}) = LENGTH(t.{{column}}){{/isText}}{{/keys| AND }} AND {{staging}}.change_position < t.{{position}};
  SELECT COUNT(*) INTO stale FROM {{schema}}.{{staging}} AS s WHERE s.recency = 0;

{{#applyTruncates}}
  INSERT INTO {{schema}}.{{truncates}} (position, merged_at)
  SELECT DISTINCT s.change_position, GETDATE()
  FROM {{schema}}.{{staging}} AS s
  LEFT JOIN {{schema}}.{{truncates}} AS k ON k.position = s.change_position
  WHERE s.op = 't' AND k.position IS NULL;
  DELETE FROM {{schema}}.{{target}} WHERE {{position}} < (SELECT MAX(k.position) FROM {{schema}}.{{truncates}} AS k);
  DELETE FROM {{schema}}.{{deletedTable}} WHERE {{position}} < (SELECT MAX(k.position) FROM {{schema}}.{{truncates}} AS k);
  UPDATE {{schema}}.{{staging}} SET recency = 0 WHERE op <> 't' AND change_position < (SELECT MAX(k.position) FROM {{schema}}.{{truncates}} AS k);
{{/applyTruncates}}

  SELECT COUNT(*) INTO deleted
  FROM {{schema}}.{{target}} AS t
  INNER JOIN {{schema}}.{{staging}} AS s ON {{#keys}}t.{{column}} = s.{{staged}}{{#isText}} AND LENGTH(t.{{column}}) = LENGTH(s.{{staged}}){{/isText}}{{/keys| AND }}
  WHERE s.recency = 1 AND s.op = 'd';
  DELETE FROM {{schema}}.{{target}} USING {{schema}}.{{staging}}
  WHERE {{#keys}}{{target}}.{{column}} = {{staging}}.{{staged}}{{#isText}} AND LENGTH({{target}}.{{column}}) = LENGTH({{staging}}.{{staged}}){{/isText}}{{/keys| AND }} AND {{staging}}.recency = 1 AND {{staging}}.op = 'd';
  DELETE FROM {{schema}}.{{deletedTable}} USING {{schema}}.{{staging}}
  WHERE {{#keys}}{{deletedTable}}.{{column}} = {{staging}}.{{staged}}{{#isText}} AND LENGTH({{deletedTable}}.{{column}}) = LENGTH({{staging}}.{{staged}}){{/isText}}{{/keys| AND }} AND {{staging}}.recency = 1;
  INSERT INTO {{schema}}.{{deletedTable}} ({{#keys}}{{column}}, {{/keys}}{{position}}, {{mergedAt}})
  SELECT {{#keys}}s.{{staged}}, {{/keys}}s.change_position, GETDATE()
  FROM {{schema}}.{{staging}} AS s WHERE s.recency = 1 AND s.op = 'd';

  SELECT COUNT(*) INTO upserted FROM {{schema}}.{{staging}} AS s WHERE s.recency = 1 AND s.op IN ('r', 'c', 'u');
  -- MERGE takes its rows from a table only, never from a query.
  UPDATE {{schema}}.{{target}} SET {{#others}}{{column}} = {{staging}}.{{staged}}, {{/others}}{{position}} = {{staging}}.change_position, {{mergedAt}} = GETDATE()
  FROM {{schema}}.{{staging}}
  WHERE {{#keys}}{{target}}.{{column}} = {{staging}}.{{staged}}{{#isText}} AND LENGTH({{target}}.{{column}}) = LENGTH({{staging}}.{{staged}}){{/isText}}{{/keys| AND }} AND {{staging}}.recency = 1 AND {{staging}}.op IN ('r', 'c', 'u');
  INSERT INTO {{schema}}.{{target}} ({{#columns}}{{column}}, {{/columns}}{{position}}, {{mergedAt}})
  SELECT {{#columns}}s.{{staged}}, {{/columns}}s.change_position, GETDATE()
  FROM {{schema}}.{{staging}} AS s
  LEFT JOIN {{schema}}.{{target}} AS t ON {{#keys}}t.{{column}} = s.{{staged}}{{#isText}} AND LENGTH(t.{{column}}) = LENGTH(s.{{staged}}){{/isText}}{{/keys| AND }}
  WHERE s.recency = 1 AND s.op IN ('r', 'c', 'u') AND t.{{position}} IS NULL;

  DELETE FROM {{schema}}.{{progress}}
  WHERE view_name = {{viewText}} AND kafka_partition IN (SELECT s.kafka_partition FROM {{schema}}.{{staging}} AS s);
  INSERT INTO {{schema}}.{{progress}} (view_name, kafka_partition, kafka_offset, op, merged_at)
  SELECT {{viewText}}, s.kafka_partition, s.kafka_offset, s.op, GETDATE()
  FROM {{schema}}.{{staging}} AS s
  INNER JOIN (
    SELECT o.kafka_partition, MAX(o.kafka_offset) AS newest FROM {{schema}}.{{staging}} AS o GROUP BY o.kafka_partition
  ) AS m ON m.kafka_partition = s.kafka_partition AND m.newest = s.kafka_offset;

  SELECT COUNT(*), COUNT(CASE WHEN s.kind IN ('unparsed', 'refused') THEN 1 END) INTO records, refused
  FROM {{schema}}.{{staging}} AS s;
END;
$$ LANGUAGE plpgsql
