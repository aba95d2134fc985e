"""How wide a text is on paper, about. Pure."""

WIDE = 0x2E80  # from here on a character is as wide as a Chinese one


def columns(line: str) -> int:
    """In Chinese characters; letters and digits take about half of one."""
    return sum(1 if ord(char) > WIDE else 0.5 for char in line).__ceil__()
