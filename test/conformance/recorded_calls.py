"""Every signed call that moto answers, as one line of JSON in the file that the suite names.

Read off the request and the status as they pass: nothing is held up, and nothing on the
wire changes. Which operation a REST path stands for is left to the reader.
"""

import json
import re
import threading
from io import BytesIO
from urllib.parse import parse_qs

from flask import got_request_exception

SIGNED = re.compile(r"Credential=[^/]+/\d{8}/[^/]*/([^/]+)/aws4_request")
RPC = re.compile(r"^/service/[^/]+/operation/([^/]+)$")
CODE = re.compile(rb'(?:"__type"|"Code"|"code")\s*:\s*"([^"]+)"|<Code>([^<]+)</Code>')

broke = threading.local()


def remember(_sender, exception, **_others) -> None:
    broke.by = f"{type(exception).__name__}: {exception}"


def operation_of(environ) -> str | None:
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return target.rsplit(".", 1)[-1]
    rpc = RPC.match(environ.get("PATH_INFO", ""))
    if rpc:
        return rpc.group(1)
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = BytesIO(body)
    return parse_qs(body.decode()).get("Action", [None])[0]


def reason_of(headers, body: bytes) -> str:
    """What an error is called: by its header, by its body, or by the exception that moto did not expect."""
    told = {name.lower(): value for name, value in headers}.get("x-amzn-errortype")
    found = CODE.search(body)
    code = told or (found and (found.group(1) or found.group(2)).decode())
    return code.split("#")[-1].split(":")[0] if code else ""


class RecordedCalls:
    """`path` may be set anew at any time. Without one nothing is recorded."""

    path: str | None = None

    def __init__(self, application) -> None:
        self.application = application
        got_request_exception.connect(remember)

    def __call__(self, environ, start_response):
        path = self.path
        signed = path and SIGNED.search(environ.get("HTTP_AUTHORIZATION", ""))
        if not signed:
            return self.application(environ, start_response)
        call = {
            "by": "moto",
            "service": signed.group(1),
            "operation": operation_of(environ),
            "method": environ["REQUEST_METHOD"],
            "path": environ.get("PATH_INFO", ""),
            "agent": environ.get("HTTP_USER_AGENT", ""),
            "id": environ.get("HTTP_AMZ_SDK_INVOCATION_ID"),
        }
        broke.by = None
        answered = {"status": 500, "headers": []}

        def started(status, headers, exc_info=None):
            answered.update(status=int(status.split(" ", 1)[0]), headers=headers)
            return start_response(status, headers, exc_info)

        try:
            body = self.application(environ, started)
            if answered["status"] >= 400:
                body = [b"".join(body)]
                call["reason"] = broke.by or reason_of(answered["headers"], body[0])
            return body
        except Exception as error:
            call["reason"] = f"{type(error).__name__}: {error}"
            raise
        finally:
            call["status"] = answered["status"]
            # Opened to append: lines of several servers do not mix.
            with open(path, "a", encoding="utf-8") as lines:
                lines.write(json.dumps(call) + "\n")
