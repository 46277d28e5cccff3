namespace Wristband.Platform.Login;

/// <summary>The words of signing in and of finding a workspace, on pages and in mails.</summary>
internal sealed class LoginTexts;
