"""What can go wrong with a person's records, in words that can be shown to the person.

No message holds anything a person told us.
"""

from django.db import OperationalError

from stepwell.engine.order_cautions import OrderWarning


class CareError(Exception):
    """Something could not be done. ``str(error)`` says what and what to do, in plain words."""


class NotThere(CareError):
    """There is no such row, or it is not this visitor's: the two look the same."""

    def __init__(self) -> None:
        super().__init__("There is nothing here.")


class FutureFact(CareError):
    """A fact is about a day that has not come yet."""

    def __init__(self) -> None:
        super().__init__("That day has not come yet. Choose today or a day before it.")


class AlreadySaved(CareError):
    """The same id came again with other content, which is not a repeat."""

    def __init__(self) -> None:
        super().__init__("This was already saved in another form. Open the page again and send it once more.")


class TooMuch(CareError):
    """More than a log, a fact or a draft may hold."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is too long to save. Make it shorter and try again.")


class UnknownSetting(CareError):
    """A setting has a value that does not exist."""

    def __init__(self, setting: str) -> None:
        super().__init__(f"That choice for {setting} is not in the list. Choose one from the list.")


class NotSaved(CareError, OperationalError):
    """The storage refused: a full disk, a lost connection, a lock that stayed. Nothing was changed.

    It is a database error too, so that whoever already answers those answers this.
    """

    def __init__(self) -> None:
        super().__init__("This could not be saved, and nothing was changed. Check that the disk has room, then try again.")


class BrokenRecord(CareError):
    """A stored row cannot be read. Nothing is guessed in its place."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} cannot be read. Nothing was changed. Restore a backup, or ask whoever looks after this installation.")


class OtherRelease(CareError):
    """A plan was made with a knowledge release that is not the one at hand."""

    def __init__(self, stored: str, present: str) -> None:
        super().__init__(f"This plan was made with release {stored}. Release {present} is here now, so it cannot be rebuilt exactly.")


class MadeUp(CareError):
    """The notes of somebody who does not exist were to be added to somebody's own."""

    def __init__(self) -> None:
        super().__init__("That file is about a made-up person. Nothing was added to your notes.")


class CannotRead(CareError):
    """A file that was to be brought in cannot be read or understood."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The file cannot be used: {why}. Nothing was changed.")


class NotABackup(CareError):
    """A file is not a good backup. Nothing was restored."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This file is not a good backup: {why}. Nothing was changed. Choose another file.")


class CannotWrite(CareError):
    """A file could not be written. What was there before is still there."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The file could not be written: {why}. What was there before is unchanged. Choose another place.")


class NotYours(CareError):
    """Something is another's, or is not there: the two look the same."""

    def __init__(self) -> None:
        super().__init__("There is no such thing here.")


class NotAnAddress(CareError):
    """Mail cannot go to an address."""

    def __init__(self) -> None:
        super().__init__("That is not an e-mail address. Look for a typing mistake.")


class NameMissing(CareError):
    """A clinic has no name."""

    def __init__(self) -> None:
        super().__init__("The clinic needs a name.")


class AlreadyInvited(CareError):
    """An invitation for the same address and role waits already."""

    def __init__(self) -> None:
        super().__init__("There is an open invitation for that address. Send that one again, or withdraw it first.")


class AlreadyWorksHere(CareError):
    """Somebody has that role at the clinic already."""

    def __init__(self) -> None:
        super().__init__("Somebody with that address has this role here already.")


class AlreadyCaredFor(CareError):
    """A person's care is with a clinic already; it can be with one at a time."""

    def __init__(self) -> None:
        super().__init__("This program is with a clinic already. That care has to end before another clinic can take over.")


class LinkNotValid(CareError):
    """A link was used, withdrawn, is too old, or is for somebody else."""

    def __init__(self) -> None:
        super().__init__("This link does not work any more. Ask the clinic to send a new one.")


class LastManager(CareError):
    """A clinic would be left without anybody who manages it."""

    def __init__(self) -> None:
        super().__init__("This is the clinic's only manager. Invite another one first.")


class PlanMoved(CareError):
    """Something was told of a person while a therapist looked at the plan."""

    def __init__(self) -> None:
        super().__init__(
            "Something new came in while you were looking. Here is the plan as it is now, with your changes kept. Look at it once more."
        )


class ReasonMissing(CareError):
    """Something speaks against an order, and nobody said why it is given all the same. Nothing was given.

    warnings: what speaks against it, as ``engine.order_cautions`` says it.
    """

    def __init__(self, warnings: tuple[OrderWarning, ...]) -> None:
        super().__init__("Something speaks against this order. Say why it is given all the same, or change it. Nothing was saved.")
        self.warnings = warnings


class CannotWait(CareError):
    """A reason to look at somebody cannot be put off."""

    def __init__(self) -> None:
        super().__init__("This cannot be put off. Answer it, and it goes away.")


class TimeTaken(CareError):
    """The therapist has another visit at that time."""

    def __init__(self) -> None:
        super().__init__("There is another visit at that time. Choose a time that does not overlap with it.")


class TimePassed(CareError):
    """A visit was to be at a time that is over."""

    def __init__(self) -> None:
        super().__init__("That time has passed. Choose a later one.")


class TimeTooFar(CareError):
    """A visit was to be at a time so far ahead that it is a slip."""

    def __init__(self) -> None:
        super().__init__("That is more than a year ahead. Look at the year again.")


class VisitNotYet(CareError):
    """A visit was to be marked as done before it began."""

    def __init__(self) -> None:
        super().__init__("This visit has not begun yet. Mark it as done afterwards.")


class VisitMoved(CareError):
    """A visit is no longer in the state that the page showed, so what was asked cannot follow."""

    def __init__(self) -> None:
        super().__init__("This visit has changed in the meantime, so nothing was done. Look at it as it is now.")


class TooManyRequests(CareError):
    """More requests than a clinic's public page takes in a while."""

    def __init__(self) -> None:
        super().__init__("There were too many requests in a short time, so this one was not sent. Please call the clinic instead.")


class NotAPicture(CareError):
    """A file is not a photo that is taken. Nothing was kept."""

    def __init__(self) -> None:
        super().__init__("That file cannot be used. Send a photo as JPEG, PNG or WebP, up to 6 MB.")


class NotAVideo(CareError):
    """A file is not a video that is taken. Nothing was kept."""

    def __init__(self, why: str) -> None:
        super().__init__(f"That video cannot be used: {why}")


class NameTaken(CareError):
    """A clinic has something of that name already."""

    def __init__(self) -> None:
        super().__init__("There is a template of that name already. Choose another name, or remove that one first.")


class NothingToKeep(CareError):
    """Nothing of what is set can be kept as a template."""

    def __init__(self) -> None:
        super().__init__("There is nothing a template can keep: no exercise, dose, stage or direction is set here.")


class NothingWritten(CareError):
    """A message, note or task without words."""

    def __init__(self) -> None:
        super().__init__("There are no words yet. Write them, then send it.")


class TokenIncomplete(CareError):
    """A token for another program without a name, without anything it may do, or without an end."""

    def __init__(self) -> None:
        super().__init__("Write the program's name, choose what it may do, and choose for how long.")


class ExportUnderWay(CareError):
    """A clinic's records are being written into files already."""

    def __init__(self) -> None:
        super().__init__("An export is under way. Wait until it is done, or stop it first.")


class ClaimsAClinician(CareError):
    """A program brought something that only a clinician may tell."""

    def __init__(self) -> None:
        super().__init__(
            "It holds an order, an examination or a treatment. A program can only claim that a clinician said so: "
            "a therapist who is signed in has to tell these. Nothing was added."
        )


class ToldOtherwise(CareError):
    """A program brought something under an id that holds something else."""

    def __init__(self) -> None:
        super().__init__("An id is used twice for different content. A program adds facts and corrects none. Nothing was added.")
