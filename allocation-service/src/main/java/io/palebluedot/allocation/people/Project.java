package io.palebluedot.allocation.people;

import java.time.Instant;
import java.util.UUID;

/** A project: who pays for GPUs, and who shares what it holds. */
record Project(
        UUID id, String name, String description, int weight, long version, Instant createdAt, Instant updatedAt) {}
