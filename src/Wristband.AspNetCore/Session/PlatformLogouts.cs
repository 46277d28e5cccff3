using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Sharing;

namespace Wristband.AspNetCore.Session;

/// <summary>Until when the sessions of a platform session or a user are over.</summary>
/// <param name="At">Sessions that began until then, in seconds of Unix time, are over.</param>
/// <param name="Subject">Whose; null for anybody's.</param>
internal sealed record PlatformLogout(long At, string? Subject);

/// <summary>
/// Which sessions the platform has ended by back-channel logout. Nobody looks for the sessions themselves: a mark is left under the
/// platform session's or the user's id, and each session looks for its marks. A mark cannot miss a session that is just being made.
/// </summary>
internal sealed class PlatformLogouts(WristbandOptions options, SharedCache cache, TimeProvider time)
{
    private const string BySession = "logout-sid";
    private const string BySubject = "logout-sub";

    private readonly ExpiringMap<PlatformLogout> _here = new(time, capacity: null);

    /// <summary>The platform ended sessions, and this process was told.</summary>
    public event Action? Ended;

    /// <summary>Ends the sessions of a platform session, or without one all sessions of a user.</summary>
    public Task EndAsync(string? sessionId, string? subject)
    {
        var mark = new PlatformLogout(time.GetUtcNow().ToUnixTimeSeconds(), sessionId is null ? null : subject);
        return sessionId is not null ? SetAsync(BySession, sessionId, mark) : SetAsync(BySubject, subject!, mark);
    }

    /// <summary>Whether the platform has ended this session.</summary>
    public async ValueTask<bool> CoversAsync(SessionTicket session, ClaimsPrincipal user)
    {
        if (!options.BackchannelLogout) return false;
        var subject = user.GetUserId();
        var bySession = session.PlatformSessionId is { } id ? FindAsync(BySession, id) : NoneAsync();
        var bySubject = subject is not null ? FindAsync(BySubject, subject) : NoneAsync();
        return Covers(await bySession, session, subject) | Covers(await bySubject, session, subject);
    }

    private static bool Covers(PlatformLogout? mark, SessionTicket session, string? subject) =>
        mark is not null && session.Created.ToUnixTimeSeconds() <= mark.At && (mark.Subject is null || mark.Subject == subject);

    private static Task<PlatformLogout?> NoneAsync() => Task.FromResult<PlatformLogout?>(null);

    private async Task<PlatformLogout?> FindAsync(string kind, string id)
    {
        if (_here.TryGet(kind + id, out var mark) || !cache.IsUsed) return mark;
        return await cache.GetAsync(kind, id) is { } bytes
            ? JsonSerializer.Deserialize(bytes, PlatformLogoutJson.Default.PlatformLogout)
            : null;
    }

    private async Task SetAsync(string kind, string id, PlatformLogout mark)
    {
        if (cache.IsUsed)
            await cache.SetAsync(kind, id, JsonSerializer.SerializeToUtf8Bytes(mark, PlatformLogoutJson.Default.PlatformLogout),
                options.SessionLifetime);
        _here.Set(kind + id, mark, options.SessionLifetime);
        Ended?.Invoke();
    }
}

[JsonSerializable(typeof(PlatformLogout))]
internal sealed partial class PlatformLogoutJson : JsonSerializerContext;
