"""Text of others, read safely: YAML and JSON as trees that remember positions.

Rule files and client files are untrusted. Size is checked before reading,
depth and number of nodes while the parser runs, so that no file can make the
process swell or recurse. Tags, anchors and aliases are refused. Every scalar
stays text here; what it means is decided where it is used.
"""

from participatie.files.bounds import MAX_BYTES, MAX_DEPTH, MAX_NODES
from participatie.files.reading import find, parse, read, read_bytes, read_text
from participatie.files.tree import Items, Node, Scalar, Table, plain
from participatie.files.whole import store
from participatie.files.writing import dump
from participatie.files.yaml_tree import own

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_NODES",
    "Items",
    "Node",
    "Scalar",
    "Table",
    "dump",
    "find",
    "own",
    "parse",
    "plain",
    "read",
    "read_bytes",
    "read_text",
    "store",
]
