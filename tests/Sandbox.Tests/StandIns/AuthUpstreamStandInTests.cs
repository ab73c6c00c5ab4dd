using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Tests.Common.StandIns.Auth;
using Tests.Common.StandIns.Hosting;

namespace Sandbox.Tests.StandIns;

public sealed class AuthUpstreamStandInTests : IAsyncLifetime, IDisposable
{
    private const string Ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6mJ9tvLGvYkzHYcVYTdUZGmr3n3mXm0kqUEp1ZTQfm";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.Parse("2026-01-02T03:04:05Z", null));
    private readonly AuthUpstreamStandIn _upstream;
    private readonly HttpClient _client = new();

    public AuthUpstreamStandInTests() => _upstream = new AuthUpstreamStandIn(new StandInOptions { Time = _time });

    [Fact]
    public async Task An_Api_Token_Is_Exchanged_For_A_Jwt_With_Numeric_Times()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($":{_upstream.Alice.ApiToken}"));
        var response = await _client.SendAsync("POST", $"{_upstream.Url}/v1/tokens/exchange", null, $"Authorization: Basic {basic}");

        var token = (string)(await response.JsonAsync())["token"]!;
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), claims["iat"]!.GetValue<long>());
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds() + 3600, claims["exp"]!.GetValue<long>());
        Assert.Equal(_upstream.Alice.Id, (string?)claims["uuid"]);

        var self = await _client.GetAsync($"{_upstream.Url}/v1/users/self", $"Authorization: Bearer {token}");
        Assert.Equal(_upstream.Alice.Id, (string?)(await self.JsonAsync())["user"]!["id"]);
    }

    [Fact]
    public async Task A_Wrong_Api_Token_Is_Refused()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(":tk-us-nobody"));
        var response = await _client.SendAsync("POST", $"{_upstream.Url}/v1/tokens/exchange", null, $"Authorization: Basic {basic}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.NotNull((await response.JsonAsync())["error"]);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("revoked")]
    [InlineData("forged")]
    [InlineData("nonsense")]
    [InlineData("none")]
    public async Task A_Bad_Bearer_Token_Is_Refused(string kind)
    {
        var token = _upstream.IssueToken(_upstream.Alice);
        switch (kind)
        {
            case "expired":
                _time.Advance(TimeSpan.FromHours(1));
                break;
            case "revoked":
                _upstream.RevokeToken(token);
                break;
            case "forged":
                token = token[..token.LastIndexOf('.')] + "." + Base64Url.EncodeToString(new byte[32]);
                break;
            case "nonsense":
                token = "a.b.c";
                break;
        }

        var header = kind == "none" ? "X-None: 1" : $"Authorization: Bearer {token}";
        var response = await _client.GetAsync($"{_upstream.Url}/v1/users/self", header);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"key":{"name":"laptop","content":"CONTENT"}}""")]
    [InlineData("""{"name":"laptop","content":"CONTENT"}""")]
    public async Task A_Key_Is_Added_Listed_And_Deleted(string body)
    {
        _upstream.AcceptToken("alices", _upstream.Alice);
        var created = await PostKeyAsync("alices", body.Replace("CONTENT", Ed25519, StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var key = (await created.JsonAsync())["key"]!;
        Assert.Matches("^([0-9a-f]{2}:){15}[0-9a-f]{2}$", (string?)key["fingerprint"]);
        Assert.Equal("2026-01-02T03:04:05.000Z", (string?)key["created_at"]);
        Assert.Equal(_upstream.Alice.Id, (string?)key["owner"]!["id"]);

        var list = await _client.GetAsync($"{_upstream.Url}/v1/keys", "Authorization: Bearer alices");
        Assert.Single((await list.JsonAsync())["keys"]!.AsArray());

        var deleted = await _client.SendAsync(
            "DELETE", $"{_upstream.Url}/v1/keys/{key["id"]}", null, "Authorization: Bearer alices");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(_upstream.Keys);
    }

    [Fact]
    public async Task A_Key_Of_Another_Account_Is_Refused()
    {
        _upstream.AcceptToken("bobs", _upstream.Bob);
        _upstream.AddKey(_upstream.Alice, "hers", Ed25519);

        var response = await PostKeyAsync("bobs", $$"""{"name":"mine","content":"{{Ed25519}} bob@laptop"}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("""{"errors":{"content":["has already been taken"]}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Old_Integrations_Are_Shown_To_Their_Owner_And_The_Call_Is_Written_Down()
    {
        _upstream.AcceptToken("alices", _upstream.Alice);
        _upstream.AcceptToken("bobs", _upstream.Bob);
        _upstream.Integrations.Add(new OldIntegration
        {
            Owner = _upstream.Alice,
            ScmType = "gitlab-self-hosted",
            Url = "https://gitlab.example.com",
        });

        var hers = await (await _client.GetAsync($"{_upstream.Url}/v1/scm_integrations", "Authorization: Bearer alices")).JsonAsync();
        var his = await (await _client.GetAsync($"{_upstream.Url}/v1/scm_integrations", "Authorization: Bearer bobs")).JsonAsync();

        var shown = Assert.Single(hers["scm_integrations"]!.AsArray())!;
        Assert.Equal("gitlab-self-hosted", (string?)shown["scm_type"]);
        Assert.False(shown.AsObject().ContainsKey("access_token"));
        Assert.Empty(his["scm_integrations"]!.AsArray());
        Assert.Equal(2, _upstream.RequestsForIntegrations.Count);
    }

    [Fact]
    public async Task Any_Other_Route_Tells_What_Arrived()
    {
        var response = await _client.SendAsync(
            "DELETE", $"{_upstream.Url}/v1/apps/a%2Fb?x=1&x=2", new StringContent("gone"), "X-Authorization-OTP: 123456");

        var echo = await response.JsonAsync();
        Assert.Equal("DELETE", (string?)echo["method"]);
        Assert.Equal("/v1/apps/a%2Fb?x=1&x=2", (string?)echo["target"]);
        Assert.Equal("gone", (string?)echo["body"]);
        Assert.Contains(echo["headers"]!.AsArray(), header => (string?)header!["name"] == "X-Authorization-OTP");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _upstream.DisposeAsync();

    public void Dispose() => _client.Dispose();

    private Task<HttpResponseMessage> PostKeyAsync(string token, string body) => _client.SendAsync(
        "POST", $"{_upstream.Url}/v1/keys", new StringContent(body, Encoding.UTF8, "application/json"), $"Authorization: Bearer {token}");
}
