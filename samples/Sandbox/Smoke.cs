using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Sandbox;

/// <summary>One account on each platform from link to unlink, through real HTTP; each exchange is printed.</summary>
internal sealed class Smoke(World world, TextWriter output)
{
    private const string Path = "/v1/scm_integrations";

    /// <summary>False when an answer is not as promised; what was wrong has been printed.</summary>
    public async Task<bool> RunAsync()
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", World.BearerToken);
        return await TryPlatformAsync(client, "github-enterprise", world.GitHub.Url)
            && await TryPlatformAsync(client, "gitlab-self-hosted", world.GitLab.Url)
            && await CallAsync(client, HttpMethod.Get, "/v1/users/self", null, HttpStatusCode.OK) is not null;
    }

    private async Task<bool> TryPlatformAsync(HttpClient client, string type, string url)
    {
        string Payload(string token) => JsonSerializer.Serialize(new { scm_integration = new { scm_type = type, url, access_token = token } });
        if (await CallAsync(client, HttpMethod.Post, Path, Payload("refused"), HttpStatusCode.UnprocessableEntity) is null
            || await CallAsync(client, HttpMethod.Post, Path, Payload(World.PlatformToken), HttpStatusCode.Created) is not { } created)
        {
            return false;
        }

        var id = created.GetProperty("scm_integration").GetProperty("id").GetString();
        return await CallAsync(client, HttpMethod.Get, Path, null, HttpStatusCode.OK) is not null
            && await CallAsync(client, HttpMethod.Get, $"{Path}/{id}", null, HttpStatusCode.OK) is not null
            && await CallAsync(client, HttpMethod.Get, $"{Path}/{type}/search_repos?query=user:acme", null, HttpStatusCode.OK) is not null
            && await CallAsync(client, HttpMethod.Get, $"{Path}/{type}/branches?repo_name=acme/shop", null, HttpStatusCode.OK) is not null
            && await CallAsync(client, HttpMethod.Delete, $"{Path}/{id}", null, HttpStatusCode.NoContent) is not null
            && await CallAsync(client, HttpMethod.Get, $"{Path}/{id}", null, HttpStatusCode.NotFound) is not null;
    }

    private async Task<JsonElement?> CallAsync(HttpClient client, HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        await output.WriteLineAsync($"> {method} {path}{(body is null ? "" : Environment.NewLine + "  " + body)}");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        await output.WriteLineAsync($"< {(int)response.StatusCode} {text}{Environment.NewLine}");
        if (response.StatusCode == expected)
        {
            return text.Length == 0 ? default(JsonElement) : JsonDocument.Parse(text).RootElement;
        }

        await output.WriteLineAsync($"Expected {(int)expected}.");
        return null;
    }
}
