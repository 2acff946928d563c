"""The language of conditions: what an expression is, means, and looks like.

`expr` lists the nodes, `semantics` says what they mean, `check` decides what is
well formed, `text` and `terms` are the two ways to write one, `render` the way
back to text. `rule` names expressions and orders them.
"""
