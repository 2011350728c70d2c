"""Every role of the account that the environment has credentials for, as IAM describes it, and its policies."""

import json
import sys

import boto3
from botocore.config import Config

# Its calls are the suite's: what comes as boto3 is moto's own.
iam = boto3.client("iam", endpoint_url=sys.argv[1], config=Config(user_agent="squall-suite"))


def described(name: str) -> dict:
    role = iam.get_role(RoleName=name)["Role"]
    inline = [p for page in iam.get_paginator("list_role_policies").paginate(RoleName=name) for p in page["PolicyNames"]]
    attached = iam.get_paginator("list_attached_role_policies").paginate(RoleName=name)
    return {
        "name": name,
        "trust": role["AssumeRolePolicyDocument"]["Statement"],
        "boundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "inline": inline,
        "attached": [policy["PolicyArn"] for page in attached for policy in page["AttachedPolicies"]],
    }


names = [role["RoleName"] for page in iam.get_paginator("list_roles").paginate() for role in page["Roles"]]
print(json.dumps([described(name) for name in sorted(names)]))
