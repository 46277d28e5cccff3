using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>What has happened so far in one sign-in: through login and callback, and the calls from server to server in between.</summary>
internal sealed class LoginRecord(TimeProvider time)
{
    private const int Most = 24;
    private static readonly TimeSpan OneAttempt = TimeSpan.FromMinutes(10);
    private readonly Lock _lock = new();
    private List<LoginStep> _steps = [];

    /// <summary>Whose sign-in it turned out to be.</summary>
    public ClaimsIdentity? Identity { get; private set; }

    public static LoginRecord? Of(HttpContext? context) => context?.Items[typeof(LoginRecord)] as LoginRecord;

    public static IReadOnlyList<LoginStep> Parse(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<LoginStep>>(json) ?? [];

    public string ToJson()
    {
        lock (_lock) return JsonSerializer.Serialize(_steps);
    }

    /// <summary>Forgets the oldest step; false when there is none.</summary>
    public bool ForgetFirst()
    {
        lock (_lock)
        {
            if (_steps.Count == 0) return false;
            _steps.RemoveAt(0);
            return true;
        }
    }

    /// <summary>Goes on where the same sign-in stopped. An attempt that was given up is not part of the next one.</summary>
    public void Continue(IReadOnlyList<LoginStep> earlier)
    {
        if (earlier is [.., var last] && time.GetUtcNow() - last.At < OneAttempt) _steps = [.. earlier.TakeLast(Most / 2)];
    }

    public void Requested(HttpRequest request, StepKind kind) =>
        Add(kind, $"{request.Method} {request.Path}", Facts.OfQuery(request.QueryString.Value));

    public void Answered(HttpResponse response, StepKind kind)
    {
        var cookies = Facts.OfCookies(response, time.GetUtcNow());
        var target = response.Headers.Location.ToString();
        if (target.Length == 0) Add(kind, $"{response.StatusCode}", cookies);
        else if (Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme.StartsWith("http", StringComparison.Ordinal))
            Add(kind, $"{response.StatusCode} {url.Authority}{url.AbsolutePath}", [.. Facts.OfQuery(url.Query), .. cookies]);
        else Add(kind, $"{response.StatusCode} {target.Split('?')[0]}", cookies);
    }

    public void ServerCalled(HttpRequestMessage request, int? status, TimeSpan elapsed) => Add(
        StepKind.ServerCalled, $"{request.Method} {request.RequestUri?.Authority}{request.RequestUri?.AbsolutePath}",
        [
            new(Fact.Answer, status?.ToString(CultureInfo.InvariantCulture) ?? "–",
                elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)),
        ]);

    /// <summary>__WRISTBAND__ OnSignedIn: the claims that the session will hold.</summary>
    public void SignedIn(ClaimsIdentity identity)
    {
        Identity = identity;
        Add(StepKind.Known, "", Facts.OfClaims(identity));
    }

    private void Add(StepKind kind, string what, IEnumerable<Fact> facts)
    {
        lock (_lock)
        {
            if (_steps.Count < Most) _steps.Add(new LoginStep(kind, time.GetUtcNow(), what, [.. facts]));
        }
    }
}
