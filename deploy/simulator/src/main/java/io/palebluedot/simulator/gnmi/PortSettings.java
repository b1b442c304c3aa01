package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.PathElem;
import com.github.gnmi.proto.SetRequest;
import com.github.gnmi.proto.Update;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One Set of interface settings: all of it holds afterwards, or nothing. */
final class PortSettings {

    private final Switch leaf;
    private final Map<SwitchPort, SwitchPort.Config> wanted = new LinkedHashMap<>();

    private PortSettings(Switch leaf) {
        this.leaf = leaf;
    }

    /** Fails with INVALID_ARGUMENT or NOT_FOUND, and then nothing was set. */
    static void apply(Switch leaf, SetRequest request) {
        leaf.alone(() -> {
            PortSettings settings = new PortSettings(leaf);
            Path prefix = request.getPrefix();
            request.getDeleteList().forEach(path -> settings.delete(whole(prefix, path)));
            List<Update> updates = new ArrayList<>(request.getReplaceList());
            updates.addAll(request.getUpdateList());
            updates.forEach(update -> settings.set(whole(prefix, update.getPath()), Values.read(update.getVal())));
            settings.wanted.forEach(SwitchPort::config);
            return leaf;
        });
    }

    private static List<PathElem> whole(Path prefix, Path path) {
        List<PathElem> elements = new ArrayList<>(prefix.getElemList());
        elements.addAll(path.getElemList());
        return elements;
    }

    private void delete(List<PathElem> path) {
        SwitchPort port = port(path);
        String leafName = names(path.subList(2, path.size()));
        if (!leafName.equals("config/description")) {
            throw invalid("only a description can be deleted, not " + names(path));
        }
        wanted.compute(port, (p, c) -> described(now(p, c), ""));
    }

    private void set(List<PathElem> path, JsonNode value) {
        SwitchPort port = port(path);
        change(port, names(path.subList(2, path.size())), value);
    }

    private void change(SwitchPort port, String name, JsonNode value) {
        if (value.isObject()) {
            value.propertyStream()
                    .forEach(each -> change(
                            port,
                            name.isEmpty()
                                    ? Selection.plain(each.getKey())
                                    : name + "/" + Selection.plain(each.getKey()),
                            each.getValue()));
            return;
        }
        SwitchPort.Config now = now(port, wanted.get(port));
        wanted.put(
                port,
                switch (name) {
                    case "config/enabled" ->
                        new SwitchPort.Config(flag(name, value), now.mtu(), now.description(), now.accessVlan());
                    case "config/mtu" ->
                        new SwitchPort.Config(
                                now.enabled(), number(name, value, 68, 9_216), now.description(), now.accessVlan());
                    case "config/description" -> described(now, text(name, value));
                    case "ethernet/switched-vlan/config/access-vlan" ->
                        new SwitchPort.Config(
                                now.enabled(), now.mtu(), now.description(), number(name, value, 1, 4_094));
                    case "ethernet/switched-vlan/config/interface-mode" -> access(now, text(name, value));
                    case "config/name", "name" -> named(port, now, text(name, value));
                    default -> throw invalid("there is no setting " + name);
                });
    }

    private static SwitchPort.Config now(
            SwitchPort port, SwitchPort.@org.jspecify.annotations.Nullable Config pending) {
        return pending == null ? port.config() : pending;
    }

    private static SwitchPort.Config described(SwitchPort.Config now, String text) {
        return new SwitchPort.Config(now.enabled(), now.mtu(), text, now.accessVlan());
    }

    private static SwitchPort.Config access(SwitchPort.Config now, String mode) {
        if (!mode.equals("ACCESS")) {
            throw invalid("interface-mode is ACCESS on this switch, not " + mode);
        }
        return now;
    }

    private static SwitchPort.Config named(SwitchPort port, SwitchPort.Config now, String name) {
        if (!name.equals(port.name())) {
            throw invalid("an interface's name cannot be changed");
        }
        return now;
    }

    private SwitchPort port(List<PathElem> path) {
        boolean interfaces = path.size() > 2
                && Selection.plain(path.get(0).getName()).equals("interfaces")
                && Selection.plain(path.get(1).getName()).equals("interface");
        if (!interfaces) {
            throw invalid("only settings of an interface are taken, not " + names(path));
        }
        String name = path.get(1).getKeyMap().getOrDefault("name", "");
        return leaf.port(name)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no interface '" + name + "'")
                        .asRuntimeException());
    }

    private static String names(List<PathElem> path) {
        return path.stream().map(element -> Selection.plain(element.getName())).collect(Collectors.joining("/"));
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw invalid(name + " is true or false, not " + value);
        }
        return value.booleanValue();
    }

    private static int number(String name, JsonNode value, int least, int most) {
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > most) {
            throw invalid(name + " is " + least + " to " + most + ", not " + value);
        }
        return value.intValue();
    }

    private static String text(String name, JsonNode value) {
        if (!value.isTextual() || value.textValue().length() > 255) {
            throw invalid(name + " is a text of at most 255 characters");
        }
        return value.textValue();
    }

    private static StatusRuntimeException invalid(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }
}
