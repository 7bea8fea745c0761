"""The arguments of every Bot API method that this server knows: one pydantic model per method.

A method without a model does not exist (404), and an argument that the model does not name is rejected (400).
Documented arguments that this server does not support yet are rejected in the same way.
"""
