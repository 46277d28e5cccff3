namespace Wristband.Platform.OAuth.Logout;

/// <summary>The words of signing out.</summary>
internal sealed class LogoutTexts;
