"""Who did what to whom, where and when, and on whose say-so.

>>> import sayso
>>> coded = sayso.code("The army shelled the town of Omdurman on Monday, a local doctor said.", published="2024-04-03")
>>> [(s.sources[-1].text, s.act) for s in coded.statements]
[('a local doctor', 'claim')]
>>> event = coded.events[0]
>>> event.type, event.actors[0].text, event.place[0].text, str(event.date.from_)
('ASSAULT', 'army', 'Omdurman', '2024-04-01')

Many texts go to :func:`code_many`, files and archives to :func:`code_files`, and a ledger that keeps to :class:`Ledger`.
Nothing leaves this machine.
"""

from ._coding import Article, CodingFailed, code, code_files, code_many
from ._ledger import Ledger
from ._linked import Cell, Column, Commitment, Incident, LinkedIncident, Matrix, Report, Row
from ._native import VERSION as __version__
from ._records import (
    Actor,
    Answer,
    Casualty,
    Claim,
    ClaimOf,
    Coded,
    CodedClaim,
    Date,
    Diagnostic,
    Document,
    Event,
    Party,
    Place,
    Quantity,
    Source,
    Statement,
    Words,
)
from ._rows import ActorRow, CodedActor, CodedDocument, CodedEvent, CodedStatement, DocumentRow, Tables, tables
from ._table import Table

__all__ = [
    "Actor",
    "ActorRow",
    "Answer",
    "Article",
    "Casualty",
    "Cell",
    "Claim",
    "ClaimOf",
    "Coded",
    "CodedActor",
    "CodedClaim",
    "CodedDocument",
    "CodedEvent",
    "CodedStatement",
    "CodingFailed",
    "Column",
    "Commitment",
    "Date",
    "Diagnostic",
    "Document",
    "DocumentRow",
    "Event",
    "Incident",
    "Ledger",
    "LinkedIncident",
    "Matrix",
    "Party",
    "Place",
    "Quantity",
    "Report",
    "Row",
    "Source",
    "Statement",
    "Table",
    "Tables",
    "Words",
    "__version__",
    "code",
    "code_files",
    "code_many",
    "tables",
]
