using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.Storage;
using Gateway.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Tests.Common;

namespace Gateway.Tests.ScmIntegrations;

public sealed partial class ScmIntegrationApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Path = "/v1/scm_integrations";
    private const string GitHub = "https://ghe.example.com";
    private const string GitLab = "https://gitlab.example.com";
    private const string NotFoundBody = """{"resource":"scm_integration","error":"not found"}""";

    private readonly string _owner = ApiFixture.NewOwner();

    [Fact]
    public async Task Create_Returns_201_With_The_Published_Fields_And_Without_The_Token()
    {
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", "HTTPS://GHE.example.com:443/", "good-8"));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var integration = answer.Json.GetProperty("scm_integration");
        Assert.Equal(
            ["id", "scm_type", "url", "created_at", "uid", "username", "avatar_url", "email", "profile_url", "owner", "status", "checked_at", "expires_at", "scopes"],
            integration.EnumerateObject().Select(member => member.Name));
        Assert.Equal(GitHub, integration.GetProperty("url").GetString());
        Assert.Equal("8", integration.GetProperty("uid").GetString());
        Assert.Equal("", integration.GetProperty("email").GetString());
        Assert.Equal("active", integration.GetProperty("status").GetString());
        Assert.Matches(Milliseconds(), integration.GetProperty("created_at").GetString());
        Assert.Equal($"us-{_owner}", integration.GetProperty("owner").GetProperty("id").GetString());
        Assert.Equal($"{Path}/{integration.GetProperty("id").GetString()}", answer.Headers.Location!.OriginalString);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task List_And_Show_Carry_The_Token_Oldest_First()
    {
        var first = await api.LinkAsync(_owner, "gitlab-self-hosted", GitLab, "good-42");
        var second = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");

        var list = await api.CallAsync(_owner, HttpMethod.Get, Path + "?");
        var items = list.Json.GetProperty("scm_integrations").EnumerateArray().ToList();
        Assert.Equal([first, second], items.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal("good-42", items[0].GetProperty("access_token").GetString());
        Assert.Equal("2030-01-01T00:00:00.000Z", items[0].GetProperty("expires_at").GetString());
        Assert.True(list.Headers.CacheControl!.NoStore);

        var show = await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{second}");
        Assert.Equal("good-8", show.Json.GetProperty("scm_integration").GetProperty("access_token").GetString());
    }

    [Fact]
    public async Task A_Type_Stands_For_The_Integration_Of_That_Type_And_Never_For_Another()
    {
        var id = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var shown = await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/github-enterprise");
        Assert.Equal(id, shown.Json.GetProperty("scm_integration").GetProperty("id").GetString());
        Assert.Equal(NotFoundBody, (await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/github")).Body);

        Assert.Equal(HttpStatusCode.NoContent, (await api.CallAsync(_owner, HttpMethod.Delete, $"{Path}/github-enterprise?")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await api.CallAsync(_owner, HttpMethod.Delete, $"{Path}/github-enterprise")).Status);
    }

    [Fact]
    public async Task A_Type_Of_Which_There_Are_Several_Means_The_Oldest_To_Read_And_None_To_Change()
    {
        var oldest = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-1");
        await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-2");

        var shown = await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/github-enterprise");
        Assert.Equal(oldest, shown.Json.GetProperty("scm_integration").GetProperty("id").GetString());

        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Delete, "", null), (HttpMethod.Patch, "", Payload.Replace("good-1")), (HttpMethod.Post, "/import_keys", "{}"),
        })
        {
            var refused = await api.CallAsync(_owner, method, $"{Path}/github-enterprise{path}", body);
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("use the id", refused.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Anothers_Integration_Is_Not_Found_In_The_Same_Bytes_As_An_Unknown_One()
    {
        var id = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var stranger = ApiFixture.NewOwner();
        foreach (var reference in new[] { id, Guid.NewGuid().ToString(), "nonsense!", "00000000000000000000000000000000", $"{{{id}}}", id[..^1], "%25" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            {
                var answer = await api.CallAsync(stranger, method, $"{Path}/{reference}");
                Assert.Equal((HttpStatusCode.NotFound, NotFoundBody), (answer.Status, answer.Body));
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{id}")).Status);
    }

    [Fact]
    public async Task Create_Names_All_Bad_Fields_At_Once_And_Asks_Nobody()
    {
        var before = api.Platform.Calls.Count;
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, "{}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["scm_type", "url", "access_token"], answer.Json.GetProperty("errors").EnumerateObject().Select(field => field.Name));
        Assert.Equal(before, api.Platform.Calls.Count);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Create_Returns_415_For_Another_Media_Type(string? mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _owner);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType is null ? [] : [mediaType]);
        using var response = await api.Gateway.Public.SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("unsupported_media_type", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "https://github.com", "good-8", "scm_type", "can only be linked in the browser, by OAuth")]
    [InlineData("gitlab", "https://gitlab.com", "good-8", "scm_type", "can only be linked in the browser, by OAuth")]
    [InlineData("../github-enterprise", GitHub, "good-8", "scm_type", "is not supported")]
    [InlineData("github-enterprise", "ftp://ghe.example.com", "good-8", "url", "is not a valid address")]
    [InlineData("github-enterprise", "https://u:p@ghe.example.com", "good-8", "url", "is not a valid address")]
    [InlineData("github-enterprise", "https://down.example.com", "good-8", "url", "cannot be reached from here")]
    [InlineData("github-enterprise", "https://other.example.com", "good-8", "url", "is not a GitHub Enterprise instance")]
    [InlineData("gitlab-self-hosted", GitHub, "good-8", "url", "is not a GitLab instance")]
    [InlineData("github-enterprise", GitHub, "revoked", "access_token", "is not valid")]
    [InlineData("github-enterprise", GitHub, "a\r\nX: 1", "access_token", "is not valid")]
    [InlineData("github-enterprise", GitHub, "noscope", "access_token", "lacks the scope repo")]
    public async Task Create_Returns_422_On_The_Field_At_Fault(string type, string url, string token, string field, string message)
    {
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create(type, url, token));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var errors = answer.Json.GetProperty("errors").EnumerateObject().Single();
        Assert.Equal((field, message), (errors.Name, errors.Value.EnumerateArray().Single().GetString()));
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData("https://broken.example.com", "good-8", "5")]
    [InlineData("https://dies.example.com", "good-8", "5")]
    [InlineData(GitHub, "limited", "77")]
    public async Task Create_Returns_503_When_The_Platform_Cannot_Answer_And_Stores_Nothing(string url, string token, string retryAfter)
    {
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", url, token));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(retryAfter, answer.Headers.RetryAfter!.ToString());
        Assert.False(string.IsNullOrEmpty(answer.Json.GetProperty("error").GetString()));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Create_Returns_422_When_The_Account_Is_Linked_Already_Whatever_The_Spelling()
    {
        await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", "https://GHE.EXAMPLE.COM:443/", "good-8"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("""{"errors":{"url":["is already linked"]}}""", answer.Body);
    }

    [Fact]
    public async Task Patch_Replaces_The_Token_Of_The_Same_Account_Only()
    {
        var id = await api.LinkAsync(_owner, "gitlab-self-hosted", GitLab, "good-42");
        var refused = await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("good-7"));
        Assert.Equal("""{"errors":{"access_token":["belongs to another GitLab account"]}}""", refused.Body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("revoked"))).Status);
        Assert.Equal("good-42", (await ListAsync()).Single().GetProperty("access_token").GetString());

        var replaced = await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/gitlab-self-hosted", Payload.Replace("good-42-new"));
        Assert.Equal(HttpStatusCode.OK, replaced.Status);
        Assert.Equal(id, replaced.Json.GetProperty("scm_integration").GetProperty("id").GetString());
        Assert.False(replaced.Json.GetProperty("scm_integration").TryGetProperty("access_token", out _));
        Assert.Equal("good-42-new", (await ListAsync()).Single().GetProperty("access_token").GetString());
    }

    [Fact]
    public async Task A_Check_Answers_Without_The_Token()
    {
        var id = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var answer = await api.CallAsync(_owner, HttpMethod.Post, $"{Path}/{id}/check");

        Assert.Equal((HttpStatusCode.OK, id), (answer.Status, answer.Json.GetProperty("scm_integration").GetProperty("id").GetString()));
        Assert.DoesNotContain("good-8", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Check_Answers_What_Is_Kept_When_It_Has_Ended()
    {
        var platform = new TaskCompletionSource();
        var id = await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var calls = api.Platform.Calls.Count;
        api.Platform.Until = platform.Task;
        try
        {
            var check = api.CallAsync(_owner, HttpMethod.Post, $"{Path}/{id}/check");
            await Eventually.HoldsAsync(() => api.Platform.Calls.Count > calls, TimeSpan.FromSeconds(60), "the platform is not asked");
            Assert.Equal(HttpStatusCode.NoContent, (await api.CallAsync(_owner, HttpMethod.Delete, $"{Path}/{id}")).Status);
            platform.SetResult();
            Assert.Equal((HttpStatusCode.NotFound, NotFoundBody), ((await check).Status, (await check).Body));
        }
        finally
        {
            platform.TrySetResult();
            api.Platform.Until = Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_Token_By_Hand_Does_Not_End_When_The_One_Before_Would_Have()
    {
        var refreshed = Integrations.For($"us-{_owner}", uid: "8") with { RefreshToken = new Secret("refresh"), ExpiresAt = DateTimeOffset.UtcNow.AddHours(2) };
        await api.Gateway.Services.GetRequiredService<IScmIntegrationStore>().AddAsync(refreshed, 100, CancellationToken.None);

        var replaced = await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/{refreshed.Id}", Payload.Replace("good-8"));

        Assert.Equal(HttpStatusCode.OK, replaced.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, replaced.Json.GetProperty("scm_integration").GetProperty("expires_at").ValueKind);
    }

    [Theory]
    [InlineData("PUT", "", "GET, HEAD, POST")]
    [InlineData("DELETE", "", "GET, HEAD, POST")]
    [InlineData("DEBUG", "", "GET, HEAD, POST")]
    [InlineData("PUT", "/github", "GET, HEAD, PATCH, DELETE")]
    [InlineData("POST", "/github", "GET, HEAD, PATCH, DELETE")]
    [InlineData("GET", "/github/import_keys", "POST")]
    [InlineData("GET", "/github/check", "POST")]
    [InlineData("POST", "/github/orgs", "GET, HEAD")]
    [InlineData("POST", "/github/branches", "GET, HEAD")]
    [InlineData("POST", "/github/search_repos", "GET, HEAD")]
    [InlineData("POST", "/github/search_pull_requests", "GET, HEAD")]
    public async Task A_Method_That_Is_Not_Served_Is_405_With_Allow_And_Never_Reaches_The_Upstream(string method, string path, string allow)
    {
        var answer = await api.CallAsync(_owner, new HttpMethod(method), Path + path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal(allow, string.Join(", ", answer.ContentHeaders.Allow));
        Assert.DoesNotContain(api.Gateway.Upstream.Requests, request => request.Path == Path + path && path.Length > 0);
    }

    [Theory]
    [InlineData("/github/unknown")]
    [InlineData("/github/import_keys/x")]
    [InlineData("//orgs")]
    public async Task A_Path_That_Is_Not_Served_Is_404_And_Never_Reaches_The_Upstream(string path)
    {
        var answer = await api.CallAsync(_owner, HttpMethod.Get, Path + path);
        Assert.Equal((HttpStatusCode.NotFound, NotFoundBody), (answer.Status, answer.Body));
        Assert.DoesNotContain(api.Gateway.Upstream.Requests, request => request.Path == Path + path);
    }

    [Fact]
    public async Task Without_A_Good_Token_The_Answer_Is_401()
    {
        var answer = await api.CallAsync("nobody", HttpMethod.Get, Path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.True(answer.Json.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/github-enterprise")]
    [InlineData("/github-enterprise/search_repos?query=app")]
    [InlineData("/github-enterprise/search_pull_requests?query=fix")]
    [InlineData("/github-enterprise/orgs")]
    [InlineData("/github-enterprise/branches?repo_name=owner/name")]
    public async Task Head_Is_Answered_Like_Get_Without_A_Body(string path)
    {
        await api.LinkAsync(_owner, "github-enterprise", GitHub, "good-8");
        var get = await api.CallAsync(_owner, HttpMethod.Get, Path + path);
        var head = await api.CallAsync(_owner, HttpMethod.Head, Path + path);

        Assert.NotEqual(HttpStatusCode.MethodNotAllowed, get.Status);
        Assert.Equal((get.Status, ""), (head.Status, head.Body));
    }

    [Theory]
    [InlineData("/search_repos?query=user:nobody")]
    [InlineData("/search_pull_requests?query=repo:owner/name")]
    [InlineData("/orgs")]
    [InlineData("/branches?repo_name=owner/name")]
    [InlineData("/branches")]
    public async Task A_Type_Of_Which_There_Are_Several_Means_The_Oldest_In_A_Call_That_Reads(string call)
    {
        var owner = ApiFixture.NewOwner();
        await api.LinkAsync(owner, "github-enterprise", GitHub, "good-1");
        var one = await api.CallAsync(owner, HttpMethod.Get, $"{Path}/github-enterprise{call}");
        await api.LinkAsync(owner, "github-enterprise", GitHub, "good-2");
        var two = await api.CallAsync(owner, HttpMethod.Get, $"{Path}/github-enterprise{call}");

        Assert.NotEqual(HttpStatusCode.Conflict, two.Status);
        Assert.Equal((one.Status, one.Body), (two.Status, two.Body));
    }

    [Fact]
    public async Task Who_Has_As_Many_As_Are_Allowed_Is_Told_And_No_Platform_Is_Asked()
    {
        var store = api.Gateway.Services.GetRequiredService<IScmIntegrationStore>();
        for (var i = 0; i < 100; i++)
        {
            await store.AddAsync(Integrations.For($"us-{_owner}"), 100, CancellationToken.None);
        }

        var calls = api.Platform.Calls.Count;
        var answer = await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create("github-enterprise", GitHub, "good-8"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal("""{"errors":{"scm_type":["cannot be linked: an account has at most 100 integrations"]}}""", answer.Body);
        Assert.Equal(calls, api.Platform.Calls.Count);
    }

    [Fact]
    public async Task A_Token_That_Has_Ended_And_Cannot_Be_Refreshed_Is_503_And_Told_In_The_Log()
    {
        var ended = Integrations.For($"us-{_owner}", uid: "8") with { RefreshToken = new Secret("refresh"), ExpiresAt = DateTimeOffset.UtcNow.AddHours(-1) };
        await api.Gateway.Services.GetRequiredService<IScmIntegrationStore>().AddAsync(ended, 100, CancellationToken.None);

        var answer = await api.CallAsync(_owner, HttpMethod.Get, $"{Path}/{ended.Id}/branches?repo_name=owner/name");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains($"A call to github-enterprise for integration {ended.Id} failed", api.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Integrations_That_The_Upstream_Has_Are_Adopted_Under_Their_Ids_Once()
    {
        var veteran = ApiFixture.NewVeteran();
        var list = (await api.CallAsync(veteran, HttpMethod.Get, Path)).Json.GetProperty("scm_integrations").EnumerateArray().ToList();
        Assert.Equal(2, list.Count);
        Assert.Equal(ApiFixture.OldIdOf(veteran).ToString(), list[0].GetProperty("id").GetString());
        Assert.Equal(("8", "https://ghe.example.com", "good-8"), (
            list[0].GetProperty("uid").GetString(), list[0].GetProperty("url").GetString(), list[0].GetProperty("access_token").GetString()));
        Assert.Equal("2019-08-12T11:59:37.298Z", list[0].GetProperty("created_at").GetString());
        Assert.Equal(("unknown", ""), (list[1].GetProperty("status").GetString(), list[1].GetProperty("access_token").GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await api.CallAsync(veteran, HttpMethod.Delete, $"{Path}/{ApiFixture.OldIdOf(veteran)}")).Status);
        Assert.Single((await api.CallAsync(veteran, HttpMethod.Get, Path)).Json.GetProperty("scm_integrations").EnumerateArray());
    }

    [Fact]
    public async Task One_That_Was_Adopted_Without_An_Account_Gets_That_Of_Its_First_Token()
    {
        var veteran = ApiFixture.NewVeteran(isNameless: true);
        var id = ApiFixture.OldIdOf(veteran);
        Assert.Equal("", (await api.CallAsync(veteran, HttpMethod.Get, $"{Path}/{id}")).Json.GetProperty("scm_integration").GetProperty("uid").GetString());

        Assert.Equal(HttpStatusCode.OK, (await api.CallAsync(veteran, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("good-8"))).Status);

        var shown = (await api.CallAsync(veteran, HttpMethod.Get, $"{Path}/{id}")).Json.GetProperty("scm_integration");
        Assert.Equal(("8", "active", "good-8"), (shown.GetProperty("uid").GetString(), shown.GetProperty("status").GetString(), shown.GetProperty("access_token").GetString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await api.CallAsync(veteran, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("good-9"))).Status);
    }

    [Fact]
    public async Task A_Refused_Token_Is_403_In_A_Later_Call_And_Marks_The_Integration()
    {
        var veteran = ApiFixture.NewVeteran();
        await api.CallAsync(veteran, HttpMethod.Get, Path);
        var missing = await api.CallAsync(veteran, HttpMethod.Get, $"{Path}/gitlab/orgs");
        Assert.Equal((HttpStatusCode.Forbidden, "token_missing"), (missing.Status, missing.Json.GetProperty("code").GetString()));
        Assert.Equal("the integration has no token: replace it", missing.Json.GetProperty("error").GetString());
    }

    private async Task<IEnumerable<System.Text.Json.JsonElement>> ListAsync()
        => (await api.CallAsync(_owner, HttpMethod.Get, Path)).Json.GetProperty("scm_integrations").EnumerateArray();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\z")]
    private static partial Regex Milliseconds();
}
