"""Sums of the live connections by stream, place and collector."""

from dataclasses import dataclass

import numpy as np

from monitoring.columns import Connections
from monitoring.interning import Codes
from monitoring.rates import UNKNOWN_RATE, Flags, Ints


@dataclass(frozen=True, slots=True)
class Group:
    """By code: how many connections are active, and the sum of their bitrates, -1 where none of them has one yet."""

    connections: Ints
    bandwidth_bps: Ints


@dataclass(frozen=True, slots=True)
class Groups:
    """One `Group` for each column that totals are wanted of; codes are those of the interner of the same name."""

    stream: Group
    place: Group
    collector: Group


def group_all(connections: Connections) -> Groups:
    """Sum every active connection."""
    codes, interners = connections.identities, connections.interners
    return Groups(
        stream=grouped(connections, codes.stream, len(interners.stream)),
        place=grouped(connections, codes.place, len(interners.place)),
        collector=grouped(connections, codes.collector, len(interners.collector)),
    )


def grouped(connections: Connections, codes: Codes, size: int, among: Flags | None = None) -> Group:
    """Sum the active connections, or those of them that are `among`, by code."""
    active = connections.active if among is None else connections.active & among
    rated = active & (connections.bitrate_bps != UNKNOWN_RATE)
    counts = np.bincount(codes[active], minlength=size)
    sums = np.bincount(codes[rated], weights=connections.bitrate_bps[rated], minlength=size).astype(np.int64)
    has_rate = np.bincount(codes[rated], minlength=size) > 0
    bandwidth_bps = np.where(has_rate | (counts == 0), sums, UNKNOWN_RATE)
    return Group(counts.astype(np.int64), bandwidth_bps)


def total_bps(connections: Connections) -> int | None:
    """Return the sum of all bitrates; None while there are active connections and none has a bitrate."""
    active = connections.active
    rated = active & (connections.bitrate_bps != UNKNOWN_RATE)
    if active.any() and not rated.any():
        return None
    return int(connections.bitrate_bps[rated].sum())


def online_lines(connections: Connections) -> int:
    """Return how many different lines are watching."""
    line = connections.interners.line
    watching = np.bincount(connections.identities.line[connections.active], minlength=len(line)) > 0
    nobody = line.find(None)
    if nobody is not None:
        watching[nobody] = False
    return int(np.count_nonzero(watching))
