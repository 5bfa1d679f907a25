"""The languages of the page, by code, with their names in themselves: English is the first."""

from __future__ import annotations

import json

from output import SITE

PATH = SITE / "app" / "words" / "languages.json"
LANGUAGES: dict[str, str] = json.loads(PATH.read_text(encoding="utf-8"))
