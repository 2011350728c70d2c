"""One server for one test file after another: what a file has left goes, and what it sets is set anew.

moto's own reset forgets resources. Beside these a file may turn on the checking of
signatures, let states take their time, and have a gateway of its own for functions.
"""

import json
import os
from datetime import datetime, timezone

import moto.cloudwatch.models as cloudwatch
from invoked_elsewhere import invoke_at
from moto import settings
from moto.core.authorization import ActionAuthenticatorMixin
from moto.moto_api import state_manager
from moto.moto_api._internal import moto_api_backend

PATH = "/squall/lend"
CLOCK = "/squall/clock"
by_the_wall = cloudwatch.utcnow
taken_by_all = settings.INITIAL_NO_AUTH_ACTION_COUNT


class Lent:
    """Takes `{"records": path or null, "port": of a gateway or null}` at PATH; all else is the application's."""

    def __init__(self, application, recorded) -> None:
        self.application = application
        self.recorded = recorded
        self.own_port = None

    def __call__(self, environ, start_response):
        if environ.get("PATH_INFO") == CLOCK:
            return set_clock(json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))), start_response)
        if environ.get("PATH_INFO") != PATH:
            return self.application(environ, start_response)
        cloudwatch.utcnow = by_the_wall
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        moto_api_backend.reset()
        settings.INITIAL_NO_AUTH_ACTION_COUNT = taken_by_all
        ActionAuthenticatorMixin.request_count = 0
        for model in list(state_manager._transitions):
            state_manager.unset_transition(model)
        self.recorded.path = asked["records"]
        # moto's own calls to Lambda go here, unless the file has a gateway in front.
        os.environ["MOTO_PORT"] = str(asked["port"] or self.own_port)
        invoke_at(asked["port"])
        start_response("200 OK", [("Content-Type", "application/json")])
        return [b"{}"]


def set_clock(asked, start_response):
    """CloudWatch dates changes of alarms from now on by `{"now": milliseconds since 1970}`."""
    now = datetime.fromtimestamp(asked["now"] / 1000, tz=timezone.utc).replace(tzinfo=None)
    cloudwatch.utcnow = lambda: now
    start_response("200 OK", [("Content-Type", "application/json")])
    return [b"{}"]
