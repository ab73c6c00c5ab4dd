using Sandbox;

namespace Clients.Tests;

/// <summary>Everything that the npm package <c>scalingo</c> can do with integrations, through the gateway.</summary>
public sealed class ScalingoClientTests : IAsyncLifetime
{
    private World? _world;
    private ScalingoClient? _client;

    private World World => _world!;

    private ScalingoClient Client => _client!;

    public async Task InitializeAsync()
    {
        _world = await World.StartAsync(Ports.Free());
        _client = await ScalingoClient.StartAsync(_world.Address, World.ApiToken);
    }

    public async Task DisposeAsync()
    {
        _client!.Dispose();
        await _world!.DisposeAsync();
    }

    [Fact]
    public async Task It_Links_Lists_Shows_And_Unlinks()
    {
        var created = (await LinkAsync("github-enterprise", World.GitHub.Url)).GetProperty("value");
        var id = created.GetProperty("id").GetString()!;
        Assert.Equal(World.GitHub.Url, created.GetProperty("url").GetString());
        Assert.False(created.TryGetProperty("access_token", out _));

        var all = (await Client.CallAsync("SCMIntegrations.all")).GetProperty("value");
        Assert.Equal(id, Assert.Single(all.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("octo", (await Client.CallAsync("SCMIntegrations.find", id)).GetProperty("value").GetProperty("username").GetString());
        Assert.Equal(id, (await Client.CallAsync("SCMIntegrations.find", "github-enterprise")).GetProperty("value").GetProperty("id").GetString());

        await Client.CallAsync("SCMIntegrations.destroy", "github-enterprise");
        var gone = await Client.CallAsync("SCMIntegrations.find", id);
        Assert.Equal(404, gone.GetProperty("status").GetInt32());
        Assert.Equal("not found", gone.GetProperty("data").GetProperty("error").GetString());
    }

    [Fact]
    public async Task It_Is_Told_What_Is_Wrong_With_Which_Field()
    {
        var refused = await Client.CallAsync(
            "SCMIntegrations.create", new { scm_type = "github-enterprise", url = World.GitHub.Url, access_token = World.PoorToken });
        Assert.Equal(422, refused.GetProperty("status").GetInt32());
        Assert.Equal("lacks the scope repo", refused.GetProperty("data").GetProperty("errors").GetProperty("access_token")[0].GetString());
    }

    [Theory]
    [InlineData("github-enterprise")]
    [InlineData("gitlab-self-hosted")]
    public async Task It_Asks_The_Platform_For_What_It_Knows(string type)
    {
        await LinkAsync(type, type == "github-enterprise" ? World.GitHub.Url : World.GitLab.Url);

        var repository = Assert.Single((await Client.CallAsync("SCMIntegrations.searchRepositories", type, "shop user:acme")).GetProperty("value").EnumerateArray());
        Assert.Equal("acme/shop", repository.GetProperty("fullName").GetString());

        var pullRequest = Assert.Single((await Client.CallAsync("SCMIntegrations.searchPullRequests", type, "is:open repo:acme/shop")).GetProperty("value").EnumerateArray());
        Assert.Equal(("Sell more", 1, "acme/shop"), (
            pullRequest.GetProperty("title").GetString(), pullRequest.GetProperty("number").GetInt32(), pullRequest.GetProperty("source_repo_name").GetString()));

        var organizations = (await Client.CallAsync("SCMIntegrations.organizations", type, 1, 20)).GetProperty("value");
        Assert.Equal("acme", organizations.GetProperty("organizations")[0].GetProperty("login").GetString());
        Assert.Equal(1, organizations.GetProperty("meta").GetProperty("pagination").GetProperty("total_count").GetInt32());
        var past = (await Client.CallAsync("SCMIntegrations.organizations", type, 9, 20)).GetProperty("value");
        Assert.Empty(past.GetProperty("organizations").EnumerateArray());

        var branches = (await Client.CallAsync("SCMIntegrations.branchesForRepo", type, "acme/shop")).GetProperty("value");
        Assert.Equal(["main", "next"], branches.EnumerateArray().Select(branch => branch.GetProperty("name").GetString()));
        var unknown = (await Client.CallAsync("SCMIntegrations.branchesForRepo", type, "acme/nothing")).GetProperty("value");
        Assert.Empty(unknown.EnumerateArray());
    }

    [Theory]
    [InlineData("github-enterprise")]
    [InlineData("gitlab-self-hosted")]
    public async Task It_Imports_Keys_Once(string type)
    {
        await LinkAsync(type, type == "github-enterprise" ? World.GitHub.Url : World.GitLab.Url);
        var imported = Assert.Single((await Client.CallAsync("SCMIntegrations.importSSHKeys", type)).GetProperty("value").EnumerateArray());
        Assert.StartsWith($"{type}-", imported.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.True(imported.GetProperty("content").GetString()!.Length > 30);

        Assert.Contains(
            (await Client.CallAsync("Keys.all")).GetProperty("value").EnumerateArray(),
            key => key.GetProperty("name").GetString() == imported.GetProperty("name").GetString());
        Assert.Empty((await Client.CallAsync("SCMIntegrations.importSSHKeys", type)).GetProperty("value").EnumerateArray());
    }

    [Fact]
    public async Task What_Is_Not_An_Integration_Goes_To_The_Auth_Api()
    {
        var self = (await Client.CallAsync("Users.self")).GetProperty("value");
        Assert.Equal("alice", self.GetProperty("username").GetString());
    }

    private Task<System.Text.Json.JsonElement> LinkAsync(string type, string url)
        => Client.CallAsync("SCMIntegrations.create", new { scm_type = type, url, access_token = World.PlatformToken });
}
