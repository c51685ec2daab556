#!/usr/bin/python3
"""A real SMTP server for tests: it keeps each accepted message as NNNN.eml, with its envelope in NNNN.json."""

import argparse
import asyncio
import functools
import json
import os
import signal
import ssl
import sys
from pathlib import Path

try:
    from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
except ImportError:
    sys.exit("smtp-sink: aiosmtpd is missing; on Debian, run scripts/install-debian aiosmtpd")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free port")
    parser.add_argument("--dir", type=Path, required=True, help="where the accepted messages are written")
    parser.add_argument("--tls-cert", metavar="PEM", help="certificate chain: offers STARTTLS")
    parser.add_argument("--tls-key", metavar="PEM", help="private key of the certificate")
    parser.add_argument("--implicit-tls", action="store_true", help="TLS from the first byte in place of STARTTLS")
    parser.add_argument("--user", help="requires AUTH PLAIN or LOGIN by this user")
    parser.add_argument("--password", default="")
    parser.add_argument("--refuse", action="append", default=[], metavar="ADDRESS", help="550 for this recipient")
    parser.add_argument("--defer", action="append", default=[], metavar="ADDRESS", help="451 for this recipient")
    parser.add_argument("--until-eof", action="store_true", help="stop when standard input ends, as with its parent")
    return parser.parse_args()


class Sink:
    """Answers to RCPT and DATA, in the form that aiosmtpd calls."""

    def __init__(self, options):
        self.options = options
        options.dir.mkdir(parents=True, exist_ok=True)
        self.count = max((int(path.stem) for path in options.dir.glob("[0-9]*.eml")), default=0)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.refuse:
            return "550 5.1.1 No such mailbox"
        if address in self.options.defer:
            return "451 4.2.1 Mailbox busy, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": self.options.implicit_tls or session.ssl is not None,
            "user": session.auth_data.login.decode() if session.authenticated else None,
        }
        # The message comes last: whoever sees it finds its envelope.
        self.write(f"{self.count:04}.json", json.dumps(facts, indent=2).encode())
        self.write(f"{self.count:04}.eml", envelope.original_content)
        return f"250 2.0.0 Accepted as {self.count:04}"

    def write(self, name, content):
        partial = self.options.dir / f"{name}.partial"
        partial.write_bytes(content)
        partial.rename(self.options.dir / name)


def authenticate(options, server, session, envelope, mechanism, credentials):
    expected = LoginPassword(options.user.encode(), options.password.encode())
    known = mechanism in ("PLAIN", "LOGIN") and credentials == expected
    return AuthResult(success=known, handled=False, auth_data=credentials)


async def serve(options):
    tls = None
    if options.tls_cert:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(options.tls_cert, options.tls_key)
    starttls = tls if not options.implicit_tls else None
    session = functools.partial(
        SMTP,
        Sink(options),
        hostname="localhost",
        enable_SMTPUTF8=True,
        tls_context=starttls,
        authenticator=functools.partial(authenticate, options),
        auth_required=options.user is not None,
        auth_require_tls=starttls is not None,
    )
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    if options.until_eof:
        loop.add_reader(sys.stdin.fileno(), lambda: os.read(sys.stdin.fileno(), 1024) or stopped.set())

    listener = await loop.create_server(session, "127.0.0.1", options.port, ssl=tls if options.implicit_tls else None)
    print(f"listening 127.0.0.1:{listener.sockets[0].getsockname()[1]}", flush=True)
    await stopped.wait()
    listener.close()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))
