"""AWS commands in one process of the AWS CLI: a list of words a line on stdin, and a result a line on stdout.

A process of its own for each command would spend most of a second on imports.
"""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def main():
    driver = create_clidriver()
    for line in sys.stdin:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = driver.main(json.loads(line))
        print(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}), flush=True)


if __name__ == "__main__":
    main()
