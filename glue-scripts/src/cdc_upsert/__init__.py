"""Merges Debezium change events into a Delta table, correct under replay and disorder."""
