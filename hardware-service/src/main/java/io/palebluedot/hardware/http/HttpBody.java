package io.palebluedot.hardware.http;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** What a request carries. */
public sealed interface HttpBody {

    /** In bytes. */
    long length();

    /** Held in memory. */
    record Bytes(Buffer content) implements HttpBody {
        @Override
        public long length() {
            return content.length();
        }
    }

    /** A file that is read as the other side takes it, between two pieces that may be empty. */
    record FileContent(Buffer before, Path file, long fileLength, Buffer after) implements HttpBody {
        @Override
        public long length() {
            return before.length() + fileLength + after.length();
        }
    }
}
