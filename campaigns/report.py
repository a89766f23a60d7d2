"""What a campaign found."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Facts and failures of one campaign.

    Attributes:
        title: What was tried.
        facts: What was counted, by name.
        failures: Everything that did not hold, one sentence each.

    """

    title: str
    facts: dict[str, object] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def count(self, name: str, more: int = 1) -> None:
        """Add to a counted fact."""
        known = self.facts.get(name, 0)
        self.facts[name] = (known if isinstance(known, int) else 0) + more

    def must(self, holds: bool, failure: str) -> None:  # noqa: FBT001  reads as a sentence
        """Note a failure unless something holds."""
        if not holds:
            self.failures.append(failure)

    def lines(self) -> list[str]:
        """Tell it."""
        told = [self.title, *(f"  {name}: {value}" for name, value in self.facts.items())]
        told += [f"  GAGAL: {failure}" for failure in self.failures]
        return [*told, "  Semua bertahan." if not self.failures else ""]
