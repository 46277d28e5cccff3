using System.Globalization;
using System.Text.Json;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>What came back from the platform, or why nothing did. A failed call is a value here, never an exception.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The body, at most as long as the call allowed.</param>
/// <param name="Failure">Null when an answer arrived; else <c>name_unknown</c>, <c>connect</c>,
/// <c>not_trusted</c>, <c>timeout</c>, <c>transport</c> or <c>too_large</c>.</param>
/// <param name="RetryAfter">The platform's own wish about when to come back.</param>
internal sealed record PlatformReply(int Status, byte[] Body, string? Failure = null, TimeSpan? RetryAfter = null)
{
    /// <summary>There is no such host.</summary>
    public const string NameUnknown = "name_unknown";

    /// <summary>Nothing listens there.</summary>
    public const string NotConnected = "connect";

    /// <summary>Something listens there, and shows no certificate that this machine trusts.</summary>
    public const string NotTrusted = "not_trusted";

    public bool IsOk => Failure is null && Status == 200;

    /// <summary>True when the platform cannot have acted on the request, so that repeating it is safe.</summary>
    public bool WasNotProcessed => Failure is NameUnknown or NotConnected or NotTrusted || (Failure is null && Status is 502 or 503 or 504);

    /// <summary>The failure as a short stable word for logs and metrics.</summary>
    public string Reason => Failure ?? "http_" + Status.ToString(CultureInfo.InvariantCulture);

    /// <summary>The body as a JSON object; null for anything else.</summary>
    public JsonElement? Object() => ForeignJson.Object(Body);

    /// <summary>The <c>error</c> member of an OAuth error body.</summary>
    public string? OAuthError => Object() is { } body ? body.Text("error") : null;
}
