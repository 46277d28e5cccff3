using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Classic;

/// <summary>The same API twice: once for the browser's session, once for holders of an access token.</summary>
[ApiController]
[PostOnly]
[Route("api/classic")]
// MVC discovers public controllers only.
#pragma warning disable CA1515
public sealed class HelloController(TimeProvider time) : ControllerBase
#pragma warning restore CA1515
{
    /// <summary>__WRISTBAND__ Session cookie and CSRF header. Without session: 401 as JSON; without the header: 403.</summary>
    [Authorize(Policy = WristbandDefaults.SessionPolicy)]
    [Route("session-hello")]
    public IActionResult SessionHello([FromBody] JsonElement body) => Hello(body);

    /// <summary>__WRISTBAND__ Access token in the Authorization header. Cookies do not count, so there is no CSRF to protect from.</summary>
    [Authorize(Policy = WristbandDefaults.JwtPolicy)]
    [Route("jwt-hello")]
    public IActionResult JwtHello([FromBody] JsonElement body) => Hello(body);

    private IActionResult Hello(JsonElement body)
    {
        if (!AsksForHello(body)) return BadRequest(new { error = "Invalid action. Expected \"hello\"." });
        var timestamp = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Ok(new { message = "Hello World!", timestamp });
    }

    private static bool AsksForHello(JsonElement body)
    {
        try
        {
            return body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("action", out var action)
                && action.ValueKind == JsonValueKind.String
                && action.ValueEquals("hello");
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair ("\ud800"): JSON can spell it, no text can hold it.
            return false;
        }
    }
}
