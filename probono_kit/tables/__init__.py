"""Messy tables in, tidy frames with a cleaning log out."""
