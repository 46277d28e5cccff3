using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Architecture;

/// <summary>
/// HTTP ends at pages, endpoints and middleware of the platform: an operation that never sees a request can be called by a command
/// line or a worker as well (D13).
/// </summary>
public class HttpTests
{
    private const string Http = "Microsoft.AspNetCore.Http.";

    /// <summary>Names of what stands between HTTP and the platform: pages, endpoints, and the registration of both.</summary>
    private static readonly string[] Endings = ["Page", "Endpoint", "Extensions"];

    /// <summary>What makes a type a part of the framework's or the protocol engine's way of a request.</summary>
    private static readonly string[] Marks =
    [
        "Microsoft.AspNetCore.Http.RequestDelegate", "Microsoft.AspNetCore.Http.EndpointFilterInvocationContext",
        "OpenIddict.Server.IOpenIddictServerHandler`1", "Microsoft.AspNetCore.Http.IResult",
        "Microsoft.AspNetCore.Mvc.Filters.IAlwaysRunResultFilter",
    ];

    /// <summary>Everything else, each with its reason.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["Wristband.Platform.Forms.FormCookie"] = "the framework's cookies under other rules",
        ["Wristband.Platform.Forms.KeptForms"] = "is a cookie",
        ["Wristband.Platform.Forms.SameOriginAntiforgery"] = "the framework's check under other rules",
        ["Wristband.Platform.Forms.TypedValues"] = "a part of the framework's model binding",
        ["Wristband.Platform.Management.Api.Body"] = "reads the body of a request",
        ["Wristband.Platform.Management.Api.Listing`1"] = "reads the query of a list",
        ["Wristband.Platform.Management.Api.Owned"] = "reads flags of a query",
        ["Wristband.Platform.Management.Api.Versions"] = "reads and writes the headers of versions",
        ["Wristband.Platform.OAuth.Authorize.AuthorizeQuery"] = "is the query of a request, made shorter",
        ["Wristband.Platform.OAuth.Clients.ClientStore"] = "the protocol engine asks it without saying at which host",
        ["Wristband.Platform.OAuth.Logout.LogoutRequest"] = "is the query of a request",
        ["Wristband.Platform.OAuth.OAuthError"] = "writes an answer",
        ["Wristband.Platform.OAuth.OAuthTransaction"] = "leads from the protocol engine to the request",
        ["Wristband.Platform.OAuth.ProtocolEngine"] = "runs the protocol engine on a request",
        ["Wristband.Platform.OAuth.ProtocolLimits"] = "writes the answer to who asks too often",
        ["Wristband.Platform.OAuth.Token.TokenResponse"] = "writes an answer",
        ["Wristband.Platform.Security.PagePolicy"] = "what a page adds to its own headers",
    };

    [Fact]
    public void Only_pages_endpoints_and_middleware_know_HTTP()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Wristband.Platform.dll"));

        Check(References.Of(stream)).ShouldBeNone();
    }

    [Fact]
    public void An_operation_that_sees_a_request_can_fail()
    {
        using var stream = Planted.Assembly(
            "namespace Wristband.Platform.Login { class SignIn { void Use(Microsoft.AspNetCore.Http.HttpContext c) {} } }",
            "Wristband.Platform");

        Check(References.Of(stream)).ShouldReport("Wristband.Platform.Login.SignIn uses Microsoft.AspNetCore.Http.HttpContext");
    }

    [Fact]
    public void No_exception_outlives_its_type()
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Wristband.Platform.dll"));

        Others.Keys.Except(References.Of(stream).Where(r => r.To.StartsWith(Http, StringComparison.Ordinal)).Select(r => r.From))
            .ShouldBeNone();
    }

    private static IEnumerable<string> Check(IReadOnlyList<Reference> references) =>
        from type in references.GroupBy(r => r.From)
        where type.First().FromFolder is not ("Platform" or "Platform.Http")
            && !type.Key.StartsWith("AspNetCoreGeneratedDocument.", StringComparison.Ordinal)
            && !Endings.Any(ending => type.Key.EndsWith(ending, StringComparison.Ordinal))
            && !type.Any(r => Marks.Contains(r.To))
            && !Others.ContainsKey(type.Key)
        from used in type
        where used.To.StartsWith(Http, StringComparison.Ordinal)
        select $"{type.Key} uses {used.To}. Read the request at the page or endpoint and pass what is needed.";
}
