CREATE TABLE IF NOT EXISTS {{schema}}.{{target}} (
  {{#columns}}{{column}} {{type}}{{#required}} NOT NULL{{/required}}{{/columns|,
  }},
  {{position}} VARCHAR(90) NOT NULL,
  {{mergedAt}} TIMESTAMP NOT NULL,
  PRIMARY KEY ({{#keys}}{{column}}{{/keys|, }})
)
