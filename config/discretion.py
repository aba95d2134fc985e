"""What the logs never learn: who came to the pages on which children and the public answer, and the keys to them."""

import logging
import re
from collections.abc import Mapping
from typing import Any

from gunicorn.glogging import Logger

# Children's link, and the comments of the public: no line in the access log, whoever asks and whatever becomes of it.
UNSEEN = ("/v/", "/consultations/")
TOKEN = re.compile(r"/v/[\w-]+")


class Discreet(Logger):
    """gunicorn's log, which would keep address, time, browser and token of each request."""

    def access(self, resp: Any, req: Any, environ: Mapping[str, Any], request_time: Any) -> None:
        if not environ.get("PATH_INFO", "").startswith(UNSEEN):
            super().access(resp, req, environ, request_time)


class WithoutTokens(logging.Filter):
    """Takes a link's token out of what Django says of an address that was refused or that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub("/v/…", said), None
        return True
