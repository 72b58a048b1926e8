package io.tributary.connect.s3;

import io.tributary.connect.s3.config.RotationReason;
import io.tributary.connect.s3.format.ChunkedBuffer;
import io.tributary.connect.s3.store.StoredRange;

/** A complete object that is not known to be stored yet. */
record SealedObject(String key, ChunkedBuffer bytes, StoredRange range, RotationReason reason) {}
