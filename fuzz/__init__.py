"""Whatever comes from outside, read with arbitrary bytes: see `fuzz.targets`, and `make fuzz`."""
