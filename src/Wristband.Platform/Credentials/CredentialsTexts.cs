namespace Wristband.Platform.Credentials;

/// <summary>What is wrong with a password, and what a good one is.</summary>
internal sealed class CredentialsTexts;
