using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>
/// The files that a reader passes from a request to what comes of it, in the order of reading. Each one is named by one that was read
/// before, is the kind of it that does the work, or answers an address of it. Guards that only say no are left out.
/// </summary>
internal sealed record Walk(string Name, int MostFiles, string[] Files)
{
    public static readonly IReadOnlyList<Walk> All =
    [
        new("From GET /api/auth/login to the redirect", MostFiles: 10,
        [
            "src/Wristband.AspNetCore/WristbandEndpointExtensions.cs",
            "src/Wristband.AspNetCore/Login/LoginEndpoint.cs",
            "src/Wristband.AspNetCore/Tenancy/SettingsSource.cs",
            "src/Wristband.AspNetCore/Tenancy/TenantResolution.cs",
            "src/Wristband.AspNetCore/Tenancy/ReturnUrls.cs",
            "src/Wristband.AspNetCore/Login/AuthorizationRequest.cs",
            "src/Wristband.AspNetCore/Login/CustomState.cs",
            "src/Wristband.AspNetCore/Session/LoginStateCookies.cs",
            "src/Wristband.AspNetCore/Tenancy/TenantUrls.cs",
            "src/Wristband.AspNetCore/Web/Redirects.cs",
        ]),
        new("From an expired token to the renewed cookie", MostFiles: 12,
        [
            "src/Wristband.AspNetCore/Session/SessionCookieEvents.cs",
            "src/Wristband.AspNetCore/Session/SessionValidation.cs",
            "src/Wristband.AspNetCore/Session/SessionRefresh.cs",
            "src/Wristband.AspNetCore/Backchannel/SingleFlight.cs",
            "src/Wristband.AspNetCore/Session/SessionStore.cs",
            "src/Wristband.AspNetCore/Tokens/RefreshTokenGrant.cs",
            "src/Wristband.AspNetCore/Backchannel/PlatformHttp.cs",
            "src/Wristband.AspNetCore/Tokens/TokenGrant.cs",
            "src/Wristband.AspNetCore/Tokens/UserInfo.cs",
            "src/Wristband.AspNetCore/Tokens/SignedInUser.cs",
            "src/Wristband.AspNetCore/Session/SessionTicket.cs",
            "src/Wristband.AspNetCore/Session/SessionCookies.cs",
        ]),
        new("From the token endpoint to the stored row", MostFiles: 14,
        [
            "src/Wristband.Platform/OAuth/Token/TokenEndpoint.cs",
            "src/Wristband.Platform/OAuth/ProtocolEngine.cs",
            "src/Wristband.Platform/OAuth/Token/FindPresentedToken.cs",
            "src/Wristband.Platform/OAuth/Token/HandleRefreshGrant.cs",
            "src/Wristband.Platform/OAuth/Token/RefreshLifetime.cs",
            "src/Wristband.Platform/OAuth/Storage/TokenStore.cs",
            "src/Wristband.Platform/Data/Sqlite/SqliteTokenStore.cs",
            "src/Wristband.Platform/OAuth/Storage/RefreshTokenChain.cs",
            "src/Wristband.Platform/Data/Sqlite/SqliteWriter.cs",
            "src/Wristband.Platform/Data/Sqlite/TokenRow.cs",
            "src/Wristband.Platform/Data/Sqlite/SqliteWriteStatements.cs",
        ]),
        new("From the login form to the issued code", MostFiles: 18,
        [
            "src/Wristband.Platform/Login/LoginPage.cshtml.cs",
            "src/Wristband.Platform/Login/LoginEntrance.cs",
            "src/Wristband.Platform/Sessions/WaitingRequests.cs",
            "src/Wristband.Platform/Login/PasswordSignIn.cs",
            "src/Wristband.Platform/Login/PasswordCheck.cs",
            "src/Wristband.Platform/Login/SignInGuard.cs",
            "src/Wristband.Platform/Sessions/SignIn.cs",
            "src/Wristband.Platform/Sessions/SessionStart.cs",
            "src/Wristband.Platform/Sessions/Continuation.cs",
            "src/Wristband.Platform/OAuth/Authorize/AuthorizeEndpoint.cs",
            "src/Wristband.Platform/OAuth/Authorize/ResumeRequest.cs",
            "src/Wristband.Platform/OAuth/Authorize/HandleAuthorization.cs",
            "src/Wristband.Platform/Sessions/SsoSessions.cs",
            "src/Wristband.Platform/OAuth/Authorize/AuthorizationDecision.cs",
            "src/Wristband.Platform/OAuth/Storage/TokenStore.cs",
            "src/Wristband.Platform/Data/Sqlite/SqliteTokenStore.cs",
        ]),
    ];

    /// <summary>The section of docs/map.md.</summary>
    public static string Section(IReadOnlyList<SourceFile> sources)
    {
        var text = new StringBuilder("""

            ## Walks

            What to read, in this order, to follow a request. Each file is named by the one in brackets.

            """);
        foreach (var walk in All)
        {
            text.Append($"\n**{walk.Name}**, at most {walk.MostFiles} files\n\n");
            for (var i = 0; i < walk.Files.Length; i++)
            {
                var by = i == 0 ? "" : walk.NamedBy(i, sources) is { } file ? $" ({TypeOf(file)})" : " (nobody)";
                text.Append($"{i + 1}. [{TypeOf(walk.Files[i])}](../{walk.Files[i]}){by}\n");
            }
        }
        return text.ToString();
    }

    public IEnumerable<string> Problems(IReadOnlyList<SourceFile> sources)
    {
        if (Files.Length > MostFiles) yield return $"{Name} takes {Files.Length} files, {MostFiles} are allowed.";
        foreach (var file in Files.Where(file => sources.All(s => s.Path != file))) yield return $"{Name}: {file} does not exist.";
        for (var i = 1; i < Files.Length; i++)
        {
            if (NamedBy(i, sources) is null) yield return $"{Name}: no file before it names {TypeOf(Files[i])}.";
        }
    }

    /// <summary>The nearest file before this one that leads to it.</summary>
    private string? NamedBy(int index, IReadOnlyList<SourceFile> sources)
    {
        var next = sources.FirstOrDefault(s => s.Path == Files[index]);
        return Files.Take(index).Reverse().FirstOrDefault(earlier =>
            sources.FirstOrDefault(s => s.Path == earlier) is { } file
            && (Names(file, TypeOf(Files[index])) || Extends(next, TypeOf(earlier)) || Answers(next, TypeOf(earlier))));
    }

    private static bool Names(SourceFile file, string type) =>
        file.Nodes<SimpleNameSyntax>().Any(name => name.Identifier.Text == type);

    private static bool Extends(SourceFile? file, string parent) => file is not null
        && file.Nodes<BaseTypeSyntax>().Any(t => t.Type is SimpleNameSyntax name && name.Identifier.Text == parent);

    // The browser goes between the two: one says where to, the other answers there.
    private static bool Answers(SourceFile? file, string type) => file is not null
        && file.Nodes<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: var method }
            && method.StartsWith("Map", StringComparison.Ordinal)
            && call.ArgumentList.Arguments is [{ Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax owner } }, ..]
            && owner.Identifier.Text == type);

    private static string TypeOf(string path) => Path.GetFileNameWithoutExtension(path).Replace(".cshtml", "", StringComparison.Ordinal);
}
