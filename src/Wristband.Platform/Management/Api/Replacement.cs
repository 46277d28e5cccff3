namespace Wristband.Platform.Management.Api;

/// <summary>?replace_custom_metadata=true: metadata of a patch takes the place of what was there, instead of being merged with it.</summary>
internal static class Replacement
{
    public static bool IsAsked(HttpRequest request) =>
        string.Equals(request.Query["replace_custom_metadata"], "true", StringComparison.OrdinalIgnoreCase);
}
