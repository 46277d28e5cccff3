using System.Security.Cryptography;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>Codes and refresh tokens: each code once, refresh tokens rotating, the end of a grant the end of all of them.</summary>
internal sealed class Grants
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Grant> _byCode = [];
    private readonly Dictionary<string, Grant> _byRefreshToken = [];
    private readonly Dictionary<string, Grant> _byAccessToken = [];

    public string NewCode(Grant grant)
    {
        var code = New();
        lock (_gate) _byCode.Add(code, grant);
        return code;
    }

    public Grant? UseCode(string code)
    {
        lock (_gate) return _byCode.Remove(code, out var grant) ? grant : null;
    }

    public string FirstRefreshToken(Grant grant)
    {
        lock (_gate) return Next(grant);
    }

    /// <summary>The grant and the token that follows; null for what is unknown, ended or used too long ago, which ends its grant.</summary>
    public Grant? UseRefreshToken(string token, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_byRefreshToken.TryGetValue(token, out var grant) || grant.HasEnded) return null;
            if (token == grant.RefreshToken)
            {
                grant.Used.Add((token, now));
                Next(grant);
                return grant;
            }
            if (grant.Forgives(token, now)) return grant;
            grant.HasEnded = true;
            return null;
        }
    }

    public void Remember(string accessToken, Grant grant)
    {
        lock (_gate) _byAccessToken[accessToken] = grant;
    }

    public Grant? OfAccessToken(string accessToken)
    {
        lock (_gate) return _byAccessToken.TryGetValue(accessToken, out var grant) && !grant.HasEnded ? grant : null;
    }

    public void End(string refreshToken)
    {
        lock (_gate)
        {
            if (_byRefreshToken.TryGetValue(refreshToken, out var grant)) grant.HasEnded = true;
        }
    }

    public void EndAllOf(TestUser user)
    {
        lock (_gate)
        {
            foreach (var grant in _byRefreshToken.Values
                .Where(g => g.User.Id == user.Id && g.User.TenantId == user.TenantId)) grant.HasEnded = true;
        }
    }

    private string Next(Grant grant)
    {
        grant.RefreshToken = New();
        _byRefreshToken.Add(grant.RefreshToken, grant);
        return grant.RefreshToken;
    }

    private static string New() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
