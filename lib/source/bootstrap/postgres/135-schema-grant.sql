GRANT USAGE ON SCHEMA {{schema}} TO {{username}}
