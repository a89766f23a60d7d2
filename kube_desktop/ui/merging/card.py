"""One difference, large: who wrote what, the choices, and what would be kept."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from kube_desktop.domain.differences import (
    Answer,
    AnswerOption,
    Choice,
    DeskCard,
    DeskField,
    Party,
    Ruling,
    Side,
    preselected,
    result_words,
)
from kube_desktop.domain.wording import initials
from kube_desktop.ui.forms.box import FieldBox
from kube_desktop.ui.forms.editors import LineEditor
from kube_desktop.ui.icons import decorate
from kube_desktop.ui.merging.decision import who_and_when
from kube_desktop.ui.merging.sides import LABEL_WIDTH, OWN_WIDTH, FieldLine
from kube_desktop.ui.tokens import Tone
from kube_desktop.ui.widgets.buttons import Button, is_plain_enter, primary, secondary
from kube_desktop.ui.widgets.cards import Avatar, Card
from kube_desktop.ui.widgets.choices import SegmentedChoice
from kube_desktop.ui.widgets.messages import Message
from kube_desktop.ui.widgets.text import (
    ElidedText,
    IconLabel,
    Line,
    Text,
    TextRole,
)

_DIGITS: Final = range(Qt.Key.Key_1.value, Qt.Key.Key_9.value + 1)


class PartyHead(QFrame):
    """The head of one column: whose values they are.

    Signals:
        taken: All values of this column are wanted, or this record is the right one.

    """

    taken = Signal()

    def __init__(self, party: Party, action: str) -> None:
        super().__init__()
        self.setProperty("card", "flat")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedText(party.title, TextRole.STRONG))
        words.addWidget(ElidedText(who_and_when(party.who, party.at), TextRole.HINT))
        if party.clock_doubt:
            doubt = self.tr("jam laptop pengirim meragukan")
            words.addWidget(ElidedText(doubt, TextRole.HINT, tone="warn"))
        self.button = Button(action)
        self.button.setAccessibleName(f"{action}: {party.title}")
        self.button.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 8, 6)
        row.setSpacing(9)
        row.addWidget(IconLabel("database" if party.is_own else "send", "primary", 18))
        row.addLayout(words, 1)
        row.addWidget(self.button)


class CardView(Card):
    """Shows one difference and takes the decision.

    Signals:
        decided: Carries the `Ruling`.
        skipped: Not now.
        asked: The facilitator shall be asked.
        record_wanted: A record shall be opened; carries its `RecordRef`.
        back_asked: The list is wanted, in a small window.

    """

    decided = Signal(object)
    skipped = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margins=(16, 12, 16, 12), spacing=8, parent=parent)
        self._card: DeskCard | None = None
        self._party: int | None = None
        self.lines: tuple[FieldLine, ...] = ()
        self.heads: tuple[PartyHead, ...] = ()
        self.answers: SegmentedChoice | None = None
        self._avatar = Avatar("", 40)
        self._title = ElidedText("", TextRole.TITLE)
        self._where = ElidedText("", TextRole.SECONDARY)
        self._left = Text("", TextRole.HINT)
        self.head_row = QHBoxLayout()
        self._inside = QVBoxLayout()
        self.result = Message()
        self.problem = Message()
        self.problem.hide()
        self.reason = LineEditor()
        self._reason_box = FieldBox(self.tr("Alasan"), self.reason, optional=True, beside=True)
        self.reason.returnPressed.connect(self.save)
        self.skip_button = secondary(self.tr("Lewati dulu"))
        self.ask_button = secondary(self.tr("Tanyakan ke pendamping…"), "circle-help")
        self.save_button = primary(self.tr("Simpan dan lanjut"), "check")
        self.skip_button.clicked.connect(self.skipped)
        self.ask_button.clicked.connect(self.asked)
        self.save_button.clicked.connect(self.save)
        self._lay_out()

    @property
    def card(self) -> DeskCard | None:
        """What is shown."""
        return self._card

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What is chosen so far."""
        return tuple(line.choice for line in self.lines if line.choice is not None)

    @property
    def option(self) -> AnswerOption | None:
        """The answer that is chosen, None for plain values."""
        if self._card is None or self.answers is None:
            return None
        value = self.answers.value()
        return next((one for one in self._card.answers if one.answer == value), None)

    def show_card(self, card: DeskCard, left: int) -> None:
        """Show a difference, with how many are left."""
        self._card, self._party = card, None
        item = card.item
        self._avatar.set_initials(initials(item.title))
        self._title.setText(item.title)
        self._where.setText(" · ".join(one for one in (item.about, item.where) if one))
        self._left.setText(
            self.tr("{count} lagi · Alt+↓ berikutnya").format(count=left) if left else ""
        )
        self.reason.set_value("")
        self.problem.hide()
        self._fill(card)
        for choice in preselected(card):
            self._line(choice.column).choose(choice.side)
        self.ask_button.setVisible(bool(card.asked_of) or bool(card.records))
        self._refresh()

    def save(self) -> None:
        """Hand over the decision, or say what is missing."""
        card = self._card
        if card is None:
            return
        option = self.option
        missing = self._missing(option)
        if missing:
            self.problem.say(Tone.WARN, missing)
            self.problem.show()
            return
        self.problem.hide()
        self.decided.emit(
            Ruling(
                answer=option.answer if option else Answer.VALUES,
                choices=self.choices,
                party=self._party,
                reason=self.reason.value(),
            )
        )

    def say(self, text: str) -> None:
        """Say why a decision was not taken."""
        self.problem.say(Tone.WARN, text)
        self.problem.show()

    def focus_first(self) -> None:
        """Go to where the first choice is made."""
        if self.lines and self.lines[0].sides:
            self.lines[0].sides[0].setFocus()
        else:
            self.save_button.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _DIGITS and self._choose(event.key() - Qt.Key.Key_0.value):
            return
        if is_plain_enter(event):
            self.save()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._where)
        self.head_row.setSpacing(10)
        self.head_row.addWidget(self._avatar)
        self.head_row.addLayout(words, 1)
        self.head_row.addWidget(self._left)
        self.body.addLayout(self.head_row)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll = scroll
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self.result)
        self.body.addWidget(self.problem)
        self.body.addWidget(Line())
        keys = Text(self.tr("1 / 2 pilih sisi · Enter simpan"), TextRole.HINT)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.skip_button)
        foot.addWidget(self.ask_button)
        foot.addStretch(1)
        foot.addWidget(keys)
        foot.addWidget(self.save_button)
        self._keys = keys
        self.body.addLayout(foot)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out the words about keys where there is no room."""
        self._keys.setVisible(not compact)
        self._left.setVisible(not compact)

    def _fill(self, card: DeskCard) -> None:
        self._reason_box.setParent(None)  # it lives on; the rest of the page is let go
        content = QWidget()
        self._inside = QVBoxLayout(content)
        self._inside.setContentsMargins(0, 0, 6, 0)
        self._inside.setSpacing(8)
        for sentence in (card.item.sentence, *(f"• {reason}" for reason in card.reasons)):
            self._inside.addWidget(Text(sentence, TextRole.BODY, wrap=True, selectable=True))
        self._add_question(card)
        self._add_answers(card)
        self._add_columns(card)
        if card.equal:
            self._inside.addWidget(_equal_fold(card))
        self._inside.addWidget(self._reason_box)
        self._inside.addStretch(1)
        self._scroll.setWidget(content)
        self._reason_box.show()

    def _add_question(self, card: DeskCard) -> None:
        if not card.item.asked:
            return
        answer = card.item.answer
        title = self.tr("Ditanyakan ke pendamping: {question}").format(question=card.item.asked)
        text = answer or self.tr("Belum dijawab; pertanyaan ikut dalam balasan berikutnya.")
        self._inside.addWidget(Message(Tone.OK if answer else Tone.INFO, title, text))

    def _add_answers(self, card: DeskCard) -> None:
        self.answers = None
        offered = [one for one in card.answers if one.answer is not Answer.VALUES]
        if not offered:
            return
        self.answers = SegmentedChoice(
            [(one.answer, one.label) for one in card.answers], name=self.tr("Jawaban")
        )
        self.answers.changed.connect(lambda _value: self._refresh())
        self._inside.addWidget(self.answers, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_columns(self, card: DeskCard) -> None:
        count = len(card.parties)
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        label = Text(self.tr("Kolom") if card.fields else "", TextRole.HINT)
        label.setFixedWidth(LABEL_WIDTH)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignBottom)
        action = self.tr("Pilih") if self.answers is not None else self.tr("Pakai semua")
        heads = []
        for place, party in enumerate(card.parties):
            head = PartyHead(party, action)
            head.taken.connect(lambda at=place: self._take_party(at))
            grid.addWidget(head, 0, place + 1)
            grid.setColumnStretch(place + 1, 1)
            heads.append(head)
        if card.fields:
            spacer = QWidget()
            spacer.setFixedWidth(OWN_WIDTH)
            grid.addWidget(spacer, 0, count + 1)
        self._inside.addLayout(grid)
        self.heads = tuple(heads)
        lines = []
        for field in card.fields:
            remarks = [_remark(field, side, card.parties[side.party]) for side in field.sides]
            line = FieldLine(field, count, remarks)
            line.changed.connect(self._refresh)
            self._inside.addWidget(line)
            lines.append(line)
        self.lines = tuple(lines)

    def _take_party(self, party: int) -> None:
        self._party = party
        for line in self.lines:
            line.choose_party(party)
        self._refresh()

    def _choose(self, number: int) -> bool:
        """Answer 1, 2, 3: at the field that has the keys, or the first one still open."""
        option = self.option
        if not self.lines or not self._takes_values(option):
            if option is not None and option.needs_party and number <= len(self.heads):
                self._take_party(number - 1)
                return True
            return False
        line = next((one for one in self.lines if one.has_keys()), None)
        line = line or next((one for one in self.lines if one.choice is None), self.lines[0])
        if not line.choose(number):
            return False
        after = self.lines[self.lines.index(line) + 1 :]
        following = next((one for one in after if one.choice is None), None)
        if following is not None:
            following.sides[0].setFocus()
            self._scroll.ensureWidgetVisible(following)
        return True

    def _line(self, column: str) -> FieldLine:
        return next(line for line in self.lines if line.field.column == column)

    def _missing(self, option: AnswerOption | None) -> str:
        if self.answers is not None and option is None:
            return self.tr("Pilih jawabannya dulu.")
        if option is not None and option.needs_party and self._party is None:
            return self.tr("Pilih dulu catatan yang benar.")
        if option is None and not self.choices:
            return self.tr("Pilih nilainya dulu.")
        if option is not None and option.needs_reason and not self.reason.value():
            self.reason.setFocus()
            return self.tr("Tulis alasannya dulu.")
        return ""

    def _refresh(self) -> None:
        card = self._card
        if card is None:
            return
        option = self.option
        with_values = bool(card.fields) and self._takes_values(option)
        for line in self.lines:
            line.offer(
                choosing=with_values,
                typing=with_values or (option is not None and option.answer is Answer.PICK),
            )
        for place, head in enumerate(self.heads):
            is_taken = self._party == place and self.answers is not None
            head.button.set_label(self.tr("Dipilih") if is_taken else self._party_action(option))
            head.button.setVisible(
                self.answers is None or bool(option and option.needs_party) or is_taken
            )
        self.result.setVisible(with_values)
        undecided = len(self.lines) - len(self.choices)
        if not self.choices:
            self.result.say(Tone.NEUTRAL, self.tr("Belum ada yang dipilih"), self.tr(
                "Yang ditampilkan sekarang tetap dipakai sampai ada putusan."))  # fmt: skip
        else:
            title = self.tr("Hasil yang akan disimpan")
            if undecided:
                title = self.tr("{title}; {count} kolom belum dipilih").format(
                    title=title, count=undecided
                )
            self.result.say(Tone.OK, title, result_words(card, self.choices))

    def _takes_values(self, option: AnswerOption | None) -> bool:
        """Whether values are chosen field by field; otherwise they are only compared."""
        if option is None:
            return self.answers is None
        return option.answer in {Answer.VALUES, Answer.SAME}

    def _party_action(self, option: AnswerOption | None) -> str:
        return self.tr("Pilih") if option is not None else self.tr("Pakai semua")


def _remark(field: DeskField, side: Side, head: Party) -> str:
    """Say of a value what the head of its column does not: another time, why it is suggested."""
    parts = []
    if (side.who, side.at) != (head.who, head.at):
        parts.append(who_and_when(side.who, side.at))
    if side.visited:
        parts.append(f"kunjungan {side.visited}")
    if field.suggestion is not None and field.suggestion.side == side.number:
        parts.append(f"disarankan: {field.suggestion.reason}")
    elif side.is_shown:
        parts.append("dipakai sekarang")
    return " · ".join(parts)


def _equal_fold(card: DeskCard) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    text = holder.tr("{count} kolom lain sama persis").format(count=len(card.equal))
    head = QPushButton(f" {text}")
    head.setProperty("kind", "fold")
    head.setCheckable(True)
    head.setAccessibleName(text)
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(8, 0, 0, 0)
    for row, one in enumerate(card.equal):
        grid.addWidget(Text(one.label, TextRole.SECONDARY), row, 0)
        grid.addWidget(Text(one.value, TextRole.BODY, wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    body.hide()

    def follow(is_open: bool) -> None:  # noqa: FBT001  the signal gives it so
        body.setVisible(is_open)
        decorate(head, "chevron-down" if is_open else "chevron-right", "text2", 16)

    head.toggled.connect(follow)
    follow(False)
    layout.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
    layout.addWidget(body)
    return holder
