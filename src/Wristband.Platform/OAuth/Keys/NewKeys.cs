using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>Makes rows of keys, with the times that they all have.</summary>
internal static class NewKeys
{
    public static SigningKey Of(
        string applicationId, SigningAlgorithm algorithm, string protectedPrivateKey, DateTimeOffset now, DateTimeOffset signsFrom,
        TimeSpan publishedAfter) => new()
        {
            Id = Ids.New(),
            ApplicationId = applicationId,
            Algorithm = algorithm,
            ProtectedPrivateKey = protectedPrivateKey,
            CreatedAt = now,
            SignsFrom = signsFrom,
            SignsUntil = signsFrom + KeyLifetimes.Signs,
            PublishedUntil = signsFrom + KeyLifetimes.Signs + publishedAfter,
        };
}
