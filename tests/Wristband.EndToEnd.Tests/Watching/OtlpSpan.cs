using System.Text;

namespace Wristband.EndToEnd.Tests.Watching;

/// <summary>
/// A span as OTLP sends it: as much of it as tests look at. Numbers are those of opentelemetry/proto/trace/v1/trace.proto.
/// </summary>
internal sealed record OtlpSpan(string Service, string Scope, string Name, string TraceId, string Id, string ParentId)
{
    private const int Length = 2;

    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        from resourceSpans in Fields(request, 1)
        let service = (
            from resource in Fields(resourceSpans, 1)
            from attribute in Fields(resource, 1)
            where Text(attribute, 1) == "service.name"
            select Text(Fields(attribute, 2).Single(), 1)).Single()
        from scopeSpans in Fields(resourceSpans, 2)
        let scope = Text(Fields(scopeSpans, 1).Single(), 1)
        from span in Fields(scopeSpans, 2)
        select new OtlpSpan(service, scope, Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4));

    private static string Text(ReadOnlyMemory<byte> message, int number) =>
        Encoding.UTF8.GetString(Fields(message, number).FirstOrDefault().Span);

    private static string Hex(ReadOnlyMemory<byte> message, int number) =>
        Convert.ToHexStringLower(Fields(message, number).FirstOrDefault().Span);

    /// <summary>The fields of this number that have a length: messages, texts and bytes.</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        var fields = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var size = (int)(tag & 7) switch
            {
                0 => SizeOfVarint(message.Span, at),
                1 => 8,
                Length => (int)Varint(message.Span, ref at),
                _ => 4,
            };
            if ((int)(tag >> 3) == number && (tag & 7) == Length) fields.Add(message.Slice(at, size));
            at += size;
        }
        return fields;
    }

    private static int SizeOfVarint(ReadOnlySpan<byte> message, int at)
    {
        var end = at;
        Varint(message, ref end);
        return end - at;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
