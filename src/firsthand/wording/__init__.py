"""Words that respect people: guides, and the check that finds where a text could follow them better.

The public face of the room:

    from firsthand.wording import Checker

    checker = Checker()
    for finding in checker.check("Two heroin addicts were found.").findings:
        print(finding.text, [suggestion.text for suggestion in finding.suggestions])
"""

from firsthand.wording.checker import Checker
from firsthand.wording.guide import Guide, GuideError, read_guide
from firsthand.wording.material import Material
from firsthand.wording.model import SEVERITIES, Finding, Passed, Report, Severity, Source, Stance, Suggestion

__all__ = [
    "SEVERITIES",
    "Checker",
    "Finding",
    "Guide",
    "GuideError",
    "Material",
    "Passed",
    "Report",
    "Severity",
    "Source",
    "Stance",
    "Suggestion",
    "read_guide",
]
