-- Name of the GPU's device at its server's gNMI target.
alter table gpu add column gnmi_device_id text;
