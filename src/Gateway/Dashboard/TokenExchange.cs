using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Proxy;

namespace Gateway.Dashboard;

/// <summary>Trades an API token for a bearer token at the upstream, as the clients do.</summary>
internal sealed class TokenExchange(UpstreamApi upstream)
{
    private const string Path = "/v1/tokens/exchange";

    /// <summary>The upstream is told for whom, so that it can count the attempts of each, and not all as the gateway's.</summary>
    public async Task<Result> ExchangeAsync(Secret apiToken, IPAddress? clientAddress, CancellationToken cancellationToken)
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + apiToken.Reveal()));
        var answer = await upstream.SendAsync(
            HttpMethod.Post, Path, new AuthenticationHeaderValue("Basic", basic), "{}"u8.ToArray(), clientAddress, cancellationToken);
        return answer switch
        {
            { Status: HttpStatusCode.OK or HttpStatusCode.Created, Body: { } body } when body.GetText("token") is { Length: > 0 } token
                => new Result(new Secret(token), IsRefused: false),
            { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest }
                => new Result(null, IsRefused: true),
            _ => new Result(null, IsRefused: false),
        };
    }

    /// <summary>The bearer token; null when the API token was refused, or the upstream could not answer.</summary>
    internal sealed record Result(Secret? BearerToken, bool IsRefused);
}
