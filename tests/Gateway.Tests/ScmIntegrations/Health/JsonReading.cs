using System.Text.Json;

namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>Members of JSON answers.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
