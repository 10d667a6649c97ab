"""Findings of ``probono_kit.deliver``: what the gate has to say before a bundle leaves."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES: dict[str, Message] = {
    # ---- what is there to deliver ----------------------------------------
    "deliver.not_rendered": Message(
        ERROR,
        N_("This task has not been run yet."),
        N_("Run: probono render."),
    ),
    "deliver.task_failed": Message(
        ERROR,
        N_("This task failed."),
        N_("Open {notebook}: the error is marked in red. Mend it, then run: probono render."),
    ),
    "deliver.stale": Message(
        ERROR,
        N_("The inputs, the brief or probono-kit changed after this task was run."),
        N_("Run: probono render."),
    ),
    "deliver.output_changed": Message(
        ERROR,
        N_("This file is not as its task left it: it was changed or deleted."),
        N_("Keep changes out of the folder work; run: probono render --force."),
    ),
    "deliver.nothing": Message(
        ERROR,
        N_("There is nothing to deliver."),
        N_("Give the brief at least one task with “deliver: true”, then run: probono render."),
    ),
    "deliver.bundle_in_use": Message(
        ERROR,
        N_("The old bundle could not be replaced: {reason}."),
        N_("Close the files of the bundle in other programs, then run again."),
    ),
    # ---- offline ----------------------------------------
    "deliver.request": Message(
        ERROR,
        N_("The file asks the network for {address}."),
        N_("Put it inside the file, or take it out: deliverables work without a network."),
    ),
    "deliver.tiles": Message(
        NOTE,
        N_(
            "The page asks the network for its background, from {hosts}, once a reader switches it "
            "on; the brief asks for it."
        ),
        N_("Tell the NGO so; take “tiles” out of the brief if nothing may ever be asked."),
    ),
    "deliver.no_policy": Message(
        WARNING,
        N_("The page runs scripts, and no rule in it forbids them the network."),
        N_("Add a Content-Security-Policy with “default-src 'none'” to its head."),
    ),
    # ---- only what the brief names ----------------------------------------
    "deliver.column_not_shared": Message(
        ERROR,
        N_("The column “{column}” leaves, and the brief does not name it."),
        N_("Take it out of the file, or add it to columns_to_share if it may be public."),
    ),
    "deliver.private_value": Message(
        ERROR,
        N_("Values of “{column}” are in this file ({count}), and that column must not leave."),
        N_("Take them out, or add the column to columns_to_share if it may be public."),
    ),
    "deliver.private_word": Message(
        WARNING,
        N_("Words that “{column}” repeats are in this file: {words}. It may be chance."),
        N_("Look where they come from: that column is not in columns_to_share."),
    ),
    "deliver.not_searched": Message(
        WARNING,
        N_("The text of this file cannot be read, so nobody checked what it reveals."),
        N_("Open it and look, or deliver it in another format."),
    ),
    "deliver.source_not_searched": Message(
        WARNING,
        N_("This file could not be read, so its values were not looked for: {reason}."),
        N_("Look through the bundle for what must not leave, or mend the file."),
    ),
    # ---- what makes it trusted ----------------------------------------
    "deliver.no_licence": Message(
        ERROR,
        N_("The source “{source}” has no licence."),
        N_("Ask the NGO under which terms it may be shown, and write it after “licence:”."),
    ),
    "deliver.no_date": Message(
        ERROR,
        N_("The source “{source}” has no date."),
        N_("Write day or period of the data after “date:”, such as “April 2025”."),
    ),
    "deliver.produced_before_source": Message(
        WARNING,
        N_("The day of production, {produced}, is before the data of “{source}” ({date})."),
        N_("Correct “produced:” or the date of the source."),
    ),
    "deliver.no_title": Message(
        ERROR,
        N_("The map does not carry its title “{title}”."),
        N_("Draw it with the map notebooks, which print title, sources and disclaimer."),
    ),
    "deliver.no_disclaimer": Message(
        ERROR,
        N_("The map carries no disclaimer that names {ngo}."),
        N_("Draw it with the map notebooks, which print title, sources and disclaimer."),
    ),
    # ---- everyone can open it ----------------------------------------
    "deliver.broken_file": Message(
        ERROR,
        N_("The file does not open, or is cut off ({reason})."),
        N_("Check the space on the disk, then run: probono render --force."),
    ),
    "deliver.broken_link": Message(
        ERROR,
        N_("A link leads nowhere: {address}."),
        N_("Deliver the file it leads to, or take the link out."),
    ),
    "deliver.no_alternative": Message(
        ERROR,
        N_("A picture has no text alternative: {element}."),
        N_("Describe in a sentence or two what it shows, for readers who cannot see it."),
    ),
    "deliver.no_language": Message(
        ERROR,
        N_("The page does not say in which language it is."),
        N_('Write it into its first tag, such as “<html lang="fr">”.'),
    ),
    "deliver.other_language": Message(
        WARNING,
        N_("The page says that its language is {said}, and its task says {expected}."),
        N_("Correct the one that is wrong: readers and screen readers rely on it."),
    ),
    "deliver.no_page_title": Message(
        ERROR,
        N_("The page has no title."),
        N_("Give it a <title>: it is what a reader sees in the tab and in the list of files."),
    ),
    "deliver.too_large_for_mail": Message(
        WARNING,
        N_("The zip has {size} MB; many mail boxes refuse more than {limit} MB."),
        N_("Deliver fewer formats or maps, or hand it over on a USB stick."),
    ),
    "deliver.checked": Message(
        NOTE,
        N_("{files} files checked; {values} private values looked for in each."),
        N_("Nothing to do."),
    ),
}
