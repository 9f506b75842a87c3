"""Answers that are made once."""

import asyncio
import threading
import time

from panel.xtream.kept_answers import KeptAnswers


async def test_an_answer_is_made_once_beside_the_event_loop_until_it_is_forgotten() -> None:
    made: list[int] = []

    def make() -> object:
        made.append(threading.get_ident())
        time.sleep(0.01)
        return {"number": len(made)}

    answers = KeptAnswers()
    assert await asyncio.gather(*(answers.get("a", make) for _ in range(5))) == [b'{"number":1}'] * 5
    assert made[0] != threading.get_ident()
    answers.forget()
    assert await answers.get("a", make) == b'{"number":2}'


async def test_an_answer_overtaken_by_a_change_is_not_kept() -> None:
    answers = KeptAnswers()
    began, go_on = threading.Event(), threading.Event()

    def make() -> object:
        began.set()
        go_on.wait(5)
        return "old"

    asked = asyncio.create_task(answers.get("a", make))
    await asyncio.to_thread(began.wait, 5)
    answers.forget()
    go_on.set()
    assert await asked == b'"old"'
    assert await answers.get("a", lambda: "new") == b'"new"'


async def test_the_least_used_is_given_up_and_the_too_large_never_kept() -> None:
    answers = KeptAnswers(max_bytes=10)
    for key in ("a", "b"):
        await answers.get(key, lambda: 1000)
    await answers.get("a", lambda: 2000)
    await answers.get("c", lambda: 1000)
    assert await answers.get("a", lambda: 3000) == b"1000"
    assert await answers.get("b", lambda: 3000) == b"3000"
    await answers.get("large", lambda: "x" * 20)
    assert await answers.get("large", lambda: 1) == b"1"
