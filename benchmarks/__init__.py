"""Benchmarks of the matcher; none runs with the tests. Each module is run as `python -m benchmarks.NAME`."""
