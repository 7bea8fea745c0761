"""Delivery of bulletins: enqueue what is due, claim, compose, send, record the outcome."""
