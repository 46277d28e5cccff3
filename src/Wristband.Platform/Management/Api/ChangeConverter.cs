using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Api;

/// <summary>Reads a field of a JSON Merge Patch (RFC 7396): what is in the body is a change, null included.</summary>
internal sealed class ChangeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Change<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    [SuppressMessage("Performance", "CA1812", Justification = "Created by the factory above.")]
    private sealed class Of<T> : JsonConverter<Change<T>>
    {
        public override bool HandleNull => true;

        public override Change<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Changes are read, never answered.");
    }
}
