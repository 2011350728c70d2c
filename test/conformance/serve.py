"""moto's server for a suite: a free loopback port, printed; gone when its standard input closes.

State machines are really executed. Two repairs, made before the first request. DynamoDB's
backend has no locks, and rolls a cancelled transaction back by putting the whole table
back, so that writes of other requests in between are lost: one request at a time is what
its isolation is worth, and so its handler takes one at a time. And CloudFormation makes
state machines where those are kept that only pretend to run: here it makes them where the
API looks for them.
"""

import json
import logging
import os
import sys
import threading
from pathlib import Path

# moto knows some 1,300 images of machines, and seconds go by until it has made and told them: one is enough.
os.environ["MOTO_AMIS_PATH"] = str(Path(__file__).with_name("image.json"))

import moto.stepfunctions.models as state_machines
from lent import Lent
from moto.core.config import default_user_config
from moto.dynamodb.responses import DynamoHandler
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.stepfunctions.parser.models import stepfunctions_parser_backends
from recorded_calls import RecordedCalls
from werkzeug.serving import make_server


def take_one_at_a_time(handler) -> None:
    lock = threading.Lock()
    call_action = handler.call_action

    def alone(request):
        with lock:
            return call_action(request)

    handler.call_action = alone


def die_with_the_suite() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    take_one_at_a_time(DynamoHandler)
    # A line for each request is nothing that anybody reads, and dear.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    default_user_config["stepfunctions"] = {"execute_state_machine": True}
    state_machines.stepfunctions_backends = stepfunctions_parser_backends
    recorded = RecordedCalls(DomainDispatcherApplication(create_backend_app))
    lent = Lent(recorded, recorded)
    server = make_server("127.0.0.1", 0, lent, threaded=True, request_handler=MotoRequestHandler)
    lent.own_port = server.port
    threading.Thread(target=die_with_the_suite, daemon=True).start()
    print(json.dumps({"port": server.port}), flush=True)
    server.serve_forever()


main()
