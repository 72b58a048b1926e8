"""What a raw row of a source says."""
