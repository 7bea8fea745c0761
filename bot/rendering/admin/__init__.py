"""Texts of `/admin`, for the operators."""
