"""The arguments of every Bot API method that this server knows: one model a method, and how they are read.

A method that has no model here does not exist (404), and an argument that its model does not name is refused
(400): a bot under test should hear of a slip at once. What Telegram documents and this server does not
imitate yet is refused in the same way.
"""
