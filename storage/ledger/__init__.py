"""The ledger of deliveries: enqueue, claim, record, report."""
