package io.palebluedot.events;

/**
 * What happened, in the words of one domain. Each record is one event type; its wire name, its version and its subject are
 * in {@link EventCatalogue}. Fields are only ever added, and every added field is nullable.
 */
public sealed interface EventData
        permits ServerEvent,
                GpuEvent,
                ConfigEvent,
                OperationEvent,
                AllocationEvent,
                WorkflowEvent,
                AlertEvent,
                SystemEvent,
                ExternalEvent {}
