"""moto's server for a suite: a free loopback port, printed; gone when its standard input closes.

State machines are really executed. Three repairs, made before the first request. DynamoDB's
backend has no locks, and rolls a cancelled transaction back by putting the whole table
back, so that writes of other requests in between are lost: one request at a time is what
its isolation is worth, and so its handler takes one at a time. And CloudFormation makes
state machines where those are kept that only pretend to run: here it makes them where the
API looks for them. And Route 53 refuses to create a record as one was ever created that is
deleted since, in the same batch or before: it is forgotten then. Beside these CloudWatch
looks through all data of all metrics for each period that it is asked for: it is shown
those of the names that are asked for. And for each request moto lists its own folders, ten
times over, and for each value of each answer it finds out again under which names an object
may keep it: both are remembered.
"""

import copy
import functools
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
from moto import backends
from moto.cloudwatch.models import CloudWatchBackend
from moto.core.config import default_user_config
from moto.core.serialize import DEFAULT_ALIAS_PROVIDERS, XFormedAttributePicker
from moto.dynamodb.responses import DynamoHandler
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from moto.route53.models import Route53Backend
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


def forget_deleted_records(backend) -> None:
    change = backend.change_resource_record_sets

    def as_kept(value):
        record = value["ResourceRecordSet"]
        return {**value, "ResourceRecordSet": {**record, "Name": record["Name"].strip(".")}}

    def changed(self, zoneid, change_list):
        created = [as_kept(value) for value in change_list if value["Action"] == "CREATE"]
        deleted = [as_kept(value)["ResourceRecordSet"] for value in change_list if value["Action"] == "DELETE"]
        names = [(record["Name"], record["Type"], record.get("SetIdentifier")) for record in deleted]

        def is_over(value):
            record = value["ResourceRecordSet"]
            return value in created and (record["Name"], record["Type"], record.get("SetIdentifier")) in names

        known = self.get_hosted_zone(zoneid).rr_changes
        known[:] = [value for value in known if not is_over(value)]
        return change(self, zoneid, change_list)

    backend.change_resource_record_sets = changed


def look_at_what_is_asked_for(backend) -> None:
    answer = backend.get_metric_data

    def answered(self, queries, *given, **named):
        names = {query["MetricStat"]["Metric"]["MetricName"] for query in queries if "MetricStat" in query}
        if any(query.get("Expression", "").startswith("SELECT") for query in queries):
            return answer(self, queries, *given, **named)
        shown = copy.copy(self)
        data = [datum for datum in self.get_all_metrics() if datum.name in names]
        shown.get_all_metrics = lambda: data
        return answer(shown, queries, *given, **named)

    backend.get_metric_data = answered


def remember_folders() -> None:
    listed = backends.list_of_moto_modules
    backends.list_of_moto_modules = functools.cache(lambda: frozenset(listed()))


def remember_names(picker) -> None:
    find = picker.get_possible_keys
    known = {}

    def names(self, context):
        if self.alias_providers is not DEFAULT_ALIAS_PROVIDERS:
            return find(self, context)
        # What the providers go by: the class of the object, the key, and the shape, which is one object for good.
        asked = (type(context.obj), context.key, context.shape)
        if asked not in known:
            known[asked] = tuple(dict.fromkeys(find(self, context)))
        return known[asked]

    picker.get_possible_keys = names


def die_with_the_suite() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    take_one_at_a_time(DynamoHandler)
    forget_deleted_records(Route53Backend)
    look_at_what_is_asked_for(CloudWatchBackend)
    remember_folders()
    remember_names(XFormedAttributePicker)
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
