namespace Wristband.Bench.Load;

/// <summary>What a whole login took, and the part of it in which the password was checked.</summary>
internal sealed record LoginTimes(TimeSpan Whole, TimeSpan PasswordPost);
