import re
from pathlib import Path
from typing import Any

import pytest
from kombu.utils.url import parse_url
from pydantic import SecretStr

from ${{ values.package }} import settings
from ${{ values.package }}.settings import Settings, SettingsError

PLAIN: dict[str, Any] = {"redis_port": 6379, "redis_tls": "disable"}
ENCRYPTED: dict[str, Any] = {
    "redis_host": "broker.example",
    "redis_port": 6379,
    "redis_tls": "enable",
}


@pytest.mark.parametrize("password", ["p@ss/w#rd", "a b%20c", "über:?&=", "{}"])
def test_a_password_with_special_characters_reaches_the_same_broker(password: str) -> None:
    wanted = Settings(
        **PLAIN,
        redis_host="broker.example",
        redis_username="us/er",
        redis_password=SecretStr(password),
    )

    parsed = parse_url(wanted.broker_url())

    assert parsed["hostname"] == "broker.example"
    assert parsed["port"] == 6379
    assert parsed["userid"] == "us/er"
    assert parsed["password"] == password
    assert parsed["virtual_host"] == "0"


def test_an_address_of_ipv6_is_put_in_brackets() -> None:
    url = Settings(**PLAIN, redis_host="::1").broker_url()

    assert url == "redis://[::1]:6379/0"


def test_a_certificate_is_checked_unless_it_is_said_otherwise(tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    authority.touch()

    checked = Settings(**ENCRYPTED, redis_ca_file=authority).broker_url()
    unchecked = Settings(**ENCRYPTED, redis_tls_insecure=True).broker_url()

    assert checked.startswith("rediss://broker.example:6379/0?")
    assert "ssl_cert_reqs=required" in checked
    assert "ssl_check_hostname=true" in checked
    assert "ssl_cert_reqs=none" in unchecked


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"REDIS_HOST": ""}, "REDIS_HOST is not set"),
        ({"REDIS_PORT": "seventy"}, "REDIS_PORT: Input should be a valid integer"),
        ({"REDIS_PORT": "70000"}, "REDIS_PORT: Input should be less than"),
        ({"REDIS_DB": "-1"}, "REDIS_DB: "),
        ({"REDIS_TLS": "yes"}, "REDIS_TLS: Input should be 'enable' or 'disable'"),
        ({"REDIS_TLS": "enable"}, "REDIS_CA_FILE is needed"),
        ({"REDIS_TLS": "enable", "REDIS_CA_FILE": "/nowhere"}, "REDIS_CA_FILE names /nowhere"),
        ({"WORKER_QUEUE": "nobody-s"}, "WORKER_QUEUE must be one of"),
        ({"WORKER_CONCURRENCY": "0"}, "WORKER_CONCURRENCY: "),
        ({"TASK_SOFT_TIME_LIMIT_SECONDS": "9999999"}, "below TASK_TIME_LIMIT_SECONDS"),
        ({"VISIBILITY_TIMEOUT_SECONDS": "1"}, "below VISIBILITY_TIMEOUT_SECONDS"),
        ({"TERMINATION_GRACE_PERIOD_SECONDS": "31"}, "killed in the middle of a task"),
        (
            {"TERMINATION_GRACE_PERIOD_SECONDS": "31", "REMAP_SIGTERM": "SIGQUIT"},
            "killed while it puts its tasks back",
        ),
    ],
)
def test_a_wrong_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], message: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.load_settings.cache_clear()

    with pytest.raises(SettingsError, match=re.escape(message)):
        settings.load_settings()


def test_no_message_shows_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_PASSWORD", "hunter2")
    read = settings.load_settings.__wrapped__()
    monkeypatch.setenv("REDIS_PORT", "hunter2")

    with pytest.raises(SettingsError) as raised:
        settings.load_settings.__wrapped__()

    assert "hunter2" not in str(raised.value)
    assert "hunter2" not in repr(read)
