package io.tributary.connect.s3.archive;

import io.tributary.connect.s3.buffer.ChunkedBuffer;
import io.tributary.connect.s3.rotation.RotationReason;
import io.tributary.connect.s3.store.StoredRange;

/** A complete object that is not known to be stored yet. */
record SealedObject(String key, ChunkedBuffer bytes, StoredRange range, RotationReason reason) {}
