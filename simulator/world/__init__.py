"""People, chats, messages and files of the local Telegram."""
