namespace Wristband.DemoApp.Errors;

/// <summary>What people read when something fails: what happened, and what they can do. Never the exception.</summary>
internal sealed record ErrorText(string Title, string Explanation, ErrorAction Action)
{
    public static ErrorText For(int status) => status switch
    {
        400 => new("This request could not be read", "Something in the address or the form was not as expected. Go back and try once more.", ErrorAction.GoHome),
        401 => new("Please sign in", "You are not signed in, or your session has ended. Sign in and you can carry on.", ErrorAction.SignIn),
        403 => new("This is not open to you", "You are signed in, but your role in this workspace does not include this. Ask an owner of the workspace if you need it.", ErrorAction.GoHome),
        404 => new("There is nothing here", "The page may have moved, or the address has a typing error.", ErrorAction.GoHome),
        405 => new("That does not work here", "The page exists, but it cannot be used this way.", ErrorAction.GoHome),
        429 => new("A little too fast", "There were many requests in a short time. Wait a moment, then try again.", ErrorAction.GoHome),
        502 or 503 => new("Not available right now", "A part that this page needs did not answer. Your session is kept; try again in a moment.", ErrorAction.GoHome),
        >= 500 => new("Something went wrong", "The mistake is on our side and has been recorded. Try again; if it stays, tell us the number below.", ErrorAction.GoHome),
        _ => new("This did not work", "Go back and try once more.", ErrorAction.GoHome),
    };
}

/// <summary>The button under the explanation.</summary>
internal enum ErrorAction
{
    GoHome,
    SignIn,
}
