"""Decisions: findings, ledger and settings become a plan; pure."""
