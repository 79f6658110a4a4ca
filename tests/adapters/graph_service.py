"""Microsoft 365 as far as sending needs it, on loopback: a token endpoint and one mailbox."""

import base64
from typing import Any

from tests.adapters.web_service import Asked, Says, WebService

TOKEN, SEND = "/trust/token", "/v1.0/users/clerk@northmoor.example/sendMail"


class Microsoft(WebService):
    """Gives tokens that count up, and takes what comes with the newest."""

    def __init__(self) -> None:
        self.tokens = 0
        super().__init__(self._usual_answer)

    def _usual_answer(self, asked: Asked) -> Says:
        if asked.path == TOKEN:
            self.tokens += 1
            return Says(
                200, {"access_token": f"token-{self.tokens}", "token_type": "Bearer", "expires_in": 3599}
            )
        if asked.path != SEND:
            return Says(404, graph_error("ErrorInvalidUser", "The requested user is invalid."))
        if asked.headers["Authorization"] != f"Bearer token-{self.tokens}":
            return Says(401, graph_error("InvalidAuthenticationToken", "Lifetime validation failed."))
        return Says(202, headers={"request-id": "4f2a"})

    def sent(self) -> list[bytes]:
        return [base64.b64decode(asked.body, validate=True) for asked in self.asked if asked.path == SEND]


def graph_error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": message}}
