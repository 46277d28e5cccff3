using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Signup;

/// <summary>After a signup: the mail is on its way, and can be sent again.</summary>
[OnHost(HostKind.Application, HostKind.Tenant)]
internal sealed class CheckMailPage(PendingMails pendingMails, VerificationResend resend) : PageModel
{
    [BindProperty(SupportsGet = true, Name = PendingMails.Parameter)]
    public string? For { get; set; }

    [BindProperty(SupportsGet = true, Name = "sent")]
    public bool SentAgain { get; set; }

    public PendingMail? Pending { get; private set; }

    public IActionResult OnGet()
    {
        Pending = pendingMails.Read(For);
        return Pending is null ? SafeRedirect.ToLocal("/login") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (pendingMails.Read(For) is not { } pending) return SafeRedirect.ToLocal("/login");
        if (await resend.SendAsync(HttpContext.GetCaller(), pending, cancellationToken) is { } refusal)
            return new TooManyAttempts(refusal.RetryAfter);
        return SafeRedirect.ToLocal(pendingMails.PathFor(pending with { IsReminder = false }) + "&sent=true");
    }
}
