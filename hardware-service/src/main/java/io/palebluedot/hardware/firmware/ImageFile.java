package io.palebluedot.hardware.firmware;

import io.palebluedot.hardware.operation.OperationFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** An image on its way through this service, in the temporary folder. */
final class ImageFile {

    private static final Logger LOG = Logger.getLogger(ImageFile.class);

    private final Vertx vertx;
    private final Path path;
    private final AsyncFile file;

    private ImageFile(Vertx vertx, Path path, AsyncFile file) {
        this.vertx = vertx;
        this.path = path;
        this.file = file;
    }

    static Uni<ImageFile> create(Vertx vertx) {
        var files = vertx.fileSystem();
        var created = files.createTempFile("pbd-firmware-", ".bin")
                .compose(name -> files.open(name, new OpenOptions().setRead(false))
                        .map(file -> new ImageFile(vertx, Path.of(name), file)));
        return Uni.createFrom().completionStage(created.toCompletionStage());
    }

    Path path() {
        return path;
    }

    void write(Buffer piece) {
        file.write(piece).onFailure(e -> LOG.warnf("image not written: %s", e.getMessage()));
    }

    /** Everything is on disk; fails with IMAGE_UNAVAILABLE when it is not. */
    Uni<Void> complete() {
        return Uni.createFrom()
                .completionStage(file.close().toCompletionStage())
                .onFailure()
                .transform(
                        e -> new OperationFailure("IMAGE_UNAVAILABLE", "the image cannot be kept: " + e.getMessage()));
    }

    void delete() {
        vertx.fileSystem().delete(path.toString()).onFailure(e -> LOG.debugf("no image to delete: %s", e.getMessage()));
    }
}
