namespace Wristband.Rules.Tests.Architecture;

/// <summary>
/// Which feature folder may use which. "Platform.Login" stands for the namespace Wristband.Platform.Login and everything below it that has
/// no row of its own. What is not listed is forbidden, and a folder that is not listed may not exist. The database's rows, which live with
/// their nouns, count as "Platform.Data": whoever may ask the database may name them.
/// </summary>
internal static class FeatureFolders
{
    /// <summary>What a journey may lean on. Journeys do not know each other, except where the table names the edge.</summary>
    private static readonly string[] Journey =
    [
        "Platform.Applications", "Platform.Audit", "Platform.Background", "Platform.Branding", "Platform.Credentials", "Platform.Data",
        "Platform.Email", "Platform.Forms", "Platform.Http", "Platform.Operations", "Platform.Security", "Platform.Sessions",
        "Platform.Shared", "Platform.Tenants", "Platform.Users",
    ];

    /// <summary>What a noun, its pages and its API may lean on.</summary>
    private static readonly string[] Noun =
        ["Platform.Audit", "Platform.Data", "Platform.Email", "Platform.Http", "Platform.Operations", "Platform.Security"];

    /// <summary>What an endpoint of the SDK may lean on. Endpoints do not know each other.</summary>
    private static readonly string[] Endpoint =
        ["AspNetCore", "AspNetCore.Session", "AspNetCore.Tokens", "AspNetCore.Sharing", "AspNetCore.Tenancy", "AspNetCore.Backchannel",
            "AspNetCore.Web"];

    public static readonly IReadOnlyDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        // The SDK. Its root is the public surface and wires its folders; they read the root's options, defaults and events.
        ["AspNetCore"] = ["AspNetCore.*"],
        // Reads the settings and registers every folder's types; nothing but the root knows it.
        ["AspNetCore.Configuration"] = ["AspNetCore.*", "AspNetCore"],
        // Looks at the finished application once; no request comes by here.
        ["AspNetCore.Startup"] = ["AspNetCore", "AspNetCore.Tenancy", "AspNetCore.Web"],
        // Asks the settings and the keys how they are.
        ["AspNetCore.Health"] = ["AspNetCore", "AspNetCore.Tenancy", "AspNetCore.Web"],
        // Pages with a connection of their own; they see sessions, never tokens' renewal.
        ["AspNetCore.Circuits"] = ["AspNetCore", "AspNetCore.Session", "AspNetCore.Web"],
        ["AspNetCore.Login"] = Endpoint,
        ["AspNetCore.Callback"] = Endpoint,
        ["AspNetCore.Logout"] = Endpoint,
        ["AspNetCore.BackchannelLogout"] = Endpoint,
        ["AspNetCore.Bearer"] = Endpoint,
        ["AspNetCore.Tokens"] = ["AspNetCore", "AspNetCore.Backchannel", "AspNetCore.Web"],
        ["AspNetCore.Session"] = ["AspNetCore", "AspNetCore.Tokens", "AspNetCore.Sharing", "AspNetCore.Tenancy", "AspNetCore.Backchannel",
            "AspNetCore.Web"],
        // What replicas of one application share: its cache and its locks.
        ["AspNetCore.Sharing"] = ["AspNetCore", "AspNetCore.Web"],
        ["AspNetCore.Tenancy"] = ["AspNetCore", "AspNetCore.Backchannel", "AspNetCore.Web"],
        ["AspNetCore.Backchannel"] = ["AspNetCore", "AspNetCore.Web"],
        ["AspNetCore.Web"] = ["AspNetCore"],

        // The package for tests of applications: what a user of the SDK sees, and the two sides that it stands in for.
        ["AspNetCore.Testing"] = ["AspNetCore", "AspNetCore.Testing.*"],
        ["AspNetCore.Testing.StandIn"] = ["AspNetCore", "AspNetCore.Testing"],
        // A visitor signs in at the stand-in.
        ["AspNetCore.Testing.Visitor"] = ["AspNetCore", "AspNetCore.Testing", "AspNetCore.Testing.StandIn"],

        // The platform. Program lists the folders and picks the database engine; nothing knows Program.
        ["Platform"] = ["Platform.*"],

        // Hosts the platform for tests of applications, and lends its browser from the package that does without the platform.
        ["Platform.Testing"] = ["Platform", "Platform.*", "AspNetCore.Testing", "AspNetCore.Testing.*"],

        // Journeys: one thing that a person does.
        ["Platform.Login"] = [.. Journey, "Platform.Federation", "Platform.Mfa"],
        // Whoever opens a tenant becomes its owner, with what owners may do.
        ["Platform.Signup"] = [.. Journey, "Platform.Invitations", "Platform.Permissions"],
        ["Platform.Recovery"] = Journey,
        ["Platform.Invitations"] = Journey,
        ["Platform.Mfa"] = Journey,
        ["Platform.Federation"] = Journey,

        // The protocol. It calls other folders; they redirect to its addresses and never call it. Who gives a client a new secret may do
        // what the client may: that takes the permissions of both.
        ["Platform.OAuth"] =
        [
            "Platform.Audit", "Platform.Background", "Platform.Credentials", "Platform.Data", "Platform.Http", "Platform.Operations",
            "Platform.Permissions", "Platform.Security", "Platform.Sessions", "Platform.Telemetry", "Platform.Tenants", "Platform.Users",
        ],
        // Where an application's people go after they signed out, with a page that has the tenant's look.
        ["Platform.OAuth.Logout"] = [.. Journey, "Platform.OAuth"],

        // Nouns: what administrators manage.
        ["Platform.Tenants"] =
        [
            "Platform.Audit", "Platform.Background", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Security",
            "Platform.Telemetry",
        ],
        ["Platform.Applications"] =
        [
            .. Noun,
            // The seed creates tenants and users the way signup does, with the same rules for names, addresses and hashes. An application
            // begins with the predefined roles.
            "Platform.Credentials", "Platform.Permissions", "Platform.Tenants", "Platform.Users",
        ],
        // Who confirms the address of a signup opens the tenant with it.
        ["Platform.Users"] =
            ["Platform.Audit", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Security", "Platform.Tenants"],
        // What somebody may do, and what it is called.
        ["Platform.Permissions"] = ["Platform.Audit", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Security"],
        // A role is made of permissions.
        ["Platform.Roles"] = [.. Noun, "Platform.Permissions"],
        // Permissions say whose a look may be. It sends no mail: mails wear it.
        ["Platform.Branding"] =
        [
            "Platform.Audit", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Permissions", "Platform.Security",
            "Platform.Telemetry",
        ],
        ["Platform.Webhooks"] = Noun,

        // The API over the nouns: one file a noun, no rule of its own. It reads access tokens.
        ["Platform.Management"] =
        [
            "Platform.Applications", "Platform.Audit", "Platform.Branding", "Platform.Data", "Platform.Http", "Platform.OAuth",
            "Platform.Operations", "Platform.Permissions", "Platform.Roles", "Platform.Security", "Platform.Tenants", "Platform.Users",
        ],

        // How every form answers, and the page over which an accepted one goes on.
        ["Platform.Forms"] = ["Platform.Http", "Platform.Operations", "Platform.Security", "Platform.Sessions", "Platform.Shared"],

        // Layout and partials, for every page.
        ["Platform.Shared"] = ["Platform.Branding", "Platform.Http", "Platform.Security"],

        // What the folders share.
        // A journey that ends goes on with the request that waits, or at the application's own login endpoint.
        ["Platform.Sessions"] =
        [
            "Platform.Applications", "Platform.Audit", "Platform.Background", "Platform.Credentials", "Platform.Data", "Platform.Http",
            "Platform.Operations", "Platform.Security", "Platform.Telemetry",
        ],
        ["Platform.Audit"] = ["Platform.Data", "Platform.Http", "Platform.Operations"],
        // A password that is set with a link from a mail proves the address with it.
        ["Platform.Credentials"] =
        [
            "Platform.Audit", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Security", "Platform.Telemetry",
            "Platform.Users",
        ],
        // Of Users it takes the e-mail address, of Operations the journey that a mail belongs to, of Branding what mails look like.
        ["Platform.Email"] =
        [
            "Platform.Background", "Platform.Branding", "Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Security",
            "Platform.Users",
        ],
        ["Platform.Security"] = ["Platform.Data", "Platform.Http", "Platform.Operations", "Platform.Startup", "Platform.Telemetry"],
        // Who asks, and how an operation answers.
        ["Platform.Operations"] = ["Platform.Http"],

        // One database engine a folder: connection, migrations, and the token store in the engine's own SQL. Only the root knows it.
        ["Platform.Data.Sqlite"] =
        [
            "Platform.Data", "Platform.Data.Engines", "Platform.Http", "Platform.OAuth", "Platform.Security", "Platform.Startup",
            "Platform.Telemetry",
        ],
        ["Platform.Data.Postgres"] =
            ["Platform.Background", "Platform.Data", "Platform.Data.Engines", "Platform.OAuth", "Platform.Security", "Platform.Startup"],
        // Which engine it is, and what happens on every one before anything is read.
        ["Platform.Data.Engines"] = ["Platform.Data", "Platform.OAuth", "Platform.Security", "Platform.Startup"],
        ["Platform.Data"] = ["Platform.Http"],
        // Deliveries and retention: rows of the database, on a clock.
        ["Platform.Background"] = ["Platform.Data", "Platform.Telemetry"],
        // A command reads the line, calls an operation and prints what came of it.
        ["Platform.Cli"] = ["Platform.Data", "Platform.Startup"],
        // Where features' instruments and spans come from, and where they go.
        ["Platform.Telemetry"] = ["Platform.Startup"],
        // Why the platform does not start, told to an operator.
        ["Platform.Startup"] = [],
        ["Platform.Http"] = [],

        // The demo shows what a user of the SDK may do, so it sees what such a user sees: the root.
        ["DemoApp"] = ["DemoApp.*", "AspNetCore"],
        ["DemoApp.Home"] = ["DemoApp.Shared", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Classic"] = ["DemoApp.Hello", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.MinimalApis"] = ["DemoApp.Hello", "DemoApp.Web", "AspNetCore"],
        // What both pages with hello APIs read.
        ["DemoApp.Hello"] = [],
        ["DemoApp.Members"] = ["DemoApp.Data", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Admin"] = ["DemoApp.Data", "DemoApp.Members", "DemoApp.Web"],
        ["DemoApp.Notes"] = ["DemoApp.Data", "DemoApp.Members", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Spa"] = ["DemoApp.Web"],
        ["DemoApp.Workspaces"] = ["DemoApp.Web", "AspNetCore"],
        ["DemoApp.WhatHappened"] = ["DemoApp.Data", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Live"] = ["DemoApp.Data", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Data"] = ["DemoApp.Web", "AspNetCore"],
        // The navigation shows a place to those who may go there.
        ["DemoApp.Shared"] = ["DemoApp.Members", "DemoApp.Web", "AspNetCore"],
        ["DemoApp.Errors"] = ["DemoApp.Web", "AspNetCore"],
        ["DemoApp.Telemetry"] = [],
        ["DemoApp.Web"] = ["AspNetCore"],
    };

    /// <summary>Packages that one folder hides from all others.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Packages = new Dictionary<string, string[]>
    {
        ["OpenIddict"] = ["Platform.OAuth"],
        ["MailKit"] = ["Platform.Email"],
        ["MimeKit"] = ["Platform.Email"],
        ["NSec.Cryptography"] = ["Platform.Credentials"],
        ["System.CommandLine"] = ["Platform.Cli"],
        ["OpenTelemetry"] = ["Platform.Telemetry", "DemoApp.Telemetry"],
        // The host for tests closes the files of its database before it removes them.
        ["Microsoft.Data.Sqlite"] = ["Platform.Data.Sqlite", "Platform.Testing", "DemoApp.Data"],
        ["Microsoft.EntityFrameworkCore.Sqlite"] = ["Platform.Data.Sqlite", "DemoApp.Data"],
        ["SQLitePCLRaw"] = ["Platform.Data.Sqlite", "DemoApp.Data"],
        ["Npgsql"] = ["Platform.Data.Postgres"],
        ["Microsoft.EntityFrameworkCore"] = ["Platform", "Platform.*", "DemoApp.*"],
    };

    public static bool Allows(string from, string to) =>
        from == to || (Table.TryGetValue(from, out var allowed) && allowed.Any(pattern => Covers(pattern, to)));

    public static bool AllowsPackage(string from, string assembly) => Packages
        .Where(package => assembly == package.Key || assembly.StartsWith(package.Key + ".", StringComparison.Ordinal))
        .All(package => package.Value.Any(pattern => Covers(pattern, from)));

    private static bool Covers(string pattern, string folder) =>
        pattern == folder
            || (pattern.EndsWith(".*", StringComparison.Ordinal) && folder.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
