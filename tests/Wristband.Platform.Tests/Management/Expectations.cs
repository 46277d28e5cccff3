using System.Net;
using System.Text.Json;
using Wristband.Platform.Tests.OAuth;

namespace Wristband.Platform.Tests.Management;

/// <summary>Answers that a test goes on with.</summary>
internal static class Expectations
{
    /// <summary>The body of an answer that has to have this status; nothing without a body.</summary>
    public static JsonElement Expect(this Answer answer, HttpStatusCode status)
    {
        answer.Status.ShouldBe(status, answer.Body);
        return answer.Body.Length == 0 ? default : answer.Json;
    }

    /// <summary>The code of a refusal.</summary>
    public static string? Code(this Answer answer) => answer.Text("code");
}
