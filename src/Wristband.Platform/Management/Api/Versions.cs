using System.Globalization;
using Microsoft.Net.Http.Headers;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Api;

/// <summary>If-Match: a change is made only to the version that the caller knows. The tag is metadata.version.</summary>
internal static class Versions
{
    public static ExpectedVersion Expected(HttpRequest request)
    {
        var tags = request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0)
        {
            // A header that is no list of tags matches nothing.
            return request.Headers.IfMatch.Count == 0 ? ExpectedVersion.Any : ExpectedVersion.Of([]);
        }
        return tags.Contains(EntityTagHeaderValue.Any)
            ? ExpectedVersion.Any
            : ExpectedVersion.Of([.. tags.Where(tag => !tag.IsWeak).Select(tag => Number(tag.Tag.Value)).OfType<long>()]);
    }

    public static void Announce(HttpResponse response, string version) => response.Headers.ETag = $"\"{version}\"";

    private static long? Number(string? tag) =>
        long.TryParse(tag?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
