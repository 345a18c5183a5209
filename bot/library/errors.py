"""What is wrong with a knowledge folder, for whoever opens one."""

from __future__ import annotations

from bot.model.finding import Finding


class KnowledgeError(Exception):
    """A folder that can't be used; `findings` say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings
