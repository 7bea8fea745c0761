"""Ledger of deliveries: enqueue, claim, record, report."""
