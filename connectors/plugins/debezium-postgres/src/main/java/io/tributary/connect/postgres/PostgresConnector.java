package io.tributary.connect.postgres;

/** Debezium's connector, under a name that does not change with what it needs. */
public final class PostgresConnector extends io.debezium.connector.postgresql.PostgresConnector {}
