namespace Wristband.Bench.Running;

/// <summary>A measurement that would not be the truth: the row is reported as failed, the others still run.</summary>
internal sealed class BenchException(string message) : Exception(message);
