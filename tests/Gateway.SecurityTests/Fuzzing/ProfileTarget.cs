using System.Net;
using System.Text;
using Providers.Abstractions;

namespace Gateway.SecurityTests.Fuzzing;

/// <summary>A provider before a platform that answers with any bytes at all.</summary>
internal sealed class ProfileTarget(IScmProvider provider) : HttpMessageHandler
{
    private static readonly ScmInstance Instance = ScmInstance.Parse("https://scm.example.com");
    private static readonly ScmAccessToken Token = ScmAccessToken.Parse("canary-fuzz");

    private string _body = "";

    public static readonly string[] Profiles =
    [
        """{"id":8,"username":"octo","name":"O","state":"active","avatar_url":null,"web_url":"https://scm.example.com/octo","email":"o@example.com","bot":false}""",
        """{"login":"octo","id":8,"node_id":"MDQ6VXNlcjE=","avatar_url":"https://scm.example.com/a","html_url":"https://scm.example.com/octo","type":"User","name":null,"email":null}""",
        """{"id":1,"name":"t","active":true,"scopes":["api"],"expires_at":"2030-01-01"}""",
        """{"id":9007199254740993,"username":"\ud83d\ude00","bot":true,"scopes":[],"expires_at":null}""",
    ];

    /// <summary>The provider answers with an account that is well formed, or says why not; and throws only what the lent handler throws.</summary>
    public async Task TryAsync(string body)
    {
        _body = body;
        var result = await provider.GetAccountAsync(new ScmConnection(Instance, Token, this), CancellationToken.None);
        if (result.Value is not { } account)
        {
            Assert.NotNull(result.Failure);
            Assert.DoesNotContain("canary-fuzz", result.Failure.Detail ?? "", StringComparison.Ordinal);
            return;
        }

        Assert.Matches("^[1-9][0-9]{0,31}$", account.Uid);
        Assert.InRange(account.Username.Length, 1, 255);
        Assert.DoesNotContain(account.Username, char.IsControl);
        Assert.All((string?[])[account.AvatarUrl, account.ProfileUrl], address
            => Assert.True(string.IsNullOrEmpty(address) || address.StartsWith("http", StringComparison.OrdinalIgnoreCase), address));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_body)) { Headers = { ContentType = new("application/json") } },
        };
        answer.Headers.Add("X-OAuth-Scopes", "repo");
        return Task.FromResult(answer);
    }
}
