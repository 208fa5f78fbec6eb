"""The process of a provider: oidc-provider-mock, with a check of PKCE, which that leaves out."""

from __future__ import annotations

import re
import sys
from urllib.parse import parse_qs, urlsplit

import flask
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from oidc_provider_mock import app
from werkzeug.serving import make_server


def serve(port: int) -> None:
    """Be the provider."""
    made: flask.Flask = app(require_client_registration=True, require_nonce=True)
    challenges: dict[str, str] = {}

    @made.before_request
    def check_verifier() -> flask.typing.ResponseReturnValue | None:
        if flask.request.path != "/oauth2/token":
            return None
        verifier = flask.request.form.get("code_verifier", "")
        expected = challenges.get(flask.request.form.get("code", ""))
        if expected and create_s256_code_challenge(verifier) != expected:
            return flask.jsonify(error="invalid_grant"), 400
        return None

    @made.after_request
    def keep_challenge(answer: flask.Response) -> flask.Response:
        code = parse_qs(urlsplit(answer.headers.get("Location", "")).query).get("code")
        if code and flask.request.path == "/oauth2/authorize":
            asked = flask.request.args
            assert asked["code_challenge_method"] == "S256"
            assert re.fullmatch(r"[\w-]{43}", asked["code_challenge"])
            challenges[code[0]] = asked["code_challenge"]
        return answer

    make_server("localhost", port, made, threaded=True).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
