namespace Wristband.Rules.Tests.Architecture;

/// <summary>
/// Which room may use which. A room is a project's folder, "Platform.Login" stands for the namespace Wristband.Platform.Login and
/// everything below it. What is not listed is forbidden, and a room that is not listed may not exist.
/// </summary>
internal static class Rooms
{
    /// <summary>What a journey may lean on. Journeys do not know each other, except where the table names the edge.</summary>
    private static readonly string[] Shared =
    [
        "Platform.Applications", "Platform.Audit", "Platform.Branding", "Platform.Credentials", "Platform.Data", "Platform.Email",
        "Platform.Limits",
        "Platform.Sessions", "Platform.Tenants", "Platform.Users", "Platform.Web",
    ];

    /// <summary>What a management room (one noun, its pages and its API) may lean on.</summary>
    private static readonly string[] Management = ["Platform.Audit", "Platform.Data", "Platform.Email", "Platform.Limits", "Platform.Web"];

    /// <summary>What an endpoint of the SDK may lean on. Endpoints do not know each other.</summary>
    private static readonly string[] Endpoint =
        ["AspNetCore", "AspNetCore.Session", "AspNetCore.Tokens", "AspNetCore.Sharing", "AspNetCore.Tenancy", "AspNetCore.Backchannel",
            "AspNetCore.Web"];

    public static readonly IReadOnlyDictionary<string, string[]> Table = new Dictionary<string, string[]>
    {
        // The SDK. Its root is the public surface and wires its rooms; rooms read the root's options, defaults and events.
        ["AspNetCore"] = ["AspNetCore.*"],
        // Reads the settings and registers every room's types; nothing but the root knows it.
        ["AspNetCore.Configuration"] = ["AspNetCore.*", "AspNetCore"],
        // Looks at the finished application once; no request comes by here.
        ["AspNetCore.Startup"] = ["AspNetCore", "AspNetCore.Web"],
        // Asks the settings and the keys how they are.
        ["AspNetCore.Health"] = ["AspNetCore", "AspNetCore.Tenancy", "AspNetCore.Web"],
        // Pages with a connection of their own; they see sessions, never tokens' renewal.
        ["AspNetCore.Circuits"] = ["AspNetCore", "AspNetCore.Session", "AspNetCore.Web"],
        ["AspNetCore.Login"] = Endpoint,
        ["AspNetCore.Callback"] = Endpoint,
        ["AspNetCore.Logout"] = Endpoint,
        ["AspNetCore.BackchannelLogout"] = Endpoint,
        ["AspNetCore.Bearer"] = Endpoint,
        ["AspNetCore.Tokens"] = ["AspNetCore", "AspNetCore.Session", "AspNetCore.Sharing", "AspNetCore.Tenancy", "AspNetCore.Backchannel",
            "AspNetCore.Web"],
        ["AspNetCore.Session"] = ["AspNetCore", "AspNetCore.Sharing", "AspNetCore.Tenancy", "AspNetCore.Backchannel", "AspNetCore.Web"],
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

        // The platform. Program lists the rooms; nothing knows Program.
        ["Platform"] = ["Platform.*"],

        // Hosts the platform for tests of applications, and lends its browser from the package that does without the platform.
        ["Platform.Testing"] = ["Platform", "Platform.*", "AspNetCore.Testing", "AspNetCore.Testing.*"],

        // Journeys: one thing that a person does.
        ["Platform.Login"] = [.. Shared, "Platform.Federation", "Platform.Mfa"],
        ["Platform.Signup"] = [.. Shared, "Platform.Invitations"],
        ["Platform.Recovery"] = Shared,
        ["Platform.Invitations"] = Shared,
        ["Platform.Mfa"] = Shared,
        ["Platform.Federation"] = Shared,
        ["Platform.Logout"] = Shared,

        // The protocol. It calls rooms; rooms redirect to its addresses and never call it.
        ["Platform.OAuth"] =
        [
            "Platform.Audit", "Platform.Credentials", "Platform.Data", "Platform.Limits", "Platform.Problems", "Platform.Sessions",
            "Platform.Tenants", "Platform.Users", "Platform.Web",
        ],

        // Nouns: pages and API of what administrators manage.
        ["Platform.Tenants"] = ["Platform.Audit", "Platform.Data", "Platform.Limits", "Platform.Web"],
        ["Platform.Applications"] =
        [
            .. Management,
            // The seed creates tenants and users the way signup does, with the same rules for names, addresses and hashes.
            "Platform.Credentials", "Platform.Tenants", "Platform.Users",
        ],
        // Who confirms the address of a signup opens the tenant with it.
        ["Platform.Users"] = ["Platform.Audit", "Platform.Data", "Platform.Tenants", "Platform.Web"],
        ["Platform.Roles"] = Management,
        ["Platform.Branding"] = Management,
        ["Platform.Webhooks"] = Management,

        // Layout and partials, for every page.
        ["Platform.Shared"] = ["Platform.Branding", "Platform.Web"],

        // What the rooms share.
        // A journey that ends goes on with the request that waits, or at the application's own login endpoint.
        ["Platform.Sessions"] = ["Platform.Applications", "Platform.Audit", "Platform.Credentials", "Platform.Data", "Platform.Web"],
        ["Platform.Audit"] = ["Platform.Data", "Platform.Web"],
        ["Platform.Credentials"] = ["Platform.Data", "Platform.Limits", "Platform.Web"],
        // Of Users it takes the e-mail address.
        ["Platform.Email"] = ["Platform.Data", "Platform.Users", "Platform.Web"],
        ["Platform.Limits"] = ["Platform.Web"],
        ["Platform.Problems"] = ["Platform.Limits", "Platform.Web"],
        ["Platform.Data"] = ["Platform.Web"],
        ["Platform.Web"] = [],

        // The demo shows what a user of the SDK may do, so it sees what such a user sees: the root.
        ["DemoApp"] = ["DemoApp.*", "AspNetCore"],
        ["DemoApp.Home"] = ["DemoApp.Web", "AspNetCore"],
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
        ["DemoApp.Shared"] = ["DemoApp.Web", "AspNetCore"],
        ["DemoApp.Errors"] = ["DemoApp.Web", "AspNetCore"],
        ["DemoApp.Web"] = ["AspNetCore"],
    };

    /// <summary>Packages that one room hides from all others.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Packages = new Dictionary<string, string[]>
    {
        ["OpenIddict"] = ["Platform.OAuth"],
        ["MailKit"] = ["Platform.Email"],
        ["MimeKit"] = ["Platform.Email"],
        ["NSec.Cryptography"] = ["Platform.Credentials"],
        // The host for tests closes the files of its database before it removes them.
        ["Microsoft.Data.Sqlite"] = ["Platform.Data", "Platform.OAuth", "Platform.Testing", "DemoApp.Data"],
        ["Microsoft.EntityFrameworkCore"] = ["Platform", "Platform.*", "DemoApp.*"],
    };

    public static bool Allows(string from, string to) =>
        from == to || (Table.TryGetValue(from, out var allowed) && allowed.Any(pattern => Covers(pattern, to)));

    public static bool AllowsPackage(string from, string assembly) => Packages
        .Where(package => assembly == package.Key || assembly.StartsWith(package.Key + ".", StringComparison.Ordinal))
        .All(package => package.Value.Any(pattern => Covers(pattern, from)));

    private static bool Covers(string pattern, string room) =>
        pattern == room || (pattern.EndsWith(".*", StringComparison.Ordinal) && room.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
