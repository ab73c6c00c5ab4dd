using System.Text.Json.Serialization;

namespace Gateway.Configuration;

[JsonSerializable(typeof(string))]
internal sealed partial class SettingsJsonContext : JsonSerializerContext;
