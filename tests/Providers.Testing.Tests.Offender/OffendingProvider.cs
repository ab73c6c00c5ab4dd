using System.Net.Sockets;
using System.Text.Json;
using Providers.Abstractions;

namespace Providers.Testing.Tests.Offender;

/// <summary>Breaks what can be seen only in an assembly of its own.</summary>
public sealed class OffendingProvider : IScmProvider
{
    public ScmType Type { get; } = ScmType.Parse("offender");

    public string PlatformName => "Offender";

    public static async Task<string> ReadAroundTheHostAsync(Uri address)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(address);
    }

    public static Socket OpenAroundTheHost() => new(SocketType.Stream, ProtocolType.Tcp);

    public static HttpMessageHandler MakeHandlerAroundTheHost() => new SocketsHttpHandler();

    public async Task<ScmResult<ScmAccount>> GetAccountAsync(ScmConnection connection, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, connection.Instance.Append("api/me"));
        request.Headers.Authorization = new("Bearer", connection.Token.Reveal());
        using var response = await connection.HttpClient.SendAsync(request, cancellationToken);
        var user = JsonSerializer.Deserialize<User>(await response.Content.ReadAsStringAsync(cancellationToken), JsonSerializerOptions.Web)!;
        return new ScmAccount { Uid = $"{user.Id}", Username = user.Login };
    }

    private sealed record User(long Id, string Login);
}
