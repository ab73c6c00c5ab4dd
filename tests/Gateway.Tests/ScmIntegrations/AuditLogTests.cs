using System.Net;

namespace Gateway.Tests.ScmIntegrations;

public sealed class AuditLogTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Path = "/v1/scm_integrations";
    private const string Type = "github-enterprise";
    private const string GitHub = "https://ghe.example.com";

    private readonly string _owner = ApiFixture.NewOwner();

    [Fact]
    public async Task Each_Change_Of_An_Owner_Is_A_Line_And_So_Is_What_Was_Refused()
    {
        await api.CallAsync(_owner, HttpMethod.Post, Path, Payload.Create(Type, GitHub, "revoked"));
        var id = await api.LinkAsync(_owner, Type, GitHub, "good-8");
        await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("revoked"));
        await api.CallAsync(_owner, HttpMethod.Patch, $"{Path}/{id}", Payload.Replace("good-8-new"));
        Assert.Equal(HttpStatusCode.NoContent, (await api.CallAsync(_owner, HttpMethod.Delete, $"{Path}/{id}")).Status);

        var lines = api.Log.Text.Split('\n').Where(line => line.Contains(" Gateway.Audit Owner ", StringComparison.Ordinal)
            && line.Contains(_owner, StringComparison.Ordinal)).Select(line => line.Replace(_owner, "X", StringComparison.Ordinal)).ToList();
        Assert.Collection(
            lines,
            line => Assert.StartsWith($"Warning Gateway.Audit Owner us-X could not link a {Type} account at ghe.example.com: TokenRejected", line, StringComparison.Ordinal),
            line => Assert.Equal($"Information Gateway.Audit Owner us-X linked the {Type} account 8 at ghe.example.com as {id}.", line),
            line => Assert.StartsWith($"Warning Gateway.Audit Owner us-X could not link a {Type} account at ghe.example.com: TokenRejected", line, StringComparison.Ordinal),
            line => Assert.Equal($"Information Gateway.Audit Owner us-X replaced the token of the {Type} integration {id}.", line),
            line => Assert.Equal($"Information Gateway.Audit Owner us-X unlinked the {Type} integration {id}.", line));
        Assert.DoesNotContain("good-8", api.Log.Text, StringComparison.Ordinal);
    }
}
