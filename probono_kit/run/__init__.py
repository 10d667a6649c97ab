"""Running tasks: execution, batches, manifest."""
