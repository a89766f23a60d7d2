"""Indonesian for the texts that Qt itself shows; Qt ships no translation into Indonesian."""

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from kube_desktop.ui.qt_texts import QT_TEXTS


class IndonesianTranslator(QTranslator):
    """Translates Qt's own menus, dialogs and pickers."""

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(  # type: ignore[override]  # None means "unknown"; an empty text would be shown
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        # The same English words mean the same in nearly all of Qt's classes, so the class counts
        # only where a text for it is listed.
        return QT_TEXTS.get((context, sourceText)) or QT_TEXTS.get(("", sourceText))


def speak_indonesian(app: QApplication) -> IndonesianTranslator:
    """Set the Indonesian locale and translator for the whole application."""
    QLocale.setDefault(QLocale("id_ID"))
    translator = IndonesianTranslator(app)
    app.installTranslator(translator)
    return translator
