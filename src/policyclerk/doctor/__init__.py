"""`policyclerk doctor`: looks at everything a night needs, before the night does, and says what to do for each fault."""
