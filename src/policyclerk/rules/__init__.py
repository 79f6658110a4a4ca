"""Judgements: one rule per file, `find(policy, context)`, listed once in report order."""
