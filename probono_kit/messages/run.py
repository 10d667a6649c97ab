"""Findings of ``probono_kit.run``."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    # ---- what was asked for -----------------------------------------------------------------
    "run.unknown_task": Message(
        ERROR,
        N_("There is no task of that name."),
        N_("Did you mean “{near}”?"),
    ),
    "run.unknown_task_listed": Message(
        ERROR,
        N_("There is no task of that name."),
        N_("There are: {choices}."),
    ),
    # ---- how a run ended --------------------------------------------------------------------
    "run.notebook_failed": Message(
        ERROR,
        N_("The notebook stopped at cell [{cell}] with {name} ({reason})."),
        N_("Open {path}: the cell is marked. If the data are right, tell the kit's makers."),
    ),
    "run.cell_timeout": Message(
        ERROR,
        N_("Cell [{cell}] was stopped after {reason}: it took too long."),
        N_("Try with less data, or open {path} in JupyterLab, where nothing limits the time."),
    ),
    "run.kernel_died": Message(
        ERROR,
        N_("Python ended in the middle of cell [{cell}] ({reason}); often the memory is full."),
        N_("Close other programs or run fewer jobs at a time; {path} shows how far it came."),
    ),
    "run.unexpected": Message(
        ERROR,
        N_("The run could not be done, for a reason unknown to the kit: {name} ({reason})."),
        N_("Run again; if it stays so, tell the kit's makers what is written here."),
    ),
    "run.output_outside": Message(
        ERROR,
        N_("The notebook says it made “{path}”, which is outside its own folder."),
        N_("A notebook writes into its output folder only; tell who wrote the notebook."),
    ),
    "run.output_missing": Message(
        ERROR,
        N_("The notebook says it made “{path}”, and there is no such file."),
        N_("Run it again; if it stays so, tell who wrote the notebook."),
    ),
    "run.output_twice": Message(
        ERROR,
        N_("The notebook made “{path}” twice."),
        N_("Tell who wrote the notebook: one file overwrote the other."),
    ),
    "run.blocked": Message(
        ERROR,
        N_("Not run: it takes the table of “{other}”, which has none to give."),
        N_("Mend “{other}” first, then run again."),
    ),
    "run.no_table": Message(
        ERROR,
        N_("Not run: “{other}” went well, but it makes no table."),
        N_("Name a source or a task that makes a table under “inputs”."),
    ),
    "run.stopped": Message(
        WARNING,
        N_("Stopped before its end; its folder is as it was."),
        N_("Run again when you have time: what was done is not done twice."),
    ),
    "run.kept_failed": Message(
        NOTE,
        N_("The {count} files of the last good run are in its folder “previous”."),
        N_("They do not go into the bundle. They are deleted when the run goes well again."),
    ),
    "run.kept": Message(
        WARNING,
        N_("{count} files that were added or changed by hand are now in its folder “previous”."),
        N_("Move them out of “work”: everything there is made anew by each run."),
    ),
    # ---- the batch --------------------------------------------------------------------------
    "run.raw_changed": Message(
        ERROR,
        N_("This file was changed while the tasks ran."),
        N_("Put the original back if you did not change it yourself, then run again."),
    ),
    "run.left_over": Message(
        NOTE,
        N_("No task makes this folder any more; it does not go into the bundle."),
        N_("Delete it if you do not need it."),
    ),
    "run.busy": Message(
        ERROR,
        N_("The tasks of this engagement are being run by another command."),
        N_("Wait until it has ended, or stop it; then run again."),
    ),
    "run.no_engine": Message(
        ERROR,
        N_("No notebook can be run: {reason}."),
        N_("Free some space in the folder for temporary files, then run again."),
    ),
    "run.ordinary_kernels": Message(
        NOTE,
        N_("On this system every notebook starts Python anew, which takes some seconds each."),
        N_("Nothing needs to be done. On Linux it is faster."),
    ),
    "run.warm_process_failed": Message(
        NOTE,
        N_("Notebooks were started in the slow way: {reason}."),
        N_("Nothing needs to be done; the results are the same."),
    ),
}
