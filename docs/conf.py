"""How Sphinx builds these pages: `sphinx-build -W docs docs/_build`."""

import importlib.metadata

project = "participatie"
release = importlib.metadata.version("participatie")
extensions = ["myst_parser"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"participatie {release}"
