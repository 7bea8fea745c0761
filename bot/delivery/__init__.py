"""From a due subscription to a row of the ledger: enqueue, claim, compose, send, record the outcome."""
