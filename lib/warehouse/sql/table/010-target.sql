CREATE TABLE IF NOT EXISTS {{schema}}.{{target}} (
  {{#columns}}{{column}} {{type}}{{null}}{{/columns|,
  }},
  {{position}} VARCHAR(90) NOT NULL,
  {{mergedAt}} TIMESTAMP NOT NULL,
  PRIMARY KEY ({{#keys}}{{column}}{{/keys|, }})
)
