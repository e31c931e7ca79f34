"""The Hub's own client, sent through our door."""

from __future__ import annotations

import threading

import httpx2
from huggingface_hub import HfApi, close_session, set_client_factory

from auditor.transport import Door, HostFailure


class _DoorTransport(httpx2.BaseTransport):
    """Sends the Hub client's requests through our door, so that limits, budget and count hold for them too."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.method != "GET":
            raise HostFailure("only reading is allowed through the door")
        if not request.url.path.startswith(("/api/models/", "/api/datasets/")):
            # The client asks the Hub about itself too (its agent registry): that is not worth a request.
            return httpx2.Response(404, content=b"{}", request=request)
        reply = self._door.get(str(request.url))
        return httpx2.Response(reply.status, headers=dict(reply.headers), content=reply.body, request=request)


_installed: Door | None = None
_installing = threading.Lock()


def client(door: Door) -> HfApi:
    """The Hub's own client over our door; its session is one per process, so a new door replaces the last."""
    global _installed  # noqa: PLW0603 - mirrors the client library's own process-wide session
    with _installing:
        if _installed is not door:
            close_session()
            set_client_factory(lambda: httpx2.Client(transport=_DoorTransport(door), timeout=None))
            _installed = door
    return HfApi(endpoint=door.endpoints.hub, token=False)
