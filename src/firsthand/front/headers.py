"""The headers that every answer carries, and those of each kind of answer. None of them names a reader.

Policies after Content Security Policy Level 3, Fetch, Referrer Policy and Permissions Policy of the W3C and WHATWG.
"""

Headers = tuple[tuple[bytes, bytes], ...]

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; worker-src 'self'; manifest-src 'self'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""A document from outside, opened in a browser, can run nothing and reach nothing."""

UNUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip

ALWAYS: Headers = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", ", ".join(f"{feature}=()" for feature in UNUSED).encode()),
)

PAGE: Headers = ((b"content-type", b"text/html; charset=utf-8"), (b"content-security-policy", PAGE_POLICY.encode()))

A_MINUTE = b"public, max-age=60"
"""Pages: a new release may have changed or withdrawn them. After a minute an unchanged page costs one 304."""
A_DAY = b"public, max-age=86400"
"""Files and pictures never change under their address, but a work may be withdrawn."""
FOREVER = b"public, max-age=31536000, immutable"
NOT_KEPT = b"no-store"
"""Searches: what someone looked for is not left behind on a shared computer."""


def strict_transport(address: str | None) -> Headers:
    """A library whose address is https asks browsers never to use http for it (RFC 6797)."""
    if address and address.startswith("https://"):
        return ((b"strict-transport-security", b"max-age=31536000"),)
    return ()
