using System.Text.Json;

namespace Gateway;

/// <summary>Reads members of JSON objects that come from outside, where nothing may be taken for granted.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A member that is a text; null when it is missing, is something else, or cannot be a text at all (a lone surrogate).</summary>
    public static string? GetText(this JsonElement element, string name)
        => element.Read(name, JsonValueKind.String, member => member.GetString());

    /// <summary>As <see cref="GetText"/>, for what must not be seen.</summary>
    public static Secret? GetSecret(this JsonElement element, string name) => element.GetText(name) is { } text ? new Secret(text) : null;

    /// <summary>As <see cref="GetText"/>, and the digits of a member that is a number: some APIs have numeric ids.</summary>
    public static string? GetTextOrNumber(this JsonElement element, string name)
        => element.Read(name, JsonValueKind.Number, member => member.GetRawText()) ?? element.GetText(name);

    /// <summary>A member that is an object; null when it is missing or something else.</summary>
    public static JsonElement? GetObject(this JsonElement element, string name)
        => element.Read<JsonElement?>(name, JsonValueKind.Object, member => member);

    /// <summary>The items of a member that is an array; null when it is missing or something else.</summary>
    public static IEnumerable<JsonElement>? GetItems(this JsonElement element, string name)
        => element.Read<IEnumerable<JsonElement>>(name, JsonValueKind.Array, member => member.EnumerateArray());

    // Default also where a text, or any member's name, cannot be one: the latter ends the search for all of them.
    private static T? Read<T>(this JsonElement element, string name, JsonValueKind kind, Func<JsonElement, T?> read)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind == kind ? read(member) : default;
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
