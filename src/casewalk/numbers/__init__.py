"""The arithmetic: formulas, functions and quantities with units. Knows nothing of cases."""
