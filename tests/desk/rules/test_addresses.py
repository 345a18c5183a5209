"""Addresses lead where they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FILE = "sources.yaml"
BRIDGES = "https://example.org/bridges"


def test_plain_addresses_keep_the_rule(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """Plain and encoded addresses, with a query, a fragment or letters of any alphabet, are in order."""
    edit(FILE, BRIDGES, "http://www.example.org/мости/%D1%96?id=7&a=b#part-2")
    edit(
        FILE,
        "url: https://example.org/plan",
        "url: https://харків.укр/plan\n    archive: https://web.example.org/1/plan",
    )
    assert told("addresses") == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        pytest.param("https://localhost/x", "has 'localhost' where a site's name is expected", id="no-site"),
        pytest.param("https://me:pass@example.org/x", "has 'me:pass@example.org' where a site's name", id="login"),
        pytest.param("http://example.org:8080/x", "has 'example.org:8080' where a site's name", id="port"),
        pytest.param("https://10.0.0.1/x", "has '10.0.0.1' where a site's name is expected", id="number"),
        pytest.param("https://bit.ly/3xYz", "is a short one of bit.ly", id="shortened"),
        pytest.param("https://example.org/x?utm_source=tg&id=1", "tracks its readers by 'utm_source'", id="utm"),
        pytest.param("https://example.org/x?fbclid=1", "tracks its readers by 'fbclid'", id="click"),
        pytest.param("https://example.org/x#:~:text=seven", "points into the page by #:~:", id="text-fragment"),
        pytest.param("https://example.org/x.", "ends in '.'", id="full-stop"),
        pytest.param("https://https://example.org/x", "where a site's name is expected", id="scheme-twice"),
        pytest.param("https://[example.org/x", "can't be read", id="bracket"),
    ],
)
def test_a_wrong_address_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], address: str, fault: str
) -> None:
    """What is wrong with an address is told where it stands."""
    line = edit(FILE, BRIDGES, f'"{address}"')
    found = told("addresses")
    assert found
    assert found[0].startswith(f"{FILE}:{line}: error: the address ")
    assert any(fault in one for one in found)


def test_a_wrong_archive_is_found(edit: Callable[[str, str, str], int], told: Callable[..., list[str]]) -> None:
    """The archive's address is looked at too."""
    line = edit(FILE, "url: https://example.org/plan", "url: https://example.org/plan\n    archive: https://bit.ly/1")
    assert told("addresses") == [f"{FILE}:{line + 1}: error: the address is a short one of bit.ly"]


@pytest.mark.parametrize("again", ["https://example.org/bridges", "https://example.org/bridges/", f"{BRIDGES}#end"])
def test_the_same_address_in_two_sources_is_found(
    edit: Callable[[str, str, str], int], told: Callable[..., list[str]], again: str
) -> None:
    """A page is one source, whatever its address ends in."""
    line = edit(FILE, "https://example.org/plan", again)
    fault = "the same address stands in the source 'gazette-2025-06-01' (sources.yaml:2:3)"
    assert told("addresses") == [f"{FILE}:{line}: error: {fault}"]
