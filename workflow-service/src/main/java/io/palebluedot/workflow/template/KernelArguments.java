package io.palebluedot.workflow.template;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kernel arguments that would hand the machine to somebody else: another init, a rescue shell, configuration from another place. */
final class KernelArguments {

    private static final Set<String> FORBIDDEN = Set.of(
            "init",
            "rdinit",
            "single",
            "s",
            "1",
            "rescue",
            "emergency",
            "break",
            "rd.break",
            "systemd.unit",
            "systemd.run",
            "systemd.debug-shell",
            "systemd.debug_shell",
            "rd.shell",
            "nfsroot",
            "initrd",
            "ds",
            "cloud-config-url",
            "url",
            "autoinstall",
            "ks",
            "inst.ks",
            "ignition.config.url",
            "coreos.inst.ignition_url",
            "talos.config",
            "ipa-api-url",
            "ipa-insecure",
            "lsm",
            "security",
            "selinux",
            "apparmor",
            "module_blacklist");

    private static final Pattern SPACES = Pattern.compile(" +");

    private KernelArguments() {}

    /** What is wrong with a command line; null when it is fine. */
    static @Nullable String problem(String line) {
        if (line.chars().anyMatch(c -> c < 0x20 || c == 0x7f || c == '"' || c == '\'' || c == '`' || c == '\\')) {
            return "kernel arguments must be plain words";
        }
        for (String argument : SPACES.split(line.trim(), -1)) {
            int equals = argument.indexOf('=');
            String name = (equals < 0 ? argument : argument.substring(0, equals))
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-');
            if (FORBIDDEN.contains(name) || FORBIDDEN.contains(name.replace('-', '_')) || name.equals("--")) {
                return "kernel argument '" + name + "' is forbidden";
            }
            if (name.equals("root") && argument.toLowerCase(Locale.ROOT).contains("nfs")) {
                return "a network root is forbidden";
            }
        }
        return null;
    }
}
