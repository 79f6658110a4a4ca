"""GOV.UK Notify as its own client knows it, on loopback."""

from typing import Any

import jwt
from tests.adapters.web_service import CUT, Answer, Asked, Says, WebService

SERVICE, SECRET = "8b3aa916-ec82-434e-b0c5-d5d9b371d6a3", "dcdc5083-2fee-4fba-8afd-51f3f4bcb7b0"
KEY = f"policyclerk live-{SERVICE}-{SECRET}"
TEMPLATE, REPLY_TO = "3a7e0a1b-0000-4000-8000-00000000000a", "3a7e0a1b-0000-4000-8000-00000000000b"
EMAIL, LIST, SHOWN = "/v2/notifications/email", "/v2/notifications", f"/v2/template/{TEMPLATE}"


class Notify(WebService):
    """Keeps what it took, lists it by reference, and shows its one template."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.places = ["subject", "body"]
        super().__init__(self._usual_answer)

    def _usual_answer(self, asked: Asked) -> Says:
        token = asked.headers["Authorization"].removeprefix("Bearer ")
        try:
            issuer = jwt.decode(token, SECRET, algorithms=["HS256"])["iss"]
        except jwt.InvalidTokenError:
            issuer = None
        if issuer != SERVICE:
            return no(403, "AuthError", "Invalid token: API key not found")
        if asked.path == SHOWN:
            return Says(200, {"id": TEMPLATE, "personalisation": {place: {} for place in self.places}})
        return self.take(asked) if asked.path == EMAIL else self._listed(asked)

    def take(self, asked: Asked) -> Says:
        body = asked.json()
        number = f"00000000-0000-4000-8000-{len(self.kept):012x}"
        self.keep(number, body.get("reference"))
        return Says(201, {"id": number, "reference": body.get("reference"), "content": {}})

    def keep(self, number: str, reference: str | None, status: str = "sending") -> None:
        self.kept.insert(0, {"id": number, "reference": reference, "status": status})

    def _listed(self, asked: Asked) -> Says:
        found = self.kept
        if "reference" in asked.query:
            found = [each for each in found if each["reference"] == asked.query["reference"][0]]
        if "older_than" in asked.query:
            numbers = [each["id"] for each in found]
            found = found[numbers.index(asked.query["older_than"][0]) + 1 :]
        return Says(200, {"notifications": found[:250], "links": {}})


class CutAfterTaking(Notify):
    """Takes each message and says nothing."""

    def answer(self, asked: Asked) -> Answer:
        said = super().answer(asked)
        return CUT if asked.path == EMAIL else said


def no(status: int, error: str, message: str) -> Says:
    return Says(status, {"status_code": status, "errors": [{"error": error, "message": message}]})
