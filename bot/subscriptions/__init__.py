"""Subscriptions of a chat: making, changing and resuming them, and when they are due."""
