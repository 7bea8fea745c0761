"""The control API of the local Telegram, over HTTP and in process."""
