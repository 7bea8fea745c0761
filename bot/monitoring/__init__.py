"""Monitoring: metrics, health of Telegram and of the sources, and the HTTP endpoints that show them."""
