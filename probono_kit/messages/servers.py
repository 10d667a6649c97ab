"""Findings about servers of KoboToolbox and ODK Central: addresses, secrets, lines, answers."""

from __future__ import annotations

from probono_kit.messages.entry import ERROR, N_, NOTE, WARNING, Message

MESSAGES = {
    "server.address": Message(
        ERROR,
        N_("This is not the address of a form on KoboToolbox or ODK Central."),
        N_(
            "Open the form in the browser and copy what stands in the address bar, such as "
            "https://kf.kobotoolbox.org/#/forms/… or https://server/projects/3/forms/…."
        ),
    ),
    "server.not_https": Message(
        ERROR,
        N_("This address does not begin with https: on the way, anybody could read the token."),
        N_("Write https:// in front. If the server has no https, ask who runs it for it."),
    ),
    "server.secret_in_address": Message(
        ERROR,
        N_("There is a password or token in this address; it was not used and is not shown."),
        N_(
            "Take it out, and store it with “probono form token”. The token of an app user may "
            "only send submissions, never read them: use an account of the project."
        ),
    ),
    "server.no_token": Message(
        ERROR,
        N_("There is no token or password for this server."),
        N_(
            "Store it with “probono form token {address}”, or set the environment variable "
            "{variable}."
        ),
    ),
    "server.token_elsewhere": Message(
        ERROR,
        N_(
            "The token or password in the environment is for {server}, so it was not sent to this "
            "server."
        ),
        N_(
            "Check the address. If it is right, store the token of this server with “probono form "
            "token”, or name the server in {variable}."
        ),
    ),
    "server.token_of_no_server": Message(
        ERROR,
        N_(
            "The environment holds a token or password and does not say for which server, so it "
            "was not sent to this one."
        ),
        N_(
            "Check the address. If it is right, set {variable} to {server}, or store the token "
            "with “probono form token”, which keeps one for each server."
        ),
    ),
    "server.attachments": Message(
        NOTE,
        N_(
            "{count} files of submissions are here ({megabytes} MB): photographs and recordings "
            "show people."
        ),
        N_(
            "Keep them where only those see them who must, and delete them when their purpose is "
            "served. They go into no deliverable."
        ),
    ),
    "server.attachments_missing": Message(
        WARNING,
        N_("The server has not got {count} files that submissions name: {names}."),
        N_("They may still wait on a telephone: let it send what it holds, and fetch again."),
    ),
    "server.attachments_left": Message(
        WARNING,
        N_("Here lie files of {count} submissions that are no longer on the server: {names}."),
        N_("If the people were promised that their answers are deleted, delete these too."),
    ),
    "server.token_odd": Message(
        ERROR,
        N_("What is stored as token or password of this server cannot be one."),
        N_("Copy it again, without spaces or line breaks around it."),
    ),
    "server.user_missing": Message(
        ERROR,
        N_("ODK Central wants the e-mail address of the account beside the password."),
        N_("Name it with --user."),
    ),
    "server.no_keyring": Message(
        ERROR,
        N_("This system has no keyring that can be used, so nothing can be stored in it."),
        N_("Set an environment variable instead, such as {variable}; see the how-to page."),
    ),
    "server.token_wrong": Message(
        ERROR,
        N_("The server does not accept this token or password."),
        N_(
            "Copy it again from the account's settings (KoboToolbox: Account settings → Security), "
            "store it with “probono form token”, and check that it is the token of this server."
        ),
    ),
    "server.no_rights": Message(
        ERROR,
        N_("This account may not do that with this form."),
        N_(
            "Ask the owner of the form for the right to view its submissions, and to edit it if it "
            "is to be deployed."
        ),
    ),
    "server.unknown_form": Message(
        ERROR,
        N_("The server knows no such form, or does not show it to this account."),
        N_("Open the form in the browser with the same account, and copy its address again."),
    ),
    "server.not_deployed": Message(
        ERROR,
        N_("This form was never deployed: it has no submissions."),
        N_("Deploy it first, with “probono form deploy” or in the browser."),
    ),
    "server.not_a_server": Message(
        ERROR,
        N_("A web page came back, not data: this is no address of KoboToolbox or ODK Central."),
        N_(
            "Open the address in the browser. In hotels and offices, a page to sign in to the "
            "network may stand in front: sign in there first."
        ),
    ),
    "server.unexpected": Message(
        ERROR,
        N_("The answer of the server is not what its documentation says."),
        N_("Check the address; if it is right, tell the maintainers which version the server has."),
    ),
    "server.refused": Message(
        ERROR,
        N_("The server refused ({status}): “{reason}”."),
        N_("Do what it says; if that says nothing, show it to those who run the server."),
    ),
    "server.moved": Message(
        ERROR,
        N_("The server sends to another one: {to}. The token was not sent there."),
        N_("If you trust that server, use its address."),
    ),
    "server.certificate": Message(
        ERROR,
        N_("The server cannot prove that it is the one of this address: {reason}."),
        N_(
            "Check the date of this computer and the address. On networks that read along, ask "
            "for their certificate and name it in REQUESTS_CA_BUNDLE. Never go around this check."
        ),
    ),
    "server.tls": Message(
        ERROR,
        N_("No secure connection to this server could be made."),
        N_("Check the address and its port; what answers there may not speak https."),
    ),
    "server.proxy": Message(
        ERROR,
        N_("The proxy of this network did not let the question through."),
        N_("Check the variables HTTPS_PROXY and NO_PROXY, or ask who runs the network."),
    ),
    "server.unknown_host": Message(
        ERROR,
        N_("There is no server of this name, or no network."),
        N_("Check the network with another page, then the address letter by letter."),
    ),
    "server.unreachable": Message(
        ERROR,
        N_("The server does not answer: there is no network, or the server is down."),
        N_("Run the same command later: it goes on from where it stopped."),
    ),
    "server.cut": Message(
        ERROR,
        N_("The line broke {tries} times in the middle of an answer."),
        N_("Run the same command on a better line: it goes on from where it stopped."),
    ),
    "server.answer_lost": Message(
        ERROR,
        N_("The line broke before the server said whether it did what it was asked."),
        N_("Run the same command again: it looks first at what is on the server."),
    ),
    "server.busy": Message(
        ERROR,
        N_("The server cannot answer now ({status}), though it was asked several times."),
        N_("Run the same command later: it goes on from where it stopped."),
    ),
    "server.wait": Message(
        ERROR,
        N_("The server asks to be left alone for {minutes} minutes: it was asked too much."),
        N_("Run the same command after that: it goes on from where it stopped."),
    ),
    "server.list_changes": Message(
        ERROR,
        N_("The list of submissions did not agree with the server's count, {tries} times."),
        N_("Run the same command when fewer submissions are coming in. Nothing was changed."),
    ),
    "server.incomplete": Message(
        ERROR,
        N_("The server lists {listed} submissions, but does not give {count} of them."),
        N_(
            "Run the same command again. If it stays so, show this to those who run the server. "
            "The file that was there is unchanged."
        ),
    ),
    "server.still_arriving": Message(
        NOTE,
        N_("While these were fetched, more came or were changed: {count}."),
        N_("Run the same command again for them."),
    ),
    "server.removed": Message(
        WARNING,
        N_("Submissions that are no longer on the server: {count}. They were moved into {file}."),
        N_(
            "If they were deleted because the people concerned wished it, delete that file too; if "
            "by mistake, it is your copy."
        ),
    ),
    "server.none_yet": Message(
        NOTE,
        N_("There is no submission yet that this account may see."),
        N_("If there should be some, check the form and the rights of the account."),
    ),
    "server.encrypted": Message(
        WARNING,
        N_("Submissions whose answers are encrypted, and so empty here: {count}."),
        N_("Export them in ODK Central with the passphrase."),
    ),
    "server.folder_busy": Message(
        ERROR,
        N_("Another command is fetching into this folder."),
        N_("Wait until it is done."),
    ),
    "server.other_form": Message(
        ERROR,
        N_("This folder holds the submissions of another form: {other}."),
        N_("Take another folder for {asked}."),
    ),
    "server.state_broken": Message(
        ERROR,
        N_("This file, which tells what was fetched, is damaged or from another version."),
        N_("Delete it and run the same command: everything is fetched again."),
    ),
    "server.state_unusable": Message(
        ERROR,
        N_("What was fetched cannot be written down here: {reason}."),
        N_("Check the space and the permissions of the folder, or choose one on this computer."),
    ),
    "server.form_missing": Message(
        ERROR,
        N_("This address names a server or a project, not a form."),
        N_("Open the form in the browser and copy its address."),
    ),
    "server.would_lose": Message(
        ERROR,
        N_("The form has submissions ({count}), and these changes would lose data of them."),
        N_(
            "Undo the changes, or keep the old questions and choices beside the new ones. If the "
            "loss is wanted, deploy with --lose-data."
        ),
    ),
    "server.not_comparable": Message(
        WARNING,
        N_("The form that is deployed was not made from a workbook: it cannot be compared."),
        N_("Compare the two by eye before going on."),
    ),
    "server.form_refused": Message(
        ERROR,
        N_("The server cannot read this form: “{reason}”."),
        N_("Correct it, check it with “probono form check”, and deploy again. Nothing changed."),
    ),
    "server.other_form_id": Message(
        ERROR,
        N_("The form calls itself {id}; that of the address is {wanted}."),
        N_(
            "Write {wanted} as form_id into the sheet settings; or give the address of the project "
            "for a form that is new there."
        ),
    ),
    "server.form_exists": Message(
        ERROR,
        N_("The project has a form {id} already."),
        N_("Give its address to deploy a new version; or choose another form_id."),
    ),
    "server.same_version": Message(
        ERROR,
        N_("The form has changed, but its version is still {version}."),
        N_("Write another version into the sheet settings, such as the date of today."),
    ),
    "server.version_deployed": Message(
        ERROR,
        N_("Version {version} of this form is deployed already, with the same questions."),
        N_(
            "Nothing needs to be done. To send changed files or texts, write another version into "
            "the sheet settings."
        ),
    ),
    "server.draft_replaced": Message(
        WARNING,
        N_("There is a draft of this form on the server; it is replaced."),
        N_("If somebody is working on that draft, ask first: its test submissions go too."),
    ),
    "server.media_missing": Message(
        ERROR,
        N_("Files that the form needs are neither beside it nor on the server: {files}."),
        N_("Put them beside the form and deploy again. The draft was not published."),
    ),
}
