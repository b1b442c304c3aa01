package io.palebluedot.workflow.lifecycle;

/** A step to be done and the phase in which it stands. */
public record StepPlan(StepName name, Phase phase) {}
