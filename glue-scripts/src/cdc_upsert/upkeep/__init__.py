"""What tables of a lake need now and then: small files become full ones, and what no reader can want any more
leaves the bucket, deleted rows first of all."""
