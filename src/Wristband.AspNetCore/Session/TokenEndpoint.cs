using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>GET token: the access token for a front end that calls APIs by itself, in the shape the frontend SDKs read.</summary>
internal sealed class TokenEndpoint(SchemeNames names)
{
    public Task HandleAsync(HttpContext context)
    {
        context.SetNoStore();
        var ticket = RequestSession.Of(context, names).Ticket!;
        var body = new TokenBody(ticket.AccessToken, ticket.RefreshDue.ToUnixTimeMilliseconds());
        return context.Response.WriteAsJsonAsync(body, TokensJson.Default.TokenBody);
    }
}

/// <summary>The token, and until when it is good to use: the time at which this application refreshes it.</summary>
internal sealed record TokenBody(string AccessToken, long ExpiresAt)
{
    public override string ToString() => nameof(TokenBody);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TokenBody))]
internal sealed partial class TokensJson : JsonSerializerContext;
