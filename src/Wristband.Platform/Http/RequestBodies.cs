using System.Text.Json;

namespace Wristband.Platform.Http;

/// <summary>
/// Reads bodies that strangers send. The framework takes a content type's word for what is in the body, and throws very different
/// exceptions when that is not true or the character set does not exist; all of them are the sender's mistake (G-03). A body that is
/// too large is an exception of its own, says its status itself and is let through.
/// </summary>
internal static class RequestBodies
{
    /// <summary>Whether the form of this request could be read; afterwards it is at hand.</summary>
    public static async Task<bool> TryReadFormAsync(HttpRequest request)
    {
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return true;
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return false;
        }
    }

    /// <summary>The JSON object in the body; null when there is none, or none that can be read.</summary>
    public static async Task<T?> ReadJsonAsync<T>(HttpRequest request) where T : class
    {
        if (!request.HasJsonContentType()) return null;
        try
        {
            return await request.ReadFromJsonAsync<T>(request.HttpContext.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is JsonException || IsUnreadable(unreadable))
        {
            return null;
        }
    }

    private static bool IsUnreadable(Exception exception) => exception is not BadHttpRequestException
        and (IOException or InvalidDataException or InvalidOperationException or NotSupportedException or ArgumentException);
}
