"""The undo and redo stacks, read from the journal's actions, the newest first. Pure.

An undone action can be redone until another action comes. Both work to any depth.
"""

from collections.abc import Iterable, Iterator

from .record import Action


def with_state(history: Iterable[Action]) -> Iterator[tuple[Action, bool]]:
    """Pair each action with whether it holds and can be undone: it is neither undone nor itself an undo or redo."""
    undone: set[int] = set()
    taken_back: set[int] = set()
    for action in history:
        if action.redoes is not None:
            taken_back.add(action.redoes)
        elif action.undoes is not None and action.number not in taken_back:
            undone.add(action.undoes)
        yield action, action.redoes is None and action.undoes is None and action.number not in undone


def find_redoable(history: Iterable[Action]) -> Action | None:
    """Find the undo that a redo takes back: the last one since the last action that is neither undo nor redo."""
    taken_back: set[int] = set()
    for action in history:
        if action.redoes is not None:
            taken_back.add(action.redoes)
        elif action.undoes is None:
            return None
        elif action.number not in taken_back:
            return action
    return None
