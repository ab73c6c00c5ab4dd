using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Octokit.Internal;
using Providers.Common;

namespace Providers.GitHubEnterprise;

/// <summary>
/// Takes the place of Octokit's reader, which recurses without a bound, rounds ids and forgives wrong shapes. Strict: what does
/// not have the documented shape is not this platform's.
/// </summary>
internal sealed class GitHubJsonSerializer : IJsonSerializer
{
    public T Deserialize<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)GitHubJsonContext.Default.GetTypeInfo(typeof(T))!)!;
        }
        catch (JsonException)
        {
            throw PlatformAnswerException.Unreadable("The answer does not have the documented shape.");
        }
    }

    // Only GET is ever sent.
    public string Serialize(object item) => throw new NotSupportedException();
}
