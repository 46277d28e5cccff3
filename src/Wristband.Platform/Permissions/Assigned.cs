using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Something that could not be given although the rest was: the place in the request, its id, and why.</summary>
internal sealed record Failed(int Index, string Id, Refusal Why);

/// <summary>What was given, and what was not.</summary>
internal sealed record Assigned<T>(IReadOnlyList<T> Items, IReadOnlyList<Failed> Failures);
