CREATE TABLE IF NOT EXISTS {{schema}}.{{deletedTable}} (
  {{#keys}}{{column}} {{type}} NOT NULL{{/keys|,
  }},
  {{position}} VARCHAR(90) NOT NULL,
  {{mergedAt}} TIMESTAMP NOT NULL,
  PRIMARY KEY ({{#keys}}{{column}}{{/keys|, }})
)
