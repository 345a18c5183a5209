"""Knowledge files in YAML, read into the model with the file and line of everything."""
