using System.Net.Http.Headers;
using System.Text;

namespace Wristband.Platform.Tests.Fuzz;

/// <summary>A request as bytes, so that every detail of it can be wrong.</summary>
internal sealed record OddRequest(string Method, string Path)
{
    public byte[]? Body { get; set; }

    public string? ContentType { get; set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    public HttpRequestMessage ToMessage(string origin, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(Method), new Uri(origin + Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Body is null) return request;
        request.Content = new ByteArrayContent(Body);
        if (ContentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return request;
    }

    /// <summary>All of it, to send it again by hand.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Method} {Path}");
        foreach (var (name, value) in Headers) text.Append($"\n{name}: {value}");
        if (ContentType is not null) text.Append($"\nContent-Type: {ContentType}");
        if (Body is not null) text.Append($"\n\n{Shown(Body)}");
        return text.ToString();
    }

    // What is no text is shown as base64.
    private static string Shown(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2000)));
        return text.Contains('�', StringComparison.Ordinal) ? $"base64 {Convert.ToBase64String(body)}" : text;
    }
}
