"""What people write, read into requests: place names, subscriptions, links."""
