ALTER TABLE {{schema}}.{{target}} ADD COLUMN {{column}} {{type}}
