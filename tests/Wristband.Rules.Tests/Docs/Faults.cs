namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// What may go wrong around the products, and what they promise then, by the ids that tests carry. Where no test in this repository can
/// show it, the row says what is measured instead, or why there is nothing to test.
/// </summary>
internal static class Faults
{
    /// <summary>What is measured instead, or why there is nothing to test.</summary>
    public static readonly IReadOnlyDictionary<string, string> Instead = new Dictionary<string, string>
    {
        ["D-35"] = "Measured: `make bench`, the rows of tenants in [performance.md](performance.md).",
        ["D-37"] = "Measured: `make bench`, the rows of refresh and of memory in [performance.md](performance.md).",
        ["D-47"] = "The limits are tested as set; that the server holds them is tested by Kestrel's makers.",
        ["D-48"] = "As D-47.",
    };

    public static readonly IReadOnlyList<(string Heading, (string Id, string Fault, string Promise)[] Rows)> All =
    [
        ("Crashes and restarts", [
            ("D-01", "The application is killed between login and callback",
                "After its restart, or at another replica, the callback works."),
            ("D-02", "The application is killed during a refresh", "The person goes on; nobody is signed out."),
            ("D-03", "The platform is killed while a code is redeemed", "The code still works or the tokens were issued, never both."),
            ("D-04", "The platform is killed while a refresh token rotates", "Each family has one live token, and trying again works."),
            ("D-05", "The platform is killed during a sign-up", "The tenant is whole or absent, and trying again works."),
            ("D-06", "Power fails, and the end of the database's log is lost", "It starts, and what was revoked before stays revoked."),
            ("D-07", "Both products restart while people are signed in", "Nobody is signed out."),
            ("D-08", "Session secrets are rotated", "Nobody is signed out when the documented steps are followed."),
            ("D-49", "One replica lacks the shared secret", "It refuses to start in Production."),
            ("D-50", "Two versions run side by side",
                "The version before goes on beside the new one, and no login fails; what it would miss is refused, and nothing is lost."),
        ]),
        ("Disk and database", [
            ("D-09", "The disk is full", "503 and unready, nothing breaks, and it heals alone."),
            ("D-10", "The file system is read-only for the application", "The SDK works; it writes files in Development only."),
            ("D-11", "The database does not answer", "503 with Retry-After, unready, and green again by itself."),
            ("D-12", "The database is slow", "Waiting is bounded, and what needs no database stays fast."),
            ("D-13", "No database connection is free", "As D-12, and nothing waits for itself."),
        ]),
        ("The platform as the application sees it", [
            ("D-14", "It answers 500 to 504", "Sessions stay; 503 to people only when their token is really over."),
            ("D-15", "It answers 429", "The time it names is kept, and nobody is signed out."),
            ("D-16", "It accepts and never answers", "Calls end after ten seconds and hold up nothing else."),
            ("D-17", "It answers garbage, or without end", "A typed error, bounded memory, 502 or 503 at most."),
            ("D-18", "Its name or certificate is wrong", "As D-14, and nothing of the inside is shown."),
            ("D-19", "It redirects", "Redirects are not followed."),
            ("D-20", "It is down when the application starts", "The application starts, logins fail fast, and it heals by itself."),
            ("D-21", "Its keys cannot be fetched, or are none", "The last good keys count; none at all is an error."),
            ("D-22", "Its signing key is rotated", "No bearer call fails."),
            ("D-23", "A key is removed in an emergency", "Its tokens are refused within ten minutes, and sessions heal by a refresh."),
            ("D-24", "Its clock and ours disagree", "A minute is tolerated; beyond, a clear error and no storm of refreshes."),
            ("D-25", "The clock jumps", "The absolute end of a session still holds."),
        ]),
        ("Many at once", [
            ("D-26", "Fifty requests with one expired token", "One refresh, and all succeed."),
            ("D-27", "The same over several replicas", "At most one refresh a replica, and nobody is signed out."),
            ("D-28", "Hundreds of sessions expire together", "One refresh each, and no session gets the tokens of another."),
            ("D-29", "A browser with twenty tabs is restored", "All end signed in, and few login cookies stay."),
            ("D-30", "A logout while requests are under way", "The session stays over, also for the answers that come after."),
            ("D-35", "10,000 tenants and 100,000 users", "Finding a host and signing in stay as fast as with one tenant."),
            ("D-36", "A storm of logins", "As many as the processors can hash, the rest is told quickly to wait."),
            ("D-37", "Refreshes without pause", "No error, and memory stays flat."),
            ("D-38", "A thousand protected requests a second", "No cookie is written when nothing changed."),
            ("D-47", "Slow senders and readers by the thousand", "They are dropped, and everybody else is served."),
            ("D-48", "A flood of connections", "A limit holds, and afterwards all is as before."),
        ]),
        ("Hostile input", [
            ("D-31", "Session cookies, spoiled in every way", "401, nothing else."),
            ("D-32", "Cookies that are too large", "They are cleared, and the person can sign in again."),
            ("D-33", "A code is used again", "Refused, and what it gave is revoked."),
            ("D-34", "A refresh token is used again", "The same successor for a while, then the family is over and the audit knows."),
            ("D-39", "Stolen passwords are tried from many addresses", "Few get past the limits, and no owner is locked out at home."),
            ("D-40", "Hostile queries", "Never a 5xx, never a redirect elsewhere."),
            ("D-41", "Hostile bodies", "4xx only."),
            ("D-42", "Methods that nobody serves", "405 or 404, and nothing happens."),
            ("D-43", "Hostile paths", "No protected page without a session."),
            ("D-44", "Hostile headers", "400, 401 or 431."),
            ("D-45", "Spoiled access tokens", "401, and few fetches of keys."),
            ("D-46", "Cookies, tokens and codes of one tenant at another", "Refused."),
        ]),
        ("What stands between", [
            ("D-51", "A proxy that strips, doubles or invents headers",
                "Scheme and host are right from trusted proxies, and nobody else is believed."),
            ("D-52", "The mail server is down, slow or refuses", "People see the same answers, and each mail goes out once, later."),
        ]),
        ("Long runs", [
            ("D-53", "Hours of mixed journeys with faults in between",
                "Nobody sees another tenant, and nobody is signed out without a reason."),
            ("D-54", "Memory and handles after many requests", "As at the start."),
        ]),
    ];
}
