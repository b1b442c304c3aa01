package io.palebluedot.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.palebluedot.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing that a released client may use is ever renumbered, renamed, retyped or removed. */
class ProtoContractTest {

    private static final Path CONTRACT = Path.of("src/test/resources/golden/proto/contract.txt");

    private static final List<FileDescriptor> FILES = List.of(
            io.palebluedot.proto.common.v1.PageRequest.getDescriptor().getFile(),
            io.palebluedot.proto.common.v1.HistoryEntry.getDescriptor().getFile(),
            io.palebluedot.proto.common.v1.Condition.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.Gpu.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.Server.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.Config.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.GpuStatus.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.GpuModel.getDescriptor().getFile(),
            io.palebluedot.proto.inventory.v1.GetFleetRequest.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.Operation.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.SetPowerRequest.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.BootSettings.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.Discovery.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.StoredCredential.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.TelemetryBatch.getDescriptor().getFile(),
            io.palebluedot.proto.hardware.v1.Switch.getDescriptor().getFile(),
            io.palebluedot.proto.allocation.v1.Allocation.getDescriptor().getFile(),
            io.palebluedot.proto.allocation.v1.User.getDescriptor().getFile(),
            io.palebluedot.proto.workflow.v1.Workflow.getDescriptor().getFile(),
            io.palebluedot.proto.workflow.v1.Template.getDescriptor().getFile(),
            io.palebluedot.proto.alert.v1.Event.getDescriptor().getFile(),
            io.palebluedot.proto.alert.v1.Alert.getDescriptor().getFile());

    @Test
    void theContractOnlyGrows() throws IOException {
        var lines = new TreeSet<String>();
        FILES.forEach(file -> {
            file.getMessageTypes().forEach(message -> message(message, lines));
            file.getEnumTypes().forEach(type -> enumeration(type, lines));
            file.getServices().forEach(service -> service(service, lines));
        });
        var text = String.join("\n", lines) + "\n";
        if (!Boolean.getBoolean("pbd.golden.update") && Files.exists(CONTRACT)) {
            assertThat(lines).as("released parts of the contract").containsAll(Files.readAllLines(CONTRACT));
        }
        Golden.assertMatches(CONTRACT, text);
    }

    @Test
    void everyProtoFileIsWatched() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/proto"))) {
            assertThat(FILES.stream().map(FileDescriptor::getName))
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.toString().endsWith(".proto"))
                            .map(file ->
                                    Path.of("src/main/proto").relativize(file).toString())
                            .toList());
        }
    }

    private static void message(Descriptor message, Set<String> lines) {
        message.getFields()
                .forEach(field -> lines.add(message.getFullName() + " " + field.getNumber() + " " + field.getName()
                        + " " + (field.isRepeated() ? "repeated " : "") + type(field)));
        message.getNestedTypes().forEach(nested -> message(nested, lines));
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static void enumeration(EnumDescriptor type, Set<String> lines) {
        type.getValues()
                .forEach(value -> lines.add(type.getFullName() + " " + value.getNumber() + " " + value.getName()));
    }

    private static void service(ServiceDescriptor service, Set<String> lines) {
        service.getMethods()
                .forEach(method -> lines.add(service.getFullName() + "/" + method.getName() + " "
                        + method.getInputType().getFullName() + " -> " + (method.isServerStreaming() ? "stream " : "")
                        + method.getOutputType().getFullName()));
    }
}
