from typing import Any

import pytest

from ${{ values.package }} import SERVICE, health, queues, settings
from ${{ values.package }}.queues import KEY_PREFIX, QUEUES

from support import (
    BASE,
    REPOSITORY,
    Manifest,
    container,
    documents,
    plain_environment,
    triggers,
    unacked_key,
    waiting_keys,
)


def worker_group(queue: str) -> str:
    return SERVICE if queue == SERVICE else f"{SERVICE}-{queue}"


def pod(deployment: Manifest) -> Manifest:
    spec: Manifest = deployment["spec"]["template"]["spec"]
    return spec


def test_every_file_is_applied() -> None:
    [kustomization] = documents(BASE / "kustomization.yaml")

    files = {file.name for file in BASE.glob("*.yaml")} - {"kustomization.yaml"}

    assert set(kustomization["resources"]) == files


def test_every_queue_has_one_worker_group(
    deployments: dict[str, Manifest], scaled_objects: dict[str, Manifest]
) -> None:
    assert set(deployments) == set(scaled_objects) == set(QUEUES)
    for queue in QUEUES:
        name = worker_group(queue)
        # KEDA adds nine characters to the name of the autoscaler.
        assert len(name) <= 54
        assert deployments[queue]["metadata"]["name"] == name
        assert scaled_objects[queue]["metadata"]["name"] == name
        assert scaled_objects[queue]["spec"]["scaleTargetRef"] == {"name": name}


@pytest.mark.parametrize("queue", QUEUES)
def test_keda_watches_the_keys_that_celery_uses(
    queue: str, scaled_objects: dict[str, Manifest]
) -> None:
    watched = triggers(scaled_objects[queue])
    lists = [keys["listName"] for name, keys in watched.items() if name.startswith("waiting")]

    assert lists == waiting_keys(queue)
    unfinished = watched.get("held") or watched["running"]
    assert unfinished["listName"] == unacked_key(queue)


def test_no_queue_loses_what_waits_in_it() -> None:
    for queue in queues.declared_queues():
        assert queue.as_dict()["expires"] is None
        assert "x-expires" not in (queue.queue_arguments or {})


@pytest.mark.parametrize("queue", QUEUES)
def test_a_worker_consumes_its_queue_and_can_start(
    queue: str, deployments: dict[str, Manifest]
) -> None:
    plain: dict[str, Any] = plain_environment(deployments[queue])
    variables = {name.lower(): value for name, value in plain.items()}

    started = settings.Settings(redis_host="broker.example", redis_tls="disable", **variables)

    assert started.worker_queue == queue
    assert f"--queues={queue}" in container(deployments[queue])["args"]


@pytest.mark.parametrize("queue", QUEUES)
def test_a_worker_is_not_killed_in_the_middle_of_a_task(
    queue: str, deployments: dict[str, Manifest]
) -> None:
    variables = plain_environment(deployments[queue])
    grace = pod(deployments[queue])["terminationGracePeriodSeconds"]

    assert int(variables["TERMINATION_GRACE_PERIOD_SECONDS"]) == grace
    assert grace >= int(variables["TASK_TIME_LIMIT_SECONDS"]) + settings.SHUTDOWN_RESERVE
    # A shell would keep SIGTERM for itself.
    assert container(deployments[queue])["command"] == ["celery"]


def test_the_image_starts_without_a_shell() -> None:
    instructions = (REPOSITORY / "Dockerfile").read_text().splitlines()

    starts = [line for line in instructions if line.startswith(("CMD", "ENTRYPOINT"))]

    assert starts
    assert all(line.split(maxsplit=1)[1].startswith("[") for line in starts)


@pytest.mark.parametrize("queue", QUEUES)
def test_a_deployment_leaves_the_number_of_workers_to_keda(
    queue: str, deployments: dict[str, Manifest], scaled_objects: dict[str, Manifest]
) -> None:
    spec = scaled_objects[queue]["spec"]

    assert "replicas" not in deployments[queue]["spec"]
    assert 0 <= spec["minReplicaCount"] <= spec["maxReplicaCount"]
    # Without it, workers of an hour ago come back with the next task.
    assert spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
    # Else a new service's first worker stops before it has started.
    assert spec["initialCooldownPeriod"] > 0
    # KEDA never uses one for Redis: it would only look like a protection.
    assert "fallback" not in spec


@pytest.mark.parametrize("queue", QUEUES)
def test_all_that_waits_and_runs_asks_for_workers(
    queue: str, scaled_objects: dict[str, Manifest]
) -> None:
    modifiers = scaled_objects[queue]["spec"]["advanced"]["scalingModifiers"]
    lists = [name for name in triggers(scaled_objects[queue]) if name.startswith("waiting")]
    # Delayed tasks are held as well as those that run: together they keep one
    # worker, where the running ones are counted apart.
    counted_apart = "held" in triggers(scaled_objects[queue])
    unfinished = "max(running, min(held, 1))" if counted_apart else "running"

    assert modifiers["formula"] == " + ".join([*lists, unfinished])
    assert modifiers["metricType"] == "AverageValue"


def test_no_deployment_takes_the_pods_of_the_smoke_test_for_its_own(
    deployments: dict[str, Manifest],
) -> None:
    [job] = documents(REPOSITORY / "deploy" / "smoke" / "job.yaml")
    labels = job["spec"]["template"]["metadata"]["labels"].items()

    for deployment in deployments.values():
        assert not deployment["spec"]["selector"]["matchLabels"].items() <= labels


def test_keda_and_the_workers_use_one_secret(manifests: list[Manifest]) -> None:
    authentication = next(m for m in manifests if m["kind"] == "TriggerAuthentication")
    secret = f"{SERVICE}-broker"

    references = authentication["spec"]["secretTargetRef"]
    assert {reference["name"] for reference in references} == {secret}
    parameters = {reference["parameter"]: reference["key"] for reference in references}
    assert parameters == {key: key for key in ("address", "username", "password", "tls", "ca")}
    # It comes from a secret store, and is in no file.
    assert not [manifest for manifest in manifests if manifest["kind"] == "Secret"]
    for manifest in manifests:
        if manifest["kind"] == "Deployment":
            names = [
                entry["valueFrom"]["secretKeyRef"]["name"]
                for entry in container(manifest)["env"]
                if "valueFrom" in entry
            ]
            assert set(names) == {secret}
        if manifest["kind"] == "ScaledObject":
            for trigger in manifest["spec"]["triggers"]:
                assert trigger["authenticationRef"]["name"] == authentication["metadata"]["name"]
                # Given here, they would win over the Secret.
                assert trigger["metadata"].keys() == {"listName", "listLength", "databaseIndex"}


@pytest.mark.parametrize("queue", QUEUES)
def test_a_pod_can_be_pulled_placed_and_watched(
    queue: str, manifests: list[Manifest], deployments: dict[str, Manifest]
) -> None:
    account = next(m for m in manifests if m["kind"] == "ServiceAccount")
    worker = container(deployments[queue])

    assert pod(deployments[queue])["serviceAccountName"] == account["metadata"]["name"]
    # IBM Cloud makes it in another namespace only: scripts/preflight looks for it.
    [pull_secret] = account["imagePullSecrets"]
    assert pull_secret["name"] in (REPOSITORY / "scripts" / "preflight").read_text()
    assert worker["resources"]["requests"]["memory"] == worker["resources"]["limits"]["memory"]
    for probe, argument in (("readinessProbe", "ready"), ("livenessProbe", "alive")):
        command = worker[probe]["exec"]["command"]
        assert command == ["python", "-m", health.__name__, argument]


def test_the_namespace_is_one_and_accepts_its_pods(manifests: list[Manifest]) -> None:
    namespace = next(m for m in manifests if m["kind"] == "Namespace")["metadata"]

    assert namespace["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    for manifest in manifests:
        if manifest["kind"] != "Namespace":
            assert manifest["metadata"]["namespace"] == namespace["name"]
        if manifest["kind"] == "Deployment":
            context = {**pod(manifest)["securityContext"], **container(manifest)["securityContext"]}
            assert context["runAsNonRoot"] is True
            assert context["seccompProfile"] == {"type": "RuntimeDefault"}
            assert context["allowPrivilegeEscalation"] is False
            assert context["readOnlyRootFilesystem"] is True
            assert context["capabilities"] == {"drop": ["ALL"]}


def test_the_portal_finds_what_it_shows(manifests: list[Manifest]) -> None:
    [entity] = documents(REPOSITORY / "catalog-info.yaml")
    annotations = entity["metadata"]["annotations"]

    assert annotations["celeryq.dev/queues"].split(",") == QUEUES
    assert annotations["celeryq.dev/key-prefix"] == KEY_PREFIX
    assert annotations["celeryq.dev/priority-steps"] == ",".join(map(str, queues.PRIORITY_STEPS))
    for manifest in manifests:
        if manifest["kind"] in ("Deployment", "ScaledObject"):
            metadata = manifest["metadata"]
            label = metadata["labels"]["backstage.io/kubernetes-id"]
            assert label == annotations["backstage.io/kubernetes-id"]
            assert metadata["namespace"] == annotations["backstage.io/kubernetes-namespace"]
        if manifest["kind"] == "Deployment":
            pods = manifest["spec"]["template"]["metadata"]["labels"]
            assert pods == manifest["metadata"]["labels"]
