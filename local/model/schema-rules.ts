/** What says which rule new versions of the schemas of a capture have to keep. */
export const SCHEMA_RULES = 'Custom::SchemaRules';
