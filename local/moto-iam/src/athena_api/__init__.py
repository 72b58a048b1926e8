"""Answers for Athena, and runs its statements on Trino."""
