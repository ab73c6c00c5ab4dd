using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Identity;
using Gateway.ScmIntegrations.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.ScmIntegrations.Calls;

public sealed class ImportKeysTests : IClassFixture<ApiFixture>
{
    private const string Path = "/v1/scm_integrations/github-enterprise/import_keys";
    private const string Laptop = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILaptop0000000000000000000000000000000000";
    private const string Desktop = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDesktop000000000000000000000000000000000";
    private const string Server = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQServer";

    private readonly ApiFixture _api;
    private readonly string _owner = ApiFixture.NewOwner();

    // What the upstream has, and what becomes of a key by its content: it is added unless a status is here.
    private readonly List<string> _present = [];
    private readonly Dictionary<string, int> _refused = [];
    private readonly List<JsonNode> _posted = [];
    private readonly FakeTimeProvider _time = new();
    private int _listStatus = StatusCodes.Status200OK;
    private TimeSpan _eachKeyTakes;

    public ImportKeysTests(ApiFixture api)
    {
        _api = api;
        api.UpstreamKeys = AnswerAsync;
    }

    [Fact]
    public async Task Keys_Are_Added_Under_The_Names_That_Clients_Look_For_And_Answered_As_The_Upstream_Has_Them()
    {
        await LinkAsync(("laptop", Laptop), ("at work", Desktop));

        var answer = await ImportAsync();

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(
            [("github-enterprise-laptop", Laptop), ("github-enterprise-at work", Desktop)],
            _posted.Select(key => ((string)key["key"]!["name"]!, (string)key["key"]!["content"]!)));
        var keys = answer.Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal(["github-enterprise-laptop", "github-enterprise-at work"], keys.Select(key => key.GetProperty("name").GetString()));
        Assert.Equal(
            ["id", "name", "content", "fingerprint", "created_at", "owner"], keys[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal("key-1", keys[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(Laptop)]
    [InlineData(Laptop + " jo@laptop")]
    [InlineData("  " + Laptop + "  another remark\n")]
    public async Task A_Key_That_Is_There_By_Content_Is_Not_Added_Whatever_Its_Remark(string present)
    {
        _present.Add(present);
        await LinkAsync(("laptop", Laptop + " jo@home"), ("desktop", Desktop));

        Assert.Equal(["github-enterprise-desktop"], Names(await ImportAsync()));
    }

    [Fact]
    public async Task A_Key_That_Is_Twice_On_The_Platform_Is_Added_Once()
    {
        await LinkAsync(("laptop", Laptop), ("the same", Laptop + " jo@laptop"));

        Assert.Equal(["github-enterprise-laptop"], Names(await ImportAsync()));
    }

    [Fact]
    public async Task A_Second_Import_Adds_Nothing_And_Is_201_With_An_Empty_List()
    {
        await LinkAsync(("laptop", Laptop));
        await ImportAsync();

        var again = await ImportAsync();

        Assert.Equal((HttpStatusCode.Created, """{"keys":[]}"""), (again.Status, again.Body));
        Assert.Single(_posted);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(409)]
    [InlineData(400)]
    public async Task A_Key_That_The_Upstream_Refuses_Is_Left_Out_And_The_Rest_Is_Kept(int status)
    {
        _refused[Laptop] = status;
        await LinkAsync(("laptop", Laptop), ("desktop", Desktop));

        Assert.Equal(["github-enterprise-desktop"], Names(await ImportAsync()));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task A_Failure_Half_Way_Tells_What_Was_Added_And_Begins_No_Further_Key(int status)
    {
        _refused[Desktop] = status;
        await LinkAsync(("laptop", Laptop), ("desktop", Desktop), ("server", Server));

        Assert.Equal(["github-enterprise-laptop"], Names(await ImportAsync()));
        Assert.Equal([Laptop, Desktop], _posted.Select(key => (string)key["key"]!["content"]!));

        _refused.Clear();
        Assert.Equal(["github-enterprise-desktop", "github-enterprise-server"], Names(await ImportAsync()));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task A_Failure_Before_Any_Key_Was_Added_Is_503(int status)
    {
        _refused[Laptop] = 422;
        _refused[Desktop] = status;
        await LinkAsync(("laptop", Laptop), ("desktop", Desktop), ("server", Server));

        AssertUnavailable(await ImportAsync());
        Assert.Empty(_present);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    public async Task Keys_That_Cannot_Be_Listed_Upstream_Are_503_And_Nothing_Is_Added(int status)
    {
        _listStatus = status;
        await LinkAsync(("laptop", Laptop));

        AssertUnavailable(await ImportAsync());
        Assert.Empty(_posted);
    }

    [Theory]
    [InlineData(8.9, 3)]
    [InlineData(9, 2)]
    [InlineData(20, 1)]
    public async Task No_Key_Is_Begun_After_18_Seconds_So_That_The_Answer_Comes_Before_Clients_Give_Up(double secondsOfEach, int added)
    {
        _eachKeyTakes = TimeSpan.FromSeconds(secondsOfEach);
        await LinkAsync(("laptop", Laptop), ("desktop", Desktop), ("server", Server));
        var importer = ActivatorUtilities.CreateInstance<KeyImporter>(_api.Gateway.Services, _time);

        var outcome = await importer.ImportAsync(
            new CallerFeature(new CurrentOwner($"us-{_owner}", "", ""), new Secret(_owner)), "github-enterprise", default);

        Assert.Equal(added, outcome.Value!.Count);
        Assert.Equal(added, _posted.Count);
    }

    private static IEnumerable<string?> Names(ApiFixture.Answer answer)
    {
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("name").GetString());
    }

    private static void AssertUnavailable(ApiFixture.Answer answer)
    {
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, """{"error":"the upstream cannot answer now: try again later"}"""), (answer.Status, answer.Body));
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    // A token of this test's own, so that no other sees these keys.
    private async Task LinkAsync(params (string Title, string Content)[] keys)
    {
        var token = $"good-8-new-{_owner}";
        _api.Platform.Keys[token] = JsonSerializer.Serialize(keys.Select((key, index) => new { id = index + 1, key = key.Content, title = key.Title }));
        await _api.LinkAsync(_owner, "github-enterprise", "https://ghe.example.com", token);
    }

    private Task<ApiFixture.Answer> ImportAsync() => _api.CallAsync(_owner, HttpMethod.Post, Path, "{}");

    private async Task AnswerAsync(HttpContext context)
    {
        Assert.Equal($"Bearer {_owner}", context.Request.Headers.Authorization);
        if (HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = _listStatus;
            await context.Response.WriteAsJsonAsync(new { keys = _present.Select(content => new { content }) });
            return;
        }

        var posted = (await JsonNode.ParseAsync(context.Request.Body))!;
        _posted.Add(posted);
        _time.Advance(_eachKeyTakes);
        var content = (string)posted["key"]!["content"]!;
        if (_refused.TryGetValue(content, out var status))
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("""{"errors":{"content":["has already been taken"]}}""");
            return;
        }

        _present.Add(content);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new
        {
            key = new
            {
                id = $"key-{_present.Count}",
                name = (string)posted["key"]!["name"]!,
                content,
                fingerprint = "d4:1d:8c:d9:8f:00:b2:04:e9:80:09:98:ec:f8:42:7e",
                created_at = "2026-05-01T12:00:00.000Z",
                owner = new { id = $"us-{_owner}" },
            },
        });
    }
}
