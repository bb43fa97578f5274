"""Reads queue lengths as other tools do, and tells how long that took.

Each line on standard input is a job in JSON; each line on standard output says
how long it took, and for how long the event loop stood still. Flower is the
installed package's own reader. celery-exporter is not on PyPI: its loop is one
LLEN per queue over kombu's connection.
"""

import asyncio
import json
import sys
import time

from flower.utils.broker import Broker
from kombu import Connection

TICK_SECONDS = 0.001


async def longest_gap(stop):
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(TICK_SECONDS)
        now = time.perf_counter()
        longest = max(longest, now - last - TICK_SECONDS)
        last = now
    return longest


async def flower(job):
    stop = asyncio.Event()
    ticker = asyncio.create_task(longest_gap(stop))
    start = time.perf_counter()
    # As Flower's handlers do: a new client for each request.
    queues = await Broker(job["url"]).queues(job["queues"])
    seconds = time.perf_counter() - start
    stop.set()
    block = await ticker
    assert sum(queue["messages"] for queue in queues) == job["messages"]
    return seconds, block


def exporter(job):
    with Connection(job["url"]) as connection:
        client = connection.default_channel.client
        client.ping()
        start = time.perf_counter()
        for name in job["queues"]:
            client.llen(name)
        seconds = time.perf_counter() - start
    # It has no event loop: whoever asks waits for all of it.
    return seconds, seconds


def main():
    for line in sys.stdin:
        job = json.loads(line)
        if job["reader"] == "flower":
            seconds, block = asyncio.run(flower(job))
        else:
            seconds, block = exporter(job)
        print(json.dumps({"seconds": seconds, "block": block}), flush=True)


main()
