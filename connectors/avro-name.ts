/** What Avro calls records and fields by. */
export const AVRO_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
