using System.Net;
using System.Text.RegularExpressions;
using Gateway.Tests.Operations;

namespace Gateway.Tests.Dashboard;

/// <summary>A browser without the browser: keeps cookies, follows nothing, and takes a form's secret from the page it stands on.</summary>
internal sealed partial class PageClient : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public PageClient(RunningGateway gateway)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        _http = new HttpClient(handler) { BaseAddress = gateway.Public.BaseAddress };
    }

    public CookieCollection Cookies => _cookies.GetAllCookies();

    /// <summary>Signs in with an API token that is also the bearer token it is traded for.</summary>
    public static async Task<PageClient> SignedInAsync(RunningGateway gateway, string token)
    {
        var client = new PageClient(gateway);
        using var answer = await client.SignInAsync(token);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return client;
    }

    public async Task<HttpResponseMessage> SignInAsync(string token)
        => await PostAsync("/dashboard/sign-in", await FormAsync("/dashboard/sign-in", ("api_token", token)));

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent body) => _http.PostAsync(path, body);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A form as the page at <paramref name="page"/> holds it.</summary>
    public async Task<FormUrlEncodedContent> FormAsync(string page, params (string Name, string Value)[] fields)
        => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
            .Append(KeyValuePair.Create("__RequestVerificationToken", SecretOf(await ReadAsync(page)))));

    public void Dispose() => _http.Dispose();

    public static string SecretOf(string html) => FormSecret().Match(html).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormSecret();
}
