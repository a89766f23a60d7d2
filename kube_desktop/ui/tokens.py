"""Colours of the two looks, and the arithmetic that proves that they can be read."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Tone(StrEnum):
    """What a colour says; always together with an icon and a word."""

    NEUTRAL = "neutral"
    INFO = "info"
    OK = "ok"
    WARN = "warn"
    ERR = "err"


TONE_ICONS: Final = {
    Tone.NEUTRAL: "info",
    Tone.INFO: "info",
    Tone.OK: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.ERR: "circle-alert",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour that the interface uses, by purpose."""

    bg: str
    surface: str
    alt: str
    border: str
    border2: str
    strong: str
    text: str
    text2: str
    hint: str
    disabled: str
    primary: str
    primaryfill: str
    primaryhover: str
    primarypress: str
    onprimary: str
    primarysoft: str
    sel: str
    hover: str
    ok: str
    oksoft: str
    okfill: str
    warn: str
    warnsoft: str
    warnfill: str
    err: str
    errsoft: str
    info: str
    infosoft: str
    neutral: str
    neutralsoft: str
    focus: str
    header: str
    scroll: str
    dim: str
    toastaction: str

    def soft(self, tone: Tone) -> str:
        """Return the quiet background of a tone."""
        return self.color(f"{tone}soft")

    def color(self, name: str) -> str:
        """Return a colour by its token name, as icons and delegates ask for it."""
        value: str = getattr(self, name)
        return value


LIGHT: Final = Tokens(
    bg="#F3F6F8", surface="#FFFFFF", alt="#F7F9FA",
    border="#D3DBE1", border2="#E6EBEF", strong="#7A8894",
    text="#16222C", text2="#455461", hint="#5B6975", disabled="#8A97A3",
    primary="#0B5E70", primaryfill="#0B5E70", primaryhover="#094E5D", primarypress="#073F4B",
    onprimary="#FFFFFF", primarysoft="#DDEFF3", sel="#CFE7EC", hover="#EAF3F5",
    ok="#17693A", oksoft="#DFF3E6", okfill="#2C9257",
    warn="#7A4B00", warnsoft="#FFF1D2", warnfill="#C77D0A",
    err="#B3241C", errsoft="#FDE8E6", info="#1B5A9E", infosoft="#E4EFFA",
    neutral="#455461", neutralsoft="#E9EEF2",
    focus="#0B5E70", header="#FFFFFF", scroll="#B4C0C9",
    dim="#6E0A1218", toastaction="#7FD3E2",
)  # fmt: skip

DARK: Final = Tokens(
    bg="#12171B", surface="#1A2127", alt="#20282F",
    border="#36424C", border2="#2A343C", strong="#7E8C98",
    text="#E9EEF2", text2="#BAC5CE", hint="#9AA7B2", disabled="#6B7883",
    primary="#62C6D8", primaryfill="#14788C", primaryhover="#126C7E", primarypress="#106577",
    onprimary="#FFFFFF", primarysoft="#16353D", sel="#1E444E", hover="#222C33",
    ok="#79D29B", oksoft="#163325", okfill="#3FA56B",
    warn="#F2C063", warnsoft="#3A2C10", warnfill="#D9962B",
    err="#FF9C92", errsoft="#43201D", info="#8FC0F5", infosoft="#1A3048",
    neutral="#BAC5CE", neutralsoft="#2A343C",
    focus="#62C6D8", header="#1A2127", scroll="#4A5864",
    dim="#8C000000", toastaction="#0B5E70",
)  # fmt: skip

TEXT_RATIO: Final = 4.5
"""Least contrast of text (WCAG 2.2 AA)."""
SHAPE_RATIO: Final = 3.0
"""Least contrast of borders, bars and the focus ring."""


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two `#RRGGBB` colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def with_brand(tokens: Tokens, colour: str) -> Tokens:
    """Return the tokens with an office's own colour for primary buttons and links.

    Raises:
        ValueError: The colour cannot be read against white or against the surfaces.

    """
    if contrast(tokens.onprimary, colour) < TEXT_RATIO or contrast(colour, tokens.bg) < TEXT_RATIO:
        raise ValueError("Warna terlalu muda, tulisan di atasnya sukar dibaca")
    return replace(
        tokens,
        primary=colour,
        primaryfill=colour,
        primaryhover=_darker(colour, 0.83),
        primarypress=_darker(colour, 0.68),
        focus=colour,
    )


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.lstrip("#")[-6:]
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4


def _darker(colour: str, factor: float) -> str:
    return "#" + "".join(f"{round(channel * factor):02X}" for channel in _channels(colour))
