"""Forms that tables are kept in."""
