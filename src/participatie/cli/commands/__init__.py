"""The commands, in a module per thing that they are about.

A new command is a function under ``@commands.command(...)`` in the module of its
subject. A new module is added to the list in `participatie.cli.app`.
"""
