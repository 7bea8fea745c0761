"""Chats and what belongs to them: subscriptions, topics, channels, prompts."""
