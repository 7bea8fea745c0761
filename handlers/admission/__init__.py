"""Admission control: what happens to an update when it arrives."""
