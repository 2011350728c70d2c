"""moto's server for one suite: a free loopback port, printed; gone when its standard input closes.

Two repairs, both made before the first request:
- Step Functions deep-copies a state machine on each start, and the copy holds a running
  thread after the first: every later start in the account then answers 500. A shallow
  copy serves.
- DynamoDB's backend has no locks, and rolls a cancelled transaction back by putting the
  whole table back: writes of other requests in between are lost. One request at a time is
  what its isolation is worth, so the handler takes one at a time.
"""

import copy
import json
import os
import sys
import threading

from moto.dynamodb.responses import DynamoHandler
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.stepfunctions.models import StateMachine
from werkzeug.serving import make_server


def repair() -> None:
    StateMachine.__deepcopy__ = lambda machine, _memo: copy.copy(machine)

    one_at_a_time = threading.RLock()
    call_action = DynamoHandler.call_action

    def alone(handler):
        with one_at_a_time:
            return call_action(handler)

    DynamoHandler.call_action = alone


def die_with_the_suite() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    repair()
    application = DomainDispatcherApplication(create_backend_app)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=MotoRequestHandler)
    # moto's own calls to Lambda go here, unless the suite has a gateway in front.
    os.environ.setdefault("MOTO_PORT", str(server.port))
    threading.Thread(target=die_with_the_suite, daemon=True).start()
    print(json.dumps({"port": server.port}), flush=True)
    server.serve_forever()


main()
