"""Parsers of AirKorea's answers (data.go.kr, services of B552584)."""
