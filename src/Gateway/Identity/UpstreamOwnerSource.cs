using System.Net;
using Gateway.Proxy;
using Microsoft.Extensions.Options;

namespace Gateway.Identity;

/// <summary>Shows the caller's token to the upstream and reads the answer. Nothing is remembered here.</summary>
internal sealed partial class UpstreamOwnerSource(
    UpstreamApi upstream, IOptionsMonitor<IdentityOptions> options, ILogger<UpstreamOwnerSource> logger) : IOwnerSource
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public async ValueTask<OwnerAnswer> FindOwnerAsync(Secret bearerToken, CancellationToken cancellationToken)
    {
        var answer = await upstream.SendAsync(
            HttpMethod.Get, options.CurrentValue.Upstream.Path, bearerToken, json: null, cancellationToken);
        switch (answer.Status)
        {
            case null:
                return Unavailable(answer.Problem!);
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return OwnerAnswer.Rejected;
            case HttpStatusCode.OK:
                return Read(answer);
            default:
                return Unavailable($"the status {(int)answer.Status}");
        }
    }

    // Without an id there is no owner: never one with an empty id.
    private OwnerAnswer Read(UpstreamAnswer answer)
        => answer.Body?.GetObject("user") is { } user && user.GetTextOrNumber("id") is { Length: > 0 } id
            ? new OwnerAnswer(new CurrentOwner(id, user.GetText("email") ?? "", user.GetText("username") ?? ""))
            : Unavailable("an answer without the user's id");

    private OwnerAnswer Unavailable(string reason)
    {
        Log.Unavailable(logger, reason);
        return OwnerAnswer.Unavailable(RetryAfter);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The upstream cannot tell who is calling: {Reason}.")]
        public static partial void Unavailable(ILogger logger, string reason);
    }
}
