"""Answers for Redshift's Data API, and runs its statements on PostgreSQL."""
