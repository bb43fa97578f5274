import pytest
from celery.exceptions import SoftTimeLimitExceeded

from ${{ values.package }} import progress, tasks
from ${{ values.package }}.celery_app import ServiceTask


@pytest.mark.usefixtures("broker")
def test_long_work_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[float] = []

    def stop_at_the_third(seconds: float) -> None:
        steps.append(seconds)
        if len(steps) == 3:
            raise SystemExit

    monkeypatch.setattr("time.sleep", stop_at_the_third)
    with pytest.raises(SystemExit):
        tasks.walk.run("to the end", 5)
    assert progress.done("to the end") == 2

    tasks.walk.run("to the end", 5)
    tasks.walk.run("to the end", 5)

    assert progress.done("to the end") == 5
    # Two, the one that was cut off, and the three that were left.
    assert len(steps) == 6


@pytest.mark.parametrize("task", [tasks.work, tasks.walk])
def test_a_task_is_tried_again_and_not_for_ever(task: ServiceTask) -> None:
    assert issubclass(SoftTimeLimitExceeded, task.autoretry_for)
    assert issubclass(ConnectionError, task.autoretry_for)
    assert task.max_retries is not None
    # While a task waits for its retry, a worker is kept for it.
    assert task.retry_backoff_max <= 60
