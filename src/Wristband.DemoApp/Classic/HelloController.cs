using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wristband.AspNetCore;
using Wristband.DemoApp.Hello;

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
    public Task<IActionResult> SessionHello() => HelloAsync();

    /// <summary>
    /// __WRISTBAND__ Access token in the Authorization header. Cookies do not count, so there is no CSRF to protect from.
    /// </summary>
    [Authorize(Policy = WristbandDefaults.JwtPolicy)]
    [Route("jwt-hello")]
    public Task<IActionResult> JwtHello() => HelloAsync();

    private async Task<IActionResult> HelloAsync()
    {
        if (await HelloBody.ProblemOfAsync(Request) is { } problem) return BadRequest(new { error = problem });
        var timestamp = time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return Ok(new { message = "Hello World!", timestamp });
    }
}
