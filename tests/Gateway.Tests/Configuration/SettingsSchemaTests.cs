using System.Reflection;
using System.Text.Json;
using Gateway.Configuration;
using Gateway.Tests.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Configuration;

public sealed class SettingsSchemaTests
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public async Task Every_Setting_Is_Described()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var schema = Read("appsettings.schema.json");
        var keys = gateway.Services.GetServices<SettingsSection>()
            .Where(section => section.Path.StartsWith("Gateway", StringComparison.Ordinal))
            .SelectMany(section => KeysOf(section.Path, section.Options));
        Assert.All(keys, key => Assert.True(Find(schema.RootElement, key) is not null, $"{key} is not described."));
    }

    [Fact]
    public void Every_Default_Is_A_Setting_That_Is_Described()
    {
        using var schema = Read("appsettings.schema.json");
        using var defaults = Read("appsettings.json");
        Assert.All(
            KeysOf("Gateway", defaults.RootElement.GetProperty("Gateway")),
            key => Assert.True(Find(schema.RootElement, key) is not null, $"{key} is not described."));
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Repository.Path(file)), WithComments);

    private static IEnumerable<string> KeysOf(string path, JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => KeysOf($"{path}:{member.Name}", member.Value).Prepend($"{path}:{member.Name}"))
        : [];

    private static IEnumerable<string> KeysOf(string path, Type options)
        => options.Namespace?.StartsWith("Gateway", StringComparison.Ordinal) != true || options.IsEnum || typeof(System.Collections.IEnumerable).IsAssignableFrom(options)
            ? [path]
            : options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property => KeysOf($"{path}:{property.Name}", property.PropertyType));

    private static JsonElement? Find(JsonElement schema, string key)
    {
        JsonElement? place = schema;
        foreach (var name in key.Split(':'))
        {
            place = place is { } here && here.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var next)
                ? next
                : null;
        }

        return place;
    }
}
