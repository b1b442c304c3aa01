package io.palebluedot.hardware.driver.redfish;

/**
 * What the parts of a machine need beyond the overview. The many ports of GPUs come last: where time or room ends, the rest was read.
 */
record PartsPlan(TreePlan plan, Tree tree) {

    void collect() {
        var systems = tree.systems();
        for (var system : systems) {
            plan.collection(system, "Memory");
            system.links("PCIeDevices").forEach(plan::want);
        }
        tree.chassis().forEach(this::chassis);
        for (var fabric : plan.collection(tree.root(), "Fabrics")) {
            plan.collection(fabric, "Switches");
        }
        for (var system : systems) {
            tree.members(system, "Processors").stream()
                    .filter(GpuFacts::isGpuProcessor)
                    .forEach(gpu -> plan.collection(gpu, "Ports"));
        }
    }

    private void chassis(Resource chassis) {
        supplies(chassis, "Power", "PowerSubsystem", "PowerSupplies");
        supplies(chassis, "Thermal", "ThermalSubsystem", "Fans");
        for (var adapter : plan.collection(chassis, "NetworkAdapters")) {
            adapter.parts("Controllers").forEach(c -> plan.want(c.link("Links", "PCIeDevices")));
        }
    }

    /** The older resource tells all in one answer; the newer one is a collection two links away. */
    private void supplies(Resource chassis, String older, String newer, String members) {
        String path = chassis.link(older);
        if (path != null) {
            plan.want(path);
            return;
        }
        String subsystem = chassis.link(newer);
        plan.want(subsystem);
        plan.collection(tree.at(subsystem), members);
    }
}
