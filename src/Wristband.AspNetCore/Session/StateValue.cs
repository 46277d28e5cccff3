using System.Buffers;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// The <c>state</c> parameter: 32 random bytes in 43 characters. 43 characters hold 258 bits, and the two bits left over count how
/// often this login was restarted. So the count survives the round trip even in a browser that keeps no cookies, which is just the
/// browser that would restart for ever (S-21).
/// </summary>
internal static class StateValue
{
    public const int MostRestarts = 3;

    /// <summary>Carries the count from the callback back to the login endpoint.</summary>
    public const string RestartParameter = "restart";

    private const int Length = 43;
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static string New(int restarts)
    {
        var random = LoginState.NewSecret();
        var last = Alphabet.IndexOf(random[^1], StringComparison.Ordinal) & ~3;
        return random[..^1] + Alphabet[last | Math.Clamp(restarts, 0, MostRestarts)];
    }

    /// <summary>Whether this could be a state of ours at all.</summary>
    public static bool IsWellFormed(string? state) =>
        state is { Length: Length } && !state.AsSpan().ContainsAnyExcept(Allowed);

    public static int Restarts(string state) => Alphabet.IndexOf(state[^1], StringComparison.Ordinal) & 3;
}
