"""The documents that policy staff write, and the packs that they form.

`voorziening` and `documents` say what a document holds, `structure` and `files`
read them, `overlay` holds the layers of law and ordinance together, `snapshot`
turns documents into rules for a date, `building` makes a pack of them, and `pack`
is what the rest of the library uses.
"""
