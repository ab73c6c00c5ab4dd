using Gateway.Proxy;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Proxy;

public class InboundHeadersTests(GateFixture gate) : IClassFixture<GateFixture>
{
    [Theory]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    [InlineData("x-http-method-override")]
    [InlineData("X_HTTP_Method_Override")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("X-User-Id")]
    [InlineData("X_User_Id")]
    [InlineData("x-user-id")]
    [InlineData("X-Forwarded-User")]
    [InlineData("X-Auth-Request-User")]
    [InlineData("X-Auth-Request-Preferred-Username")]
    [InlineData("Remote-User")]
    [InlineData("Remote_User")]
    [InlineData("X-Remote-User")]
    [InlineData("X-WebAuth-User")]
    [InlineData("X-Amzn-Oidc-Identity")]
    [InlineData("X-Real-IP")]
    [InlineData("Forwarded")]
    [InlineData("True-Client-IP")]
    [InlineData("X_Forwarded_For")]
    [InlineData("Content_Length")]
    [InlineData("HTTP2-Settings")]
    [InlineData("Client-Cert")]
    [InlineData("Client-Cert-Chain")]
    [InlineData("X-Forwarded-Tls-Client-Cert-Info")]
    [InlineData("X-Amzn-Mtls-Clientcert")]
    [InlineData("X-WebAuth-Role")]
    [InlineData("X-Auth-User")]
    [InlineData("X-Pomerium-Claim-Email")]
    [InlineData("X-Vouch-User")]
    [InlineData("X-Apigateway-Api-Userinfo")]
    [InlineData("X-Endpoint-API-UserInfo")]
    [InlineData("X-AppEngine-User-Email")]
    [InlineData("Oidc-Claim-Email")]
    [InlineData("X-Consumer-Groups")]
    [InlineData("X-Credential-Username")]
    [InlineData("X-Forwarded-Login")]
    [InlineData("Sudo")]
    [InlineData("Fly-Client-IP")]
    [InlineData("X-Original-Forwarded-For")]
    [InlineData("Proxy")]
    [InlineData("X-Override-Method")]
    [InlineData("X-Rewrite-Uri")]
    [InlineData("X-UserId")]
    [InlineData("X-User-Role")]
    [InlineData("X-Role")]
    [InlineData("X-Auth-Email")]
    [InlineData("X-Auth-Subject")]
    [InlineData("X-Auth-Groups")]
    [InlineData("X-Auth-Role")]
    [InlineData("X-Auth-Roles")]
    [InlineData("X-Auth-UserId")]
    [InlineData("X-Authenticated-Userid")]
    [InlineData("X-Authenticated-Role")]
    [InlineData("WL-Proxy-Client-IP")]
    [InlineData("wl-proxy-client-cert")]
    [InlineData("Proxy-Client-IP")]
    public async Task A_Claim_Is_Not_Forwarded(string header)
    {
        var answer = await gate.GetAsync("/v1/users/self", $"{header}: canary");

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Upstream);
        Assert.DoesNotContain("canary", answer.Upstream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "Authorization: Bearer a\r\nAuthorization: Bearer b\r\nHost: x", 401)]
    [InlineData("GET", "Authorization: Bearer a\r\nauthorization: Basic b\r\nHost: x", 401)]
    [InlineData("GET", "Host: ", 400)]
    [InlineData("CONNECT", "Host: x", 405)]
    public async Task Two_Callers_In_One_No_Host_And_A_Tunnel_Are_Refused(string method, string headers, int status)
    {
        var answer = await gate.SendRawAsync($"{method} /v1/apps HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n");

        Assert.Equal(status, answer.Status);
        Assert.Null(answer.Upstream);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9", "203.0.113.9")]
    [InlineData("X-Forwarded-Host: evil.test", "evil.test")]
    [InlineData("X-Forwarded-Proto: ftp", "ftp")]
    [InlineData("X-Forwarded-Prefix: /evil", "/evil")]
    public async Task A_Forwarding_Header_Is_Replaced(string header, string value)
    {
        var answer = await gate.GetAsync("/v1/users/self", header);

        Assert.DoesNotContain(value, answer.Upstream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization: Bearer token")]
    [InlineData("X-Authorization-OTP: 123456")]
    [InlineData("Cookie: a=b")]
    [InlineData("X-Request-Id: abc")]
    [InlineData("X-Custom: value")]
    [InlineData("X-Auth-Token: abc")]
    [InlineData("X-User-Agent: grpc-web/0.1")]
    [InlineData("Want-Content-Digest: sha-256=1")]
    [InlineData("Accept-Encoding: gzip")]
    [InlineData("User-Agent: canary/1.0")]
    public async Task Everything_Else_Is_Forwarded(string header)
    {
        var answer = await gate.GetAsync("/v1/users/self", header);

        Assert.Contains(header + "\r\n", answer.Upstream, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Connection: Authorization")]
    [InlineData("Connection: Host, Cookie")]
    [InlineData("Connection: close\r\nConnection: keep-alive, Authorization")]
    public async Task A_Connection_Header_That_Names_Others_Is_Refused(string header)
    {
        foreach (var path in new[] { "/v1/scm_integrations", "/v1/users/self" })
        {
            var answer = await gate.SendRawAsync($"GET {path} HTTP/1.0\r\nHost: {{host}}\r\n{header}\r\n\r\n");

            Assert.Equal(400, answer.Status);
            Assert.Null(answer.Upstream);
        }
    }

    [Theory]
    [InlineData("chunked")]
    [InlineData("Chunked")]
    [InlineData("CHUNKED")]
    [InlineData(" \tchunked\t ")]
    public async Task Chunked_Once_Is_Accepted(params string[] encoding)
    {
        var (context, isPassedOn) = await PassAsync(encoding);

        Assert.True(isPassedOn);
        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(0, context.Response.Headers.Connection.Count);
    }

    [Theory]
    [InlineData("gzip, chunked")]
    [InlineData("identity, chunked")]
    [InlineData("chunked, chunked")]
    [InlineData("chunked,")]
    [InlineData(",chunked")]
    [InlineData("chunked, gzip")]
    [InlineData("chunked;q=1")]
    [InlineData("\"chunked\"")]
    [InlineData("xchunked")]
    [InlineData("\vchunked")]
    [InlineData("")]
    [InlineData("chunked", "chunked")]
    [InlineData("gzip", "chunked")]
    public async Task Any_Other_Transfer_Encoding_Is_Refused_And_Ends_The_Connection(params string[] encoding)
    {
        var (context, isPassedOn) = await PassAsync(encoding);

        Assert.False(isPassedOn);
        Assert.Equal(400, context.Response.StatusCode);
        Assert.Equal("close", context.Response.Headers.Connection);
    }

    // The server is content with all of these, and would read what follows as a second request.
    [Theory]
    [InlineData("Transfer-Encoding: gzip, chunked")]
    [InlineData("Transfer-Encoding: chunked, chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    public async Task Nothing_Behind_A_Transfer_Encoding_That_Is_Refused_Is_Read(string header)
    {
        foreach (var path in new[] { "/v1/scm_integrations", "/v1/users/self" })
        {
            var answer = await gate.SendRawAsync(
                $"POST {path} HTTP/1.1\r\nHost: {{host}}\r\n{header}\r\n\r\n0\r\n\r\nGET /v1/users/self HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n");

            Assert.Equal(400, answer.Status);
            Assert.Contains("\r\nConnection: close\r\n", answer.Text, StringComparison.Ordinal);
            Assert.Single(answer.Text.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries));
            Assert.Null(answer.Upstream);
        }
    }

    // The server keeps only the options that it knows, so nobody behind it learns that more was named.
    [Theory]
    [InlineData("close, Authorization")]
    [InlineData("Authorization, close")]
    public async Task A_Header_Named_Beside_Close_Is_Forwarded_All_The_Same(string value)
    {
        var answer = await gate.SendRawAsync(
            $"GET /v1/users/self HTTP/1.1\r\nHost: {{host}}\r\nConnection: {value}\r\nAuthorization: Bearer token\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Contains("Authorization: Bearer token\r\n", answer.Upstream, StringComparison.Ordinal);
        Assert.DoesNotContain("Connection:", answer.Upstream, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("close")]
    [InlineData("Keep-Alive")]
    [InlineData("keep-alive, Upgrade")]
    [InlineData("TE, close")]
    [InlineData("")]
    public async Task A_Usual_Connection_Header_Is_Accepted(string value)
        => Assert.Equal(200, (await gate.GetAsync("/v1/users/self", $"Connection: {value}")).Status);

    [Theory]
    [InlineData("h2c")]
    [InlineData("SPDY/3.1")]
    [InlineData("TLS/1.0")]
    [InlineData("websocket, h2c")]
    public async Task An_Upgrade_To_Another_Protocol_Is_Not_Forwarded(string protocol)
    {
        var answer = await gate.GetAsync("/v1/users/self", "Connection: Upgrade, HTTP2-Settings", $"Upgrade: {protocol}", "HTTP2-Settings: AAMAAABk");

        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("Upgrade", answer.Upstream, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("HTTP2-Settings", answer.Upstream, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_Upgrade_To_WebSocket_Is_Forwarded()
    {
        var answer = await gate.GetAsync(
            "/v1/events", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13");

        Assert.Contains("Upgrade: websocket\r\n", answer.Upstream, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(HttpContext Context, bool IsPassedOn)> PassAsync(string[] encoding)
    {
        var isPassedOn = false;
        var headers = new InboundHeaders(_ =>
        {
            isPassedOn = true;
            return Task.CompletedTask;
        });
        var context = new DefaultHttpContext();
        context.Request.Headers.TransferEncoding = encoding;
        await headers.InvokeAsync(context);
        return (context, isPassedOn);
    }
}
