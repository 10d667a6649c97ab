"""From outputs to the bundle that an NGO opens anywhere."""
