namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// What once fell short when the products were run as newcomer, operator, person on a phone and attacker: for each kind of fault the
/// right answer, by the ids that tests carry.
/// </summary>
internal static class Findings
{
    /// <summary>Rows that were decided against, and the decision that says why.</summary>
    public static readonly IReadOnlyDictionary<string, string> DecidedAgainst = new Dictionary<string, string>
    {
        ["X-B14"] = "0035",
    };

    /// <summary>Rows whose tests have yet to come. This list only gets shorter.</summary>
    public static readonly IReadOnlySet<string> Open = new HashSet<string>();

    public static readonly IReadOnlyList<(string Heading, (string Id, string Text)[] Rows)> All =
    [
        ("A. Who gets in, who stays in", [
            ("X-A1", "Who proves an address decides its password, whatever was typed before by whom."),
            ("X-A2", "Claims and roles are renewed with the token, at the latest at the next refresh."),
            ("X-A3", "Live connections end soon after the application learns that their session ended."),
            ("X-A4", "A deliberate sign-out, a reset or disabling ends refresh, codes and user info of the session; expiry does not."),
            ("X-A5", "A logout by link counts only as a navigation, and only for a client that is named; a hint counts only when signed " +
                "by us."),
            ("X-A6", "A sign-in that waits for one person never gives a code for another."),
            ("X-A7", "Cookies that come twice, in whatever case, are ambiguous: nobody is signed in."),
            ("X-A8", "A session counts only at the host and tenant that it was made for."),
            ("X-A9", "One mailbox is one account: addresses have one canonical form, and what has none is refused."),
            ("X-A10", "Names in mails are quoted as data; nobody advertises with our sender."),
            ("X-A11", "PKCE challenge and verifier keep the grammar and lengths of RFC 7636."),
            ("X-A12", "Keys and secrets that are weak or repeated do not start in Production."),
            ("X-A13", "A wrong master key stops the start, and nothing is written."),
            ("X-A14", "Junk never uses up what a valid logout token needs."),
            ("X-A15", "A limit is never kept as an answer; unknown is not no."),
            ("X-A16", "Known and unknown addresses cost the same work and get the same answer."),
            ("X-A17", "One-time values reach no log at any level."),
            ("X-A18", "What is written to the audit was checked before."),
            ("X-A19", "The promised number of guesses holds across restarts and replicas."),
            ("X-A20", "A stranger's failures never lock out the owner: a known device and the mailed link get through."),
        ]),
        ("B. Where people end up", [
            ("X-B1", "Signed in in one tab, every other waiting tab goes on."),
            ("X-B2", "The wanted page survives reset, sign-up and verification, in another browser too."),
            ("X-B4", "A login page that is old or lost its form cookie still leads to the wanted page."),
            ("X-B6", "Every path and query that the application itself can have survives a login; what is refused is logged."),
            ("X-B7", "An application below a path base keeps it, everywhere."),
            ("X-B8", "No form of ours hangs because the application redirects on to another origin."),
            ("X-B9", "A session that ended while a form was open leads to the login and back; no button stays busy."),
            ("X-B10", "A login begins on the host that its callback comes back to."),
            ("X-B11", "A browser that was here before goes straight to its workspace."),
            ("X-B12", "Nobody ever sees a bare text; the root of every host leads on."),
            ("X-B13", "A prefetched page never takes the place of the click."),
            ("X-B14", "Signing in in a popup works by a documented setting, or the documents say no."),
            ("X-B15", "Nothing begins inside a frame; a link opens the top window."),
            ("X-B16", "A login hint that cannot be used is ignored."),
            ("X-B17", "Two applications on one loopback host do not sign each other out."),
            ("X-B18", "After a sign-out the page says so and has a way back."),
        ]),
        ("C. Names, clocks, devices", [
            ("X-C1", "What is spelling in some script stays in a name; what deceives goes."),
            ("X-C2", "The longest allowed names fit on every page, in every script."),
            ("X-C3", "Long words wrap."),
            ("X-C4", "An address with letters beyond ASCII can be typed where its account exists."),
            ("X-C5", "The visitor's clock does not matter."),
            ("X-C6", "A page acts only in the tenant that it was made for."),
            ("X-C7", "Every form answers by POST, redirect, GET; reload and back send nothing again."),
            ("X-C8", "A limit is told inside the form, with the time to wait, and what was typed stays."),
            ("X-C9", "Words and initials are as a person would write them."),
        ]),
        ("D. Behind proxies, under load, on bad days", [
            ("X-D1", "Many people behind one address sign in; a success gives its own permit back."),
            ("X-D2", "All trusted proxies are skipped; an untrusted forwarded header is told once."),
            ("X-D3", "Idle connections outlive those of load balancers."),
            ("X-D4", "Response heads stay below 4,096 bytes and Cookie headers below 8,190, whatever happened before."),
            ("X-D5", "A lost refresh answer signs nobody out: the old token gives the same successor until that one is used."),
            ("X-D6", "Bounded maps never sort live state, and security marks are never trimmed for others."),
            ("X-D7", "A full disk is 503 and unready, and heals alone."),
            ("X-D8", "One slow receiver of mail or notices holds up no other."),
            ("X-D9", "A row that cannot be opened is kept and reported, and holds up no other."),
            ("X-D11", "HEAD is answered as GET; a body in an unknown charset is the sender's fault."),
            ("X-D12", "Native clients may use any port of the loopback address."),
            ("X-D13", "Parameters of one endpoint at another host get an error page, not a failure."),
            ("X-D14", "Every list has a second page."),
            ("X-D15", "Custom state is measured in bytes, and refused with a message."),
            ("X-D16", "A clock that is minutes off is named on the page and in the log."),
            ("X-D17", "While the platform hangs, bearer tokens are answered from the last good keys."),
            ("X-D18", "Signing keys stay as long as the longest token they signed."),
            ("X-D19", "What is over is deleted after its time, in small batches."),
            ("X-D20", "Names below localhost can be dialled elsewhere, and health checks work by address."),
            ("X-D21", "Long authorize requests work, and links in mails stay short."),
            ("X-D22", "Parallel calls of one request make one refresh and write it once."),
            ("X-D23", "A migration that was killed never stops the next start."),
            ("X-D24", "A locked database is 503 within seconds, and unready."),
            ("X-D25", "No text from elsewhere throws through the SDK."),
            ("X-D26", "Session secrets rotate by the documented steps without a logout."),
            ("X-D27", "A relay that refuses the sender loses no mail."),
            ("X-D28", "Sixty seconds between two clocks are tolerated; beyond, both times are told."),
            ("X-D29", "A method that is not served gets 405, on every route."),
            ("X-D30", "Forms opened at the same instant without cookies all work."),
            ("X-D31", "A platform that is away for a minute after a refresh signs nobody out."),
            ("X-D32", "A platform that hangs costs at most one wait while the token lives."),
            ("X-D33", "Errors in the configuration are one line each, with an id, and exit code 1."),
            ("X-D34", "An empty database file and a second server on one file are refused."),
            ("X-D35", "Readiness of the demo knows platform and keys, and answers by any host name."),
            ("X-D36", "One line of log per incident, none per call."),
            ("X-D37", "Every secret can come from a file."),
        ]),
        ("E. The developer's first hour", [
            ("X-E1", "A redirect URI that is not this application's address is told at start."),
            ("X-E2", "A redirect URI that is not registered is named, with where to register it."),
            ("X-E3", "A wrong setting or certificate is named."),
            ("X-E4", "Scopes add to the defaults, and what is missing is said at start."),
            ("X-E5", "Claims of bearer tokens are those of the session; an API needs no client secret."),
            ("X-E6", "The documented set-up warns of nothing."),
            ("X-E7", "The SDK's own pages are cared for, light and dark."),
            ("X-E8", "The banner of the first start comes last, and it is quiet after it."),
            ("X-E9", "Nothing of development is published."),
            ("X-E10", "All mistakes of a start are told at once, each with its id."),
            ("X-E11", "An application can show the tenant's display name."),
            ("X-E12", "What the README says about dependencies is true."),
            ("X-E13", "Commands and names say what they are."),
        ]),
        ("F. Other people's clients", [
            ("X-F1", "Parameters that a grant does not define are ignored."),
            ("X-F2", "Browser applications reach token, user info and revoke from their allowed origins."),
            ("X-F3", "People read themselves, their roles and their tenant with their own token."),
            ("X-F4", "PKCE is mandatory for public clients, and for confidential ones unless switched off, with a nonce then."),
            ("X-F5", "What the metadata names works."),
            ("X-F6", "The generated settings serve SDKs that want https, and errors name a scheme in the wrong place."),
            ("X-F7", "The demo's client knows both forms of its callback."),
            ("X-F8", "User info has every claim of the wire contract, null where there is no value."),
            ("X-F9", "Hosted pages lead back to the application."),
            ("X-F10", "Limits of development never stop a developer."),
        ]),
    ];
}
