using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Wristband.AspNetCore;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>The steps of the person's own last sign-in.</summary>
[Authorize]
internal sealed class WhatHappenedPage(DemoDbContext database) : PageModel
{
    private static readonly Dictionary<StepKind, (string Title, string Text)> Words = new()
    {
        [StepKind.Asked] = ("You asked to sign in", "Your browser opened the login endpoint of this application."),
        [StepKind.SentAway] = ("You were sent on", "The answer is a redirect. The cookie keeps what this sign-in is about, sealed, until you come back; "
            + "state and nonce tie the way back to it, the challenge ties the code to this server."),
        [StepKind.CameBack] = ("You came back with a code", "In between you were at the sign-in service, where this application sees nothing: "
            + "neither your password nor how you proved who you are. The code works once, for this application, for a minute."),
        [StepKind.ServerCalled] = ("The server asked the sign-in service", "Server to server, where your browser does not see it: settings, keys, "
            + "the tokens in exchange for the code, and who you are."),
        [StepKind.Known] = ("The application learned who you are", "These claims are checked and kept in your session. The tokens lie beside them and are not claims."),
        [StepKind.Answered] = ("Your session began", "The session cookie is sealed: only this application can read it. The other one is for scripts, which send it back "
            + "in a header to prove that a request comes from this site."),
    };

    public IReadOnlyList<LoginStep> Steps { get; private set; } = [];

    public static (string Title, string Text) WordsOf(LoginStep step) => Words[step.Kind];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var user = User.GetUserId();
        Steps = LoginRecord.Parse(await database.Members.Where(member => member.UserId == user)
            .Select(member => member.LastSignInSteps).FirstOrDefaultAsync(cancellationToken));
    }
}
