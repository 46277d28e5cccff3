using System.Collections.Frozen;

namespace Wristband.Platform.Operations;

/// <summary>
/// What a caller may do beyond what everybody may. Two questions are asked of it: whether the caller has a permission at all, and, as a
/// filter of what is read and written, how far it reaches. What is out of reach looks like what does not exist (P-46).
/// </summary>
internal sealed class CallerPermissions
{
    private readonly FrozenDictionary<string, Reach> _granted;
    private readonly FrozenDictionary<string, Reach> _implied;
    private readonly bool _isPlatform;

    private CallerPermissions(IReadOnlyDictionary<string, Reach> granted, IReadOnlyDictionary<string, Reach> implied, bool isPlatform)
    {
        _granted = granted.ToFrozenDictionary(StringComparer.Ordinal);
        _implied = implied.ToFrozenDictionary(StringComparer.Ordinal);
        _isPlatform = isPlatform;
    }

    public static CallerPermissions None { get; } =
        new(FrozenDictionary<string, Reach>.Empty, FrozenDictionary<string, Reach>.Empty, isPlatform: false);

    /// <summary>Of the platform itself and whoever operates it: at the command line, from a file, in the background.</summary>
    public static CallerPermissions Everything { get; } =
        new(FrozenDictionary<string, Reach>.Empty, FrozenDictionary<string, Reach>.Empty, isPlatform: true);

    /// <summary>What was given by roles, in order.</summary>
    public IEnumerable<string> Values => _granted.Keys.Order(StringComparer.Ordinal);

    /// <summary>What roles give, and what goes without saying.</summary>
    public static CallerPermissions Of(
        IReadOnlyDictionary<string, Reach> granted, IReadOnlyDictionary<string, Reach>? implied = null) =>
        new(granted, implied ?? FrozenDictionary<string, Reach>.Empty, isPlatform: false);

    public bool Has(string permission) =>
        _isPlatform || _granted.ContainsKey(permission) || _implied.ContainsKey(permission);

    public Reach ReachOf(string permission)
    {
        if (_isPlatform) return Reach.Application;
        var reach = _granted.GetValueOrDefault(permission, Reach.Nothing);
        return _implied.TryGetValue(permission, out var implied) ? reach.And(implied) : reach;
    }

    /// <summary>How far each permission reaches that roles gave.</summary>
    public IReadOnlyDictionary<string, Reach> Granted => _granted;

    /// <summary>Whether this much of a permission is not beyond the caller's own (P-48).</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="reach">How far it is to reach.</param>
    /// <param name="isOfPlatform">Whether it is one that this platform asks for, rather than the application.</param>
    public bool Include(string permission, Reach reach, bool isOfPlatform) =>
        // Whoever defines an application's permissions may give them: they mean what that application makes of them.
        (!isOfPlatform && ReachOf("permission:create").IsApplication) || (Has(permission) && ReachOf(permission).Includes(reach));
}
