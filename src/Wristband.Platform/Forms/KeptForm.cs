namespace Wristband.Platform.Forms;

/// <summary>What is kept of a form that was not accepted, for the page view that follows.</summary>
/// <param name="Typed">The fields, without passwords.</param>
/// <param name="Problems">What is wrong, by field; the empty name is about the whole form.</param>
/// <param name="Status">The status of the page that shows it.</param>
/// <param name="RetryAfter">The header of that name, when time helps.</param>
internal sealed record KeptForm(
    IReadOnlyDictionary<string, string> Typed, IReadOnlyList<KeyValuePair<string, string>> Problems, int Status, string? RetryAfter);
