package kubernetes

warn contains "Every object has an owner." if not input.metadata.labels.owner
