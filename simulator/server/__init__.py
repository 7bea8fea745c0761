"""The HTTP server: requests, tokens, calls, webhooks."""
