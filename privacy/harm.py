"""Words that suggest that a child is being harmed. A text routed to the named officer in vain costs a look; one that is
missed costs more: in doubt it says yes."""

import re
import unicodedata

_HARM = re.compile(
    r"打我(?!电话)|摸我|踢我|骂我|不让我?吃饭|关起来|自杀|不想活|想死|割腕|威胁|勒索|欺负|霸凌|家暴|离家出走|裸照|强奸|猥亵"
    r"|\b(?:hits? me|beats? me|touch(?:es|ed)? me|kill myself|want to die|bull(?:y|ied)|hurts? me)\b",
    re.IGNORECASE,
)


def suggests_harm(text: str) -> bool:
    return bool(_HARM.search(unicodedata.normalize("NFKC", text)))
