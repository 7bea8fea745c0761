"""A token and a picture of the tests of the transport."""

TOKEN = "1:token-that-nobody-may-see"  # noqa: S105 - opens nothing
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000200a2b4c1a00000000049454e44ae426082"
)
