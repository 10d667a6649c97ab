"""Whatever goes wrong is said in a sentence, in two languages, and holds no secret."""

from __future__ import annotations

import datetime as dt
import logging
import ssl
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import fail

from probono_kit.errors import ProbonoError
from probono_kit.forms import fetch_submissions, forget_secret, read_source, store_secret
from probono_kit.forms.servers.credentials import Secret, credentials_of
from tests.forms.servers.central_web import PASSWORD, SESSION, USER, CentralWeb
from tests.forms.servers.conftest import Fetch, MemoryKeyring
from tests.forms.servers.kobo_web import TOKEN, UID, KoboWeb
from tests.forms.servers.web import Asked, Web, as_json, page, serving


def code_of(do: Callable[[], Any]) -> str:
    """Return the code of the one thing that is wrong; it is said in French too."""
    with pytest.raises(ProbonoError) as caught:
        do()
    [found] = caught.value.findings
    assert found.as_text("fr") != found.as_text("en")
    return found.code


# ---- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (
            "https://kf.kobotoolbox.org/#/forms/{uid}/summary",
            "https://kf.kobotoolbox.org/#/forms/{uid}",
        ),
        ("kf.kobotoolbox.org/#/forms/{uid}", "https://kf.kobotoolbox.org/#/forms/{uid}"),
        (
            " https://eu.kobotoolbox.org/api/v2/assets/{uid}.json ",
            "https://eu.kobotoolbox.org/#/forms/{uid}",
        ),
        (
            "https://kobo.ngo.example:8443/api/v2/assets/{uid}/data/?x=1",
            "https://kobo.ngo.example:8443/#/forms/{uid}",
        ),
        ("https://kf.kobotoolbox.org/", "https://kf.kobotoolbox.org"),
        (
            "https://odk.example/#/projects/3/forms/a%2Fb/submissions?x",
            "https://odk.example/projects/3/forms/a/b",
        ),
        ("https://odk.example/projects/3/forms/w", "https://odk.example/projects/3/forms/w"),
        ("https://odk.example/v1/projects/3/forms/w.svc", "https://odk.example/projects/3/forms/w"),
        ("https://odk.example/projects/3", "https://odk.example/projects/3"),
        ("http://127.0.0.1:8989/projects/3/forms/w", "http://127.0.0.1:8989/projects/3/forms/w"),
        ("http://[::1]:80/projects/3/forms/w", "http://[::1]:80/projects/3/forms/w"),
    ],
)
def test_addresses_are_taken_as_they_are_copied(typed: str, meant: str) -> None:
    """From the address bar, of any page of a form, or from the API."""
    assert str(read_source(typed.format(uid=UID))) == meant.format(uid=UID)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "server.address"),
        ("survey", "server.address"),
        ("https://example.org/forms/short", "server.address"),
        ("ftp://kf.kobotoolbox.org/#/forms/{uid}", "server.address"),
        ("https://[::1/#/forms/{uid}", "server.address"),
        ("https://host:port/#/forms/{uid}", "server.address"),
        ("http://kf.kobotoolbox.org/#/forms/{uid}", "server.not_https"),
        ("http://127.0.0.1.example.org/projects/3/forms/w", "server.not_https"),
        ("https://ada:hunter2hunter2@kf.kobotoolbox.org/#/forms/{uid}", "server.secret_in_address"),
        ("https://odk.example/v1/key/hunter2hunter2/projects/3", "server.secret_in_address"),
    ],
)
def test_what_is_no_address_is_told_without_repeating_it(typed: str, code: str) -> None:
    """It may hold a password."""
    with pytest.raises(ProbonoError) as caught:
        read_source(typed.format(uid=UID))
    [found] = caught.value.findings
    assert found.code == code
    assert "hunter2" not in str(caught.value)


# ---- what servers answer ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (lambda asked: as_json({"detail": "Invalid token."}, 401), "server.token_wrong"),
        (lambda asked: as_json({"detail": "No permission."}, 403), "server.no_rights"),
        (lambda asked: as_json({"detail": "Not found."}, 404), "server.unknown_form"),
        (lambda asked: page(), "server.not_a_server"),
        (lambda asked: page(404), "server.not_a_server"),
        (lambda asked: page(403), "server.not_a_server"),
        (lambda asked: as_json(["a"]), "server.unexpected"),
        (lambda asked: as_json({"count": 1, "results": [{"id": 1}]}), "server.unexpected"),
        (lambda asked: as_json({"query": ["Bad."]}, 400), "server.refused"),
        (lambda asked: as_json({}, 302, Location="https://other.example/x"), "server.moved"),
        (lambda asked: as_json({}, 302, Location="http://127.0.0.1:1/x"), "server.moved"),
        (lambda asked: as_json({}, 302, Location=asked.path), "server.not_a_server"),
    ],
)
def test_each_answer_has_its_word(kobo: KoboWeb, fetch: Fetch, fault: Any, code: str) -> None:
    """And the file that was there stays."""
    path = fetch(kobo).path
    before = path.read_bytes()
    kobo.faults = [fault] * 10
    assert code_of(lambda: fetch(kobo)) == code
    assert path.read_bytes() == before


def test_a_server_that_is_down_is_asked_several_times(
    kobo: KoboWeb, fetch: Fetch, waited: list[float]
) -> None:
    """Longer apart each time."""
    kobo.faults = [lambda asked: page(503)] * 10
    assert code_of(lambda: fetch(kobo)) == "server.busy"
    assert waited == [1, 2, 4, 8, 16]


def test_a_form_that_was_never_deployed(kobo: KoboWeb, fetch: Fetch) -> None:
    """The server calls it a bad request; people read what it means."""
    kobo.deployed = False
    assert code_of(lambda: fetch(kobo)) == "server.not_deployed"


def test_an_unknown_form_and_a_wrong_password(
    central: CentralWeb, fetch: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On ODK Central."""
    other = f"{central.url}/projects/3/forms/other"
    assert code_of(lambda: fetch_submissions(other, tmp_path / "a")) == "server.unknown_form"
    monkeypatch.setenv("PROBONO_CENTRAL_PASSWORD", "wrong horse")
    assert code_of(lambda: fetch(central)) == "server.token_wrong"


def test_nobody_is_there(
    tmp_path: Path, kobo: KoboWeb, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No server at the port; a name that does not exist; no network (tests have none)."""

    def ask(address: str) -> str:
        folder = tmp_path / address.rpartition("/")[2].replace(":", "-")
        place = f"{address}/#/forms/{UID}"
        monkeypatch.setenv("PROBONO_KOBO_SERVER", address)
        return code_of(lambda: fetch_submissions(place, folder, wait=waited.append))

    assert ask("http://127.0.0.1:9") == "server.unreachable"
    assert waited == [1, 2]
    assert ask("https://kobo.invalid") in ("server.unreachable", "server.unknown_host")


def test_what_speaks_no_https(kobo: KoboWeb, tmp_path: Path) -> None:
    """An https address whose port speaks http."""
    address = kobo.address.replace("http:", "https:")
    assert code_of(lambda: fetch_submissions(address, tmp_path)) == "server.tls"


def test_a_certificate_that_proves_nothing(
    kobo: KoboWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is not sent; nothing offers to go around the check."""
    x509 = pytest.importorskip("cryptography.x509", reason="NO CRYPTOGRAPHY: no certificate made")
    context = _certified(x509, tmp_path)
    web = KoboWeb([])
    with serving(web, lambda sock: context.wrap_socket(sock, server_side=True)):
        address = f"{web.url}/#/forms/{UID}"
        monkeypatch.setenv("PROBONO_KOBO_SERVER", web.url)
        assert code_of(lambda: fetch_submissions(address, tmp_path / "a")) == "server.certificate"
    assert web.asked == []


def _certified(x509: Any, folder: Path) -> ssl.SSLContext:
    """Return TLS with a certificate that nobody vouches for."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    pem += key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "server.pem"
    path.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


# ---- the folder -------------------------------------------------------------------------------


def test_a_damaged_memory_is_told(kobo: KoboWeb, fetch: Fetch, tmp_path: Path) -> None:
    """With what to do; the file of submissions stays."""
    fetch(kobo)
    (tmp_path / "raw" / "fetched.sqlite").write_bytes(b"not a database at all" * 500)
    assert code_of(lambda: fetch(kobo)) == "server.state_broken"


def test_two_at_once_do_not_mix(kobo: KoboWeb, fetch: Fetch) -> None:
    """The second is told to wait."""
    codes: list[str] = []

    def second(asked: Asked) -> None:
        kobo.before = lambda asked: None
        codes.append(code_of(lambda: fetch(kobo)))

    kobo.before = second
    assert fetch(kobo).count == 250
    assert codes == ["server.folder_busy"]


def test_a_folder_that_is_a_file(kobo: KoboWeb, tmp_path: Path) -> None:
    """No traceback."""
    (tmp_path / "raw").write_text("x", encoding="utf-8")
    assert code_of(lambda: fetch_submissions(kobo.address, tmp_path / "raw")).startswith("file.")


# ---- secrets ----------------------------------------------------------------------------------


def test_the_keyring_serves_where_no_variable_is_set(
    kobo: KoboWeb, fetch: Fetch, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stored for the server, used for its forms, gone when forgotten."""
    monkeypatch.delenv("PROBONO_KOBO_TOKEN")
    assert code_of(lambda: fetch(kobo)) == "server.no_token"
    store_secret(kobo.address, f" {TOKEN}\n")
    assert fetch(kobo).count == 250
    assert list(ring.kept) == [("probono-kit", kobo.url)]
    assert forget_secret(kobo.address)
    assert not forget_secret(kobo.address)
    assert code_of(lambda: fetch(kobo)) == "server.no_token"


def test_user_and_password_of_central_come_from_the_keyring(
    central: CentralWeb, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password may have spaces."""
    monkeypatch.delenv("PROBONO_CENTRAL_PASSWORD")
    assert code_of(lambda: store_secret(central.address, PASSWORD)) == "server.user_missing"
    store_secret(central.address, PASSWORD, USER)
    assert fetch(central).count == 250


def test_the_token_of_the_environment_goes_to_its_server_only(
    kobo: KoboWeb,
    central: CentralWeb,
    fetch: Fetch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An address that somebody else wrote does not get it; the keyring's goes where it belongs."""
    monkeypatch.setenv("PROBONO_KOBO_SERVER", "https://kf.kobotoolbox.org/#/forms/x")
    assert code_of(lambda: fetch(kobo)) == "server.token_elsewhere"
    monkeypatch.delenv("PROBONO_KOBO_SERVER")
    assert code_of(lambda: fetch(kobo)) == "server.token_of_no_server"
    monkeypatch.delenv("PROBONO_CENTRAL_SERVER")
    assert code_of(lambda: fetch(central)) == "server.token_of_no_server"
    assert kobo.asked == central.asked == []
    assert not (tmp_path / "raw").exists()
    store_secret(kobo.address, TOKEN)
    assert fetch(kobo).count == 250


@pytest.mark.parametrize(
    ("named", "address", "sent"),
    [
        ("", "https://kf.kobotoolbox.org", True),
        ("", "https://eu.kobotoolbox.org", True),
        ("", "https://kf.kobotoolbox.org.example.net", False),
        ("", "https://kf.kobotoolbox.org:8443", False),
        ("kobo.example.org", "https://kobo.example.org", True),
        ("https://KOBO.example.org/", "https://kobo.example.org", True),
        ("kobo.example.org", "https://kf.kobotoolbox.org", False),
        ("kobo.example.org", "https://kobo.example.org.example.net", False),
    ],
)
def test_which_server_a_token_is_for(
    monkeypatch: pytest.MonkeyPatch, named: str, address: str, *, sent: bool
) -> None:
    """Unnamed it is for the public servers of KoboToolbox; a name that looks alike is another."""
    monkeypatch.setenv("PROBONO_KOBO_TOKEN", TOKEN)
    monkeypatch.setenv("PROBONO_KOBO_SERVER", named)
    place = read_source(f"{address}/#/forms/aBcDeFgHiJkLmNoPqRsTuV")
    if sent:
        assert credentials_of(place).secret.reveal() == TOKEN
    else:
        assert code_of(lambda: credentials_of(place)).startswith("server.token_")


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "jeton‑é"])
def test_what_cannot_be_a_token_is_not_sent(
    kobo: KoboWeb, fetch: Fetch, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copied with something around it, or with a typographic hyphen."""
    assert code_of(lambda: store_secret(kobo.address, token)) == "server.token_odd"
    if token:
        monkeypatch.setenv("PROBONO_KOBO_TOKEN", token)
        assert code_of(lambda: fetch(kobo)) == "server.token_odd"
    assert kobo.asked == []


def test_a_system_without_a_keyring(kobo: KoboWeb) -> None:
    """The other way is named."""
    keyring.set_keyring(fail.Keyring())
    assert code_of(lambda: store_secret(kobo.address, TOKEN)) == "server.no_keyring"
    assert code_of(lambda: forget_secret(kobo.address)) == "server.no_keyring"


def _everything(problem: BaseException) -> str:
    """Return what the nosiest traceback shows: chained exceptions, the variables of each frame."""
    made = traceback.TracebackException.from_exception(problem, capture_locals=True)
    shown = "".join(made.format(chain=True))
    chain: BaseException | None = problem
    while chain is not None:
        shown += repr(vars(chain)) + repr(chain.args)
        chain = chain.__context__
    return shown


@pytest.mark.parametrize(
    "fault",
    [
        lambda asked: as_json({"detail": f"no: {asked.headers} {asked.body!r}"}, 400),
        lambda asked: as_json({"detail": "no"}, 401),
        lambda asked: "reset",
        lambda asked: page(),
        lambda asked: as_json({}, 302, Location=f"https://{TOKEN}:x@other.example/"),
        lambda asked: page(502),
    ],
)
@pytest.mark.parametrize("kind", ["kobo", "central"])
def test_no_secret_is_in_messages_logs_tracebacks_or_files(
    kind: str,
    fault: Any,
    kobo: KoboWeb,
    central: CentralWeb,
    fetch: Fetch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Not even if the server repeats it, with all logs on and every variable shown."""
    web: Web = kobo if kind == "kobo" else central
    caplog.set_level(logging.DEBUG)
    fetch(web)
    web.faults = [fault] * 20
    with pytest.raises(ProbonoError) as caught:
        fetch(web)
    shown = _everything(caught.value) + "".join(f.as_text("fr") for f in caught.value.findings)
    shown += repr([found.to_json() for found in caught.value.findings])
    shown += caplog.text + "".join(capsys.readouterr())
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for secret in (TOKEN, PASSWORD, SESSION):
        assert secret not in shown
        assert secret.encode() not in written


def test_a_secret_cannot_be_pickled_or_printed() -> None:
    """Neither by mistake nor by a debugger that writes everything down."""
    import pickle

    secret = Secret(TOKEN)
    assert TOKEN not in f"{secret!r} {secret} {[secret]}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)


def test_netrc_is_not_read(
    kobo: KoboWeb, fetch: Fetch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of other programs does not sign in here."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password hunter2\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    fetch(kobo)
    assert {each.headers["authorization"] for each in kobo.asked} == {f"Token {TOKEN}"}
