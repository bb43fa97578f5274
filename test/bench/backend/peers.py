"""Reads queue lengths as other tools do, and tells how long that took.

Each line on standard input is a job in JSON; each line on standard output is
its figures. Flower is the installed package's own reader. celery-exporter is
not on PyPI: its loop is one LLEN per queue over kombu's connection.
"""

import asyncio
import json
import sys
import time

from flower.utils.broker import Broker
from kombu import Connection

TICK_SECONDS = 0.001


def enough(times, job):
    done = len(times)
    spent = sum(times)
    return done >= job["most"] or (done >= job["least"] and spent >= job["seconds"])


async def longest_gap(stop):
    longest, last = 0.0, time.perf_counter()
    while not stop.is_set():
        await asyncio.sleep(TICK_SECONDS)
        now = time.perf_counter()
        longest = max(longest, now - last - TICK_SECONDS)
        last = now
    return longest


async def flower(job):
    times, blocks = [], []
    while not enough(times, job):
        stop = asyncio.Event()
        ticker = asyncio.create_task(longest_gap(stop))
        start = time.perf_counter()
        # As Flower's handlers do: a new client for each request.
        queues = await Broker(job["url"]).queues(job["queues"])
        times.append(time.perf_counter() - start)
        stop.set()
        blocks.append(await ticker)
        assert sum(queue["messages"] for queue in queues) == job["messages"]
    return times, blocks


def exporter(job):
    times = []
    with Connection(job["url"]) as connection:
        client = connection.default_channel.client
        while not enough(times, job):
            start = time.perf_counter()
            for name in job["queues"]:
                client.llen(name)
            times.append(time.perf_counter() - start)
    # It has no event loop: whoever asks waits for all of it.
    return times, times


def main():
    for line in sys.stdin:
        job = json.loads(line)
        if job["reader"] == "flower":
            times, blocks = asyncio.run(flower(job))
        else:
            times, blocks = exporter(job)
        print(json.dumps({"times": times, "blocks": blocks}), flush=True)


main()
