package io.palebluedot.workflow.step;

/** Names of the facts that the steps of an installation share. */
final class InstallFacts {

    /** The template's text with its values. */
    static final String RENDERED = "template.rendered";

    /** Version of the template that was rendered; the ledger copies it to its column. */
    static final String TEMPLATE_VERSION = "template.version";

    /** Whether the template itself starts the machine from its disk: {@code true} or absent. */
    static final String RESTARTS = "template.restarts";

    /** Ethernet address that the machine boots from. */
    static final String MAC = "hardware.mac";

    /** Name of the Template and Workflow objects of this run. */
    static final String OBJECT = "tinkerbell.workflow";

    /** Name of the Workflow object that ended badly; it must be made again before another try. */
    static final String SPENT = "tinkerbell.spent";

    private InstallFacts() {}
}
