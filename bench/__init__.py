"""Benchmarks, one program each; `python -m bench` runs them all."""
