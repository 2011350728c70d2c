"""moto runs functions in Docker. With a gateway in front, they are invoked there instead.

What moto calls by itself (custom resources of a stack, targets of a rule) then reaches the
suite's functions over HTTP, as what its state machines call does already.
"""

import boto3
from moto.awslambda.models import LambdaFunction

by_moto = LambdaFunction.invoke


def invoke_at(port: str | None) -> None:
    """From now on. Without a port: by moto itself."""

    def invoke(self, body, _request_headers, _response_headers):
        client = boto3.client(
            "lambda",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name=self.region,
            aws_access_key_id="moto",
            aws_secret_access_key="moto",
        )
        return client.invoke(FunctionName=self.function_name, Payload=body or "{}")["Payload"].read()

    LambdaFunction.invoke = by_moto if port is None else invoke
