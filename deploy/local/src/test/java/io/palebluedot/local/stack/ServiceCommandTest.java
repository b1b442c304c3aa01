package io.palebluedot.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.local.secrets.LocalKeys;
import io.palebluedot.local.server.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ports, databases and keys are a contract between launcher and services. */
class ServiceCommandTest {

    @TempDir
    private Path folder;

    private StackConfig config;
    private ServiceCommand commands;

    @BeforeEach
    void build() throws IOException {
        for (Service service : Service.values()) {
            Path app = folder.resolve(service.module()).resolve("target/quarkus-app");
            Files.createDirectories(app);
            Files.writeString(app.resolve("quarkus-run.jar"), "application");
        }
        config = new StackConfig(folder, folder.resolve("data"), new Ports(100), 4, List.of(), 1, 0.02);
        commands = new ServiceCommand(config, LocalKeys.in(config.secrets()));
    }

    @Test
    void everyServiceHasItsPortsAndItsDatabase() {
        assertThat(environment(Service.INVENTORY))
                .containsEntry("SERVER_PORT", "8181")
                .containsEntry("GRPC_PORT", "9181")
                .containsEntry("DB_PORT", "15532")
                .containsEntry("DB_NAME", "inventory")
                .containsEntry("DB_USER", "inventory")
                .containsEntry("REDIS_PORT", "16479")
                .containsEntry("NATS_URL", "nats://127.0.0.1:14322")
                .containsEntry("TINKERBELL_URL", "http://127.0.0.1:19101")
                .containsEntry("PBD_ALLOCATION_GRPC", "127.0.0.1:9182")
                .containsEntry("PBD_HARDWARE_GRPC", "127.0.0.1:9183")
                .containsEntry("PBD_WORKFLOW_GRPC", "127.0.0.1:9184")
                .containsEntry("PBD_ALERT_GRPC", "127.0.0.1:9185")
                .containsEntry("PBD_RULE_FOR_SCALE", "0.02");
        assertThat(environment(Service.GATEWAY)).containsEntry("SERVER_PORT", "8180");
    }

    @Test
    void noTwoServicesShareAPassword() {
        assertThat(List.of(Service.values()).stream()
                        .map(service -> environment(service).get("DB_PASSWORD")))
                .doesNotHaveDuplicates()
                .allSatisfy(password -> assertThat(password).hasSizeGreaterThan(20));
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void secretsGoToWhoNeedsThemOnly(Service service) {
        var environment = environment(service);
        assertThat(environment).containsKeys("PBD_JWKS_FILE", "PBD_SERVICE_KEY_FILE");
        assertThat(environment.containsKey("PBD_USER_KEY_FILE")).isEqualTo(service == Service.ALLOCATION);
        assertThat(environment.containsKey("PBD_ADMIN_PASSWORD")).isEqualTo(service == Service.ALLOCATION);
        assertThat(environment.containsKey("PBD_CREDENTIAL_KEY_FILE")).isEqualTo(service == Service.HARDWARE);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void runsFromItsOwnFolderWithTheRelativeJarThatTheStartCacheNeeds(Service service) {
        var command = command(service);
        assertThat(command.folder()).isEqualTo(folder.resolve(service.module()).resolve("target/quarkus-app"));
        assertThat(command.line()).endsWith("-jar", "quarkus-run.jar").contains("-XX:+UseSerialGC");
        assertThat(command.endSignal()).isEqualTo("TERM");
    }

    @Test
    void anUnbuiltServiceIsToldByName() throws IOException {
        Files.delete(folder.resolve("alert-service/target/quarkus-app/quarkus-run.jar"));
        assertThatThrownBy(() -> commands.folder(Service.ALERT))
                .isInstanceOf(LocalException.class)
                .hasMessageContaining("alert-service is not built");
    }

    private io.palebluedot.local.process.ChildProcess.Command command(Service service) {
        return commands.of(service, new StartCache(commands.folder(service), folder.resolve("recording")));
    }

    private Map<String, String> environment(Service service) {
        return command(service).environment();
    }
}
