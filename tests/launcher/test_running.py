import pytest

from launcher import running
from launcher.console import Stop

ADDRESS = "http://127.0.0.1:8000/"
BROKER = {"REDIS_URL": "unix:///tmp/x/valkey.sock?db=0"}


def test_a_second_demo_on_the_same_data_is_told_the_address(tmp_path):
    with running.only_one(tmp_path) as announce:
        announce(ADDRESS, BROKER)
        with pytest.raises(Stop, match=ADDRESS), running.only_one(tmp_path):
            pytest.fail("two demos on one folder")


def test_a_second_demo_is_refused_before_the_first_is_ready(tmp_path):
    with running.only_one(tmp_path), pytest.raises(Stop), running.only_one(tmp_path):
        pytest.fail("two demos on one folder")


def test_the_broker_of_a_running_demo_can_be_found(tmp_path):
    assert running.broker(tmp_path) == {}
    with running.only_one(tmp_path) as announce:
        assert running.broker(tmp_path) == {}
        announce(ADDRESS, BROKER)
        assert running.broker(tmp_path) == BROKER
    assert running.broker(tmp_path) == {}


def test_the_folder_is_free_again_after_a_failure(tmp_path):
    with pytest.raises(KeyError), running.only_one(tmp_path):
        raise KeyError
    with running.only_one(tmp_path):
        assert running.broker(tmp_path) == {}
