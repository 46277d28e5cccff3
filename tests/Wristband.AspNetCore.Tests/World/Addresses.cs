using Microsoft.AspNetCore.WebUtilities;

namespace Wristband.AspNetCore.Tests.World;

internal static class Addresses
{
    /// <summary>A query parameter's value; null when it is absent.</summary>
    public static string? Parameter(this Uri url, string name) =>
        QueryHelpers.ParseQuery(url.Query).TryGetValue(name, out var values) ? values.ToString() : null;
}
