"""YAML text into cases, with findings that know their place in the file."""
