package io.palebluedot.simulator.redfish;

import static io.palebluedot.simulator.tree.ResourceTree.lastSegment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.simulator.machine.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Firmware updates by image address or by push. The image itself is not fetched or looked into; the new version is
 * the one in its name ({@code bios-1.7.bin} is 1.7), else the old version with {@code -updated} behind it.
 */
final class FirmwareUpdates {

    private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)+)");
    private static final Pattern FILE = Pattern.compile("filename=\"?([^\";\\r\\n]+)");
    private static final Pattern TARGET = Pattern.compile("/redfish/v1/UpdateService/FirmwareInventory/[\\w.-]+");
    private static final Duration DURATION = Duration.ofSeconds(5);

    private final Machine machine;
    private final TaskBoard tasks;
    private final Runnable restartBmc;

    FirmwareUpdates(Machine machine, TaskBoard tasks, Runnable restartBmc) {
        this.machine = machine;
        this.tasks = tasks;
        this.restartBmc = restartBmc;
    }

    RedfishReply simpleUpdate(ObjectNode body) {
        String image = body.path("ImageURI").asText("");
        if (image.isBlank()) {
            return RedfishReply.error(400, "ActionParameterMissing", "ImageURI is required.");
        }
        List<String> targets = new ArrayList<>();
        for (JsonNode target : body.path("Targets")) {
            targets.add(target.asText());
        }
        boolean onReset = body.path("@Redfish.OperationApplyTime").asText().equals("OnReset");
        return start(lastSegment(image), targets, onReset);
    }

    RedfishReply push(RedfishRequest request) {
        Matcher file = FILE.matcher(request.raw());
        List<String> targets = TARGET.matcher(request.raw())
                .results()
                .map(found -> found.group())
                .toList();
        return start(file.find() ? file.group(1) : "", targets, request.raw().contains("OnReset"));
    }

    private RedfishReply start(String file, List<String> asked, boolean onReset) {
        List<String> targets = asked.isEmpty() ? List.of(guess(file)) : asked;
        for (String target : targets) {
            JsonNode item = machine.layout().tree().get(target);
            if (item == null) {
                return RedfishReply.error(400, "ResourceMissingAtURI", "There is no firmware " + target + ".");
            }
            if (!item.path("Updateable").asBoolean(true)) {
                return RedfishReply.error(400, "PropertyNotWritable", target + " cannot be updated.");
            }
        }
        ObjectNode task = tasks.start("Firmware update", DURATION, () -> {
            targets.forEach(target -> install(target, file, onReset));
            machine.changed();
            if (targets.stream().anyMatch(target -> lastSegment(target).contains("BMC"))) {
                restartBmc.run();
            }
        });
        return RedfishReply.accepted(task.path("@odata.id").asText(), task);
    }

    private void install(String target, String file, boolean onReset) {
        Matcher version = VERSION.matcher(file);
        String now = version.find() ? version.group(1) : old(target) + "-updated";
        if (onReset) {
            machine.settings().pendFirmware(target, now);
        } else {
            machine.settings().firmware(target, now);
        }
        machine.log()
                .event(machine.timeline().now(), "OK", "Firmware " + lastSegment(target) + " " + now + " installed");
    }

    private String old(String target) {
        ObjectNode item = machine.layout().tree().get(target);
        return item == null ? "" : item.path("Version").asText();
    }

    /** Without targets the image's name decides between BIOS and BMC, as image headers do on real boards. */
    private String guess(String file) {
        String word = file.toLowerCase(java.util.Locale.ROOT).contains("bios") ? "BIOS" : "BMC";
        return machine.layout().tree().members("/redfish/v1/UpdateService/FirmwareInventory").stream()
                .filter(path -> lastSegment(path).contains(word))
                .findFirst()
                .orElse("/redfish/v1/UpdateService/FirmwareInventory/" + word);
    }
}
