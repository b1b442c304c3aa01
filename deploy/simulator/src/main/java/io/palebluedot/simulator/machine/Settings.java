package io.palebluedot.simulator.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person has changed on a server beside its power: BIOS attributes (pending until the next reset), firmware
 * versions, inserted media and single properties such as an asset tag. Only differences from the tree are kept.
 */
public final class Settings {

    private final Map<String, JsonNode> bios = new TreeMap<>();
    private final Map<String, JsonNode> pendingBios = new TreeMap<>();
    private final Map<String, String> firmware = new TreeMap<>();
    private final Map<String, String> pendingFirmware = new TreeMap<>();
    private final Map<String, String> media = new TreeMap<>();
    private final Map<String, JsonNode> properties = new TreeMap<>();

    /** BIOS attributes in force that differ from the tree. */
    public synchronized Map<String, JsonNode> bios() {
        return new TreeMap<>(bios);
    }

    /** BIOS attributes that wait for a reset. */
    public synchronized Map<String, JsonNode> pendingBios() {
        return new TreeMap<>(pendingBios);
    }

    /** Lets a BIOS attribute wait for the next reset. */
    public synchronized void pendBios(String attribute, JsonNode value) {
        pendingBios.put(attribute, value);
    }

    /** Back to the tree's values at the next reset. */
    public synchronized void resetBios(Map<String, JsonNode> defaults) {
        pendingBios.clear();
        pendingBios.putAll(defaults);
    }

    /** The version of a firmware inventory item, when it was updated. */
    public synchronized Optional<String> firmware(String path) {
        return Optional.ofNullable(firmware.get(path));
    }

    /** Updated versions by inventory path. */
    public synchronized Map<String, String> firmware() {
        return new TreeMap<>(firmware);
    }

    /** Installs a version now. */
    public synchronized void firmware(String path, String version) {
        firmware.put(path, version);
    }

    /** Installs a version at the next reset. */
    public synchronized void pendFirmware(String path, String version) {
        pendingFirmware.put(path, version);
    }

    /** The image in a virtual drive. */
    public synchronized Optional<String> media(String path) {
        return Optional.ofNullable(media.get(path));
    }

    /** Inserts an image. */
    public synchronized void insert(String path, String image) {
        media.put(path, image);
    }

    /** Ejects; false when the drive was empty. */
    public synchronized boolean eject(String path) {
        return media.remove(path) != null;
    }

    /** A property that was changed, by {@code path#property}. */
    public synchronized Optional<JsonNode> property(String key) {
        return Optional.ofNullable(properties.get(key));
    }

    /** Changed properties. */
    public synchronized Map<String, JsonNode> properties() {
        return new TreeMap<>(properties);
    }

    /** Changes a property. */
    public synchronized void property(String key, JsonNode value) {
        properties.put(key, value);
    }

    /** A reset: what waited for it is in force. */
    public synchronized void applyPending() {
        bios.putAll(pendingBios);
        pendingBios.clear();
        firmware.putAll(pendingFirmware);
        pendingFirmware.clear();
    }

    synchronized void restoreBios(Map<String, JsonNode> inForce, Map<String, JsonNode> waiting) {
        bios.putAll(inForce);
        pendingBios.putAll(waiting);
    }
}
