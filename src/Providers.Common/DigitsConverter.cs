using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Providers.Common;

/// <summary>Reads a positive whole JSON number as the text of its digits, so that no id is rounded, however large.</summary>
internal sealed class DigitsConverter : JsonConverter<string>
{
    private const int Longest = 32;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.Number
            || bytes.Length > Longest
            || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || bytes[0] == '0')
        {
            throw new JsonException();
        }

        return Encoding.ASCII.GetString(bytes);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}
