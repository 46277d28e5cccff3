namespace Wristband.Platform.Signup;

/// <summary>The words of signing up, on pages and in mails.</summary>
internal sealed class SignupTexts;
