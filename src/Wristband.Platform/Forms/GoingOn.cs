using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Forms;

/// <summary>Leads from an accepted form over a page of this origin to where it ends.</summary>
internal sealed class GoingOn(SealedValues seals)
{
    /// <summary>The query parameter that carries where to, sealed: nobody else can make such an address lead anywhere.</summary>
    public const string Parameter = "to";
    private const string Purpose = "going on";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private sealed record Target(string Url);

    /// <summary>The same redirect when it stays on pages of this origin; else one to <see cref="ContinuePage"/>.</summary>
    public SafeRedirect From(SafeRedirect redirect)
    {
        var resume = WaitingRequests.AuthorizePath + "?";
        if (redirect.Location.StartsWith(resume, StringComparison.Ordinal))
            return SafeRedirect.ToLocal(ContinuePage.Path + "?" + redirect.Location[resume.Length..]);
        return redirect.IsToThisHost
            ? redirect
            : SafeRedirect.ToLocal(QueryHelpers.AddQueryString(
                ContinuePage.Path, Parameter, seals.Seal(Purpose, new Target(redirect.Location), Lifetime)));
    }

    /// <summary>Where to go on; null when the address was not made here, or long ago.</summary>
    public string? Find(string? sealedTarget, string? handle) =>
        seals.Open<Target>(Purpose, sealedTarget)?.Url
        ?? (WaitingRequests.IsHandle(handle) ? WaitingRequests.AuthorizePath + Journey.Query(handle) : null);
}
