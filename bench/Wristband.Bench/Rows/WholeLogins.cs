using Wristband.Bench.Load;
using Wristband.Bench.Results;

namespace Wristband.Bench.Rows;

/// <summary>Logins as people do them, over HTTP, with the password hash that production uses.</summary>
internal sealed class WholeLogins(Logins logins)
{
    private const int Tabs = 8;
    private const int OneByOne = 120;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan HashDuration = TimeSpan.FromSeconds(3);

    public async Task<Result[]> FullAsync()
    {
        await logins.ManyAsync(64);
        var perSecond = await RateAsync(async person => await logins.RunAsync(0, person));
        var hash = Median.Of(Enumerable.Range(0, 40).Select(_ => Argon2.Once().TotalMilliseconds));
        var rest = new List<double>();
        for (var n = 0; n < OneByOne; n++) rest.Add(Math.Max(0, (await logins.RunAsync(0, n % 32)).Took.TotalMilliseconds - hash));
        return
        [
            Result.Alone("full-login", perSecond, "logins/s",
                $"authorize, login page, password, code, tokens, userinfo; {Argon2.Cost}; {Tabs} at once " +
                    $"for {Duration.TotalSeconds:0} s, client on the same {Environment.ProcessorCount} cores"),
            Result.Alone("full-login-p95-without-hash", Median.P95(rest), "ms (less is better)",
                $"{OneByOne} whole logins one after the other, each less {hash:0.0} ms for the hash; " +
                    $"median {Median.Of(rest):0.0} ms; includes the client"),
        ];
    }

    public async Task<Result> PasswordsAsync()
    {
        await logins.ManyAsync(32);
        var alone = await Argon2.PerSecondAndCoreAsync(HashDuration);
        var perSecond = await RateAsync(async person => await logins.SignInAsync(0, person));
        return Result.Against(
            "password-hash", perSecond / Environment.ProcessorCount, alone, "libsodium hashing alone", "logins/s and core",
            $"{Argon2.Cost}, {Argon2.Pages}; authorize, login page and password for {Duration.TotalSeconds:0} s, {Tabs} at once, client " +
                $"on the same {Environment.ProcessorCount} cores");
    }

    private static async Task<double> RateAsync(Func<int, Task> login)
    {
        var started = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async tab =>
        {
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(started) < Duration; count++) await login((tab * 4) + (count % 4));
            return count;
        }));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
