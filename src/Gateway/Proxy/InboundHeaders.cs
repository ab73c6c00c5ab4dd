using System.Buffers;
using System.Collections.Frozen;
using Gateway.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Gateway.Proxy;

/// <summary>
/// Takes away what a stranger may not say to the services behind: who the caller is, from where, and that another method or path is
/// meant. Transforms of a route come later and may still set any of these. Refuses a <c>Connection</c> that names other headers,
/// which would make a proxy in between drop them, a <c>Transfer-Encoding</c> that another server may read otherwise, two callers in one
/// request, an empty host, and tunnels.
/// </summary>
internal sealed class InboundHeaders(RequestDelegate next)
{
    private static readonly FrozenSet<string> Claims = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        // Another method or path.
        "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override", "X-Original-Method", "X-Forwarded-Method",
        "X-Original-URL", "X-Original-URI", "X-Original-Path", "X-Original-Host", "X-Rewrite-URL", "X-Forwarded-Uri",
        "X-Forwarded-Path", "X-Override-URL", "X-Override-Method", "X-Rewrite-Uri", "X-Envoy-Original-Path", "X-Envoy-Original-Method",
        // Who it is.
        "X-User", "X-User-Id", "X-UserId", "X-User-Name", "X-Username", "X-User-Email", "X-Email", "X-User-Groups", "X-User-Role", "X-User-Roles",
        "X-Role", "X-Roles", "X-Groups", "X-Auth-Email", "X-Auth-Subject", "X-Auth-Groups", "X-Auth-Role", "X-Auth-Roles", "X-Proxy-User", "X-Original-User", "X-Client-Cert", "X-Client-Verify", "X-Client-DN",
        "Client-Cert", "Client-Cert-Chain", "X-ARR-ClientCert", "X-Forwarded-Client-Cert", "X-Forwarded-User", "X-Forwarded-Email",
        "X-Forwarded-Groups", "X-Forwarded-Login", "X-Forwarded-Preferred-Username", "X-Forwarded-Access-Token", "X-Userinfo",
        "X-Apigateway-Api-Userinfo", "X-Endpoint-API-UserInfo", "Sudo",
        // From where. X-Forwarded-For, -Host, -Proto and -Prefix are YARP's, which replaces them.
        "Forwarded", "Forwarded-For", "X-Forwarded", "X-Forwarded-By", "X-Forwarded-Port", "X-Forwarded-Scheme", "X-Forwarded-Ssl",
        "X-Forwarded-Server", "X-Real-IP", "X-Client-IP", "Client-IP", "Proxy-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP",
        "CF-Connecting-IPv6", "Fastly-Client-IP", "X-Originating-IP", "X-ProxyUser-IP",
        "Fly-Client-IP", "X-Azure-ClientIP", "X-Envoy-External-Address", "X-Envoy-Internal", "X-Original-Forwarded-For",
        "X-Host", "X-HTTP-Host-Override",
        // What CGI hands on as HTTP_PROXY.
        "Proxy");

    private static readonly SearchValues<string> ClaimPrefixes = SearchValues.Create(
    [
        "Remote-", "X-Remote-", "X-Auth-Request-", "X-Authentik-", "X-Amzn-Oidc-", "X-MS-Client-Principal",
        "X-Amzn-Mtls-", "X-AppEngine-", "X-Auth-User", "X-Consumer-", "X-Credential-", "X-Forwarded-Tls-", "X-Goog-Authenticated-User-",
        "X-Goog-IAP-", "X-Pomerium-", "X-Vouch-", "X-WebAuth-", "Cf-Access-", "Oidc-", "X-SSL-Client", "SSL-Client-", "X-JWT-Assertion",
        "Tailscale-User-", "Impersonate-", "X-Authenticated-", "WL-Proxy-",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ConnectionOptions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "close", "keep-alive", "upgrade", "te", "trailer", "transfer-encoding", "http2-settings", "proxy-connection");

    public Task InvokeAsync(HttpContext context)
    {
        if (FindRefusal(context) is { } refusal)
        {
            return refusal.ExecuteAsync(context);
        }

        RemoveClaims(context.Request.Headers);
        RemoveOtherProtocols(context.Request.Headers);
        return next(context);
    }

    private static IResult? FindRefusal(HttpContext context)
    {
        if (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
        {
            return Problems.Error(StatusCodes.Status405MethodNotAllowed, "the gateway is no tunnel");
        }

        var headers = context.Request.Headers;
        if (NamesTwoCallers(headers.Authorization))
        {
            return Problems.Unauthorized("a valid bearer token is required");
        }

        if (headers.Host is [{ Length: 0 }])
        {
            return BadRequest("the Host is empty");
        }

        if (headers.TransferEncoding is { Count: > 0 } encoding && !IsChunkedOnce(encoding))
        {
            // What follows on this connection may be part of this request, or another one.
            context.Response.Headers.Connection = "close";
            return BadRequest("the Transfer-Encoding is not chunked alone");
        }

        return headers.Connection is { Count: > 0 } connection && NamesOtherHeaders(connection)
            ? BadRequest("the Connection header names headers that are not its own")
            : null;
    }

    private static IResult BadRequest(string error) => Problems.Error(StatusCodes.Status400BadRequest, error, ErrorCodes.BadRequest);

    private static bool NamesTwoCallers(StringValues authorization) => authorization.Count > 1;

    private static bool IsChunkedOnce(StringValues encoding)
        => encoding is [{ } only] && only.AsSpan().Trim(" \t").Equals("chunked", StringComparison.OrdinalIgnoreCase);

    private static bool NamesOtherHeaders(StringValues connection)
    {
        foreach (var line in connection)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var option = line.AsSpan(range).Trim(" \t");
                if (!option.IsEmpty && !ConnectionOptions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(option))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void RemoveClaims(IHeaderDictionary headers)
    {
        List<string>? claims = null;
        foreach (var (name, _) in headers)
        {
            if (IsClaim(name))
            {
                (claims ??= []).Add(name);
            }
        }

        claims?.ForEach(name => headers.Remove(name));
    }

    // What runs behind CGI or WSGI sees X_User_Id and X-User-Id as one and the same, so no underscore goes through at all.
    private static bool IsClaim(string name)
        => name.Contains('_', StringComparison.Ordinal)
        || (MayStartClaim(name[0]) && (Claims.Contains(name) || name.AsSpan().IndexOfAny(ClaimPrefixes) == 0));

    // Spares most headers of most requests the look-up.
    private static bool MayStartClaim(char first) => "XxFfRrCcTtSsIiOoPpWw".Contains(first, StringComparison.Ordinal);

    // A connection that has been upgraded is not looked into any more; only WebSocket is meant to go through.
    private static void RemoveOtherProtocols(IHeaderDictionary headers)
    {
        if (headers.Upgrade is { Count: > 0 } upgrade
            && !(upgrade is [{ } protocol] && protocol.Equals("websocket", StringComparison.OrdinalIgnoreCase)))
        {
            headers.Upgrade = default;
        }

        headers.Remove("HTTP2-Settings");
    }
}
