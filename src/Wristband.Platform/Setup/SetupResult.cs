using System.Text.Json.Serialization;

namespace Wristband.Platform.Setup;

/// <summary>What the first setup made: all that a program needs to go on by the API, and the link for the person.</summary>
/// <param name="ApplicationId">The first application.</param>
/// <param name="ApplicationVanityDomain">Its host as SDKs are configured with it, port included.</param>
/// <param name="ClientId">A machine-to-machine client with the role "Application Admin Client".</param>
/// <param name="ClientSecret">Its secret. It is told here once; the database has a hash.</param>
/// <param name="SetupUrl">Where the workspace administrator sets a password. It works once, for half an hour.</param>
internal sealed record SetupResult(
    [property: JsonPropertyName("applicationId")] string ApplicationId,
    [property: JsonPropertyName("applicationVanityDomain")] string ApplicationVanityDomain,
    [property: JsonPropertyName("clientId")] string ClientId,
    [property: JsonPropertyName("clientSecret")] string ClientSecret,
    [property: JsonPropertyName("setupUrl")] string SetupUrl)
{
    /// <summary>The three values as an SDK's .env names them.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, string Value)> Variables =>
    [
        ("APPLICATION_VANITY_DOMAIN", ApplicationVanityDomain), ("CLIENT_ID", ClientId), ("CLIENT_SECRET", ClientSecret),
    ];

    /// <summary>Without the secret and the link.</summary>
    public override string ToString() => $"{nameof(SetupResult)} {ApplicationId}";
}
