"""What makes the statistical model again, from annotated texts: ``python -m beleidsgraaf.extract.training``."""
