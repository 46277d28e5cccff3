using System.Net.Http.Headers;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>One call to the platform: what, how long it may take and how much it may say.</summary>
internal sealed record PlatformCall(HttpMethod Method, string Path, string Endpoint, TimeSpan Timeout)
{
    public const int LargestAnswer = 256 * 1024;

    /// <summary>Form fields; each value is percent-encoded by the framework.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    /// <summary>A JSON body, ready to send.</summary>
    public byte[]? Json { get; init; }

    public AuthenticationHeaderValue? Authorization { get; init; }

    public int MaxBytes { get; init; } = LargestAnswer;
}
