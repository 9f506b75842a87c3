"""One request to a running server over Socket.IO."""

from collections.abc import Mapping

import aiohttp
import socketio

from panel.cli.failures import BAD_INPUT, CommandError

ANSWER_DEADLINE_S = 10.0
CONNECT_DEADLINE_S = 5.0


async def ask(url: str, token: str, event: str, query: Mapping[str, object]) -> Mapping[str, object]:
    """Return the acknowledged data of one request. Raises CommandError."""
    client = socketio.AsyncClient(reconnection=False, handle_sigint=False)
    refusals: list[object] = []
    client.on("connect_error", refusals.append)
    try:
        await client.connect(url, auth={"token": token}, transports=["websocket"], wait_timeout=CONNECT_DEADLINE_S)
        answer = await client.call(event, dict(query), timeout=ANSWER_DEADLINE_S)
    except socketio.exceptions.TimeoutError:
        raise CommandError(f"{url} did not answer within {ANSWER_DEADLINE_S:.0f} s") from None
    except (socketio.exceptions.SocketIOError, aiohttp.ClientError, OSError, ValueError) as error:
        raise _refused(url, refusals, error) from None
    finally:
        await client.disconnect()
    if not isinstance(answer, dict) or "ok" not in answer:
        raise CommandError(f"{url} does not answer like a panel")
    if not answer["ok"]:
        raise CommandError(f"{answer.get('code')}: {answer.get('message')}")
    data = answer["data"]
    return data if isinstance(data, dict) else {"data": data}


def _refused(url: str, refusals: list[object], error: Exception) -> CommandError:
    for refusal in refusals:
        data = refusal.get("data") if isinstance(refusal, dict) else None
        code = data.get("code") if isinstance(data, dict) else None
        if code == "unauthorized":
            return CommandError("the server does not know this token", BAD_INPUT)
    if isinstance(error, ValueError) and not isinstance(error, UnicodeError):
        return CommandError(f"{url} is no address of a server", BAD_INPUT)
    return CommandError(f"cannot reach a panel at {url}")
