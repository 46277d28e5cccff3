namespace Wristband.Platform.Recovery;

/// <summary>The words of setting a new password, on pages and in mails.</summary>
internal sealed class RecoveryTexts;
