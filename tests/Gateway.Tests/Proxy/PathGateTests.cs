using Gateway.Proxy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Proxy;

public class PathGateTests(GateFixture gate) : IClassFixture<GateFixture>
{
    private const string NotFound = "{\"resource\":\"scm_integration\",\"error\":\"not found\"}";

    [Theory]
    [InlineData("/v1/scm_integrations")]
    [InlineData("/v1/scm_integrations?")]
    [InlineData("/v1/scm_integrations?/../users")]
    [InlineData("/v1/scm_integrations?x=%zz%00")]
    [InlineData("/v1/scm_integrations/")]
    [InlineData("/v1/scm_integrations/github")]
    [InlineData("/v1/scm_integrations/github/x")]
    [InlineData("/v1/scm_integrations//github")]
    [InlineData("/v1/scm_integrations/a%2Fb")]
    [InlineData("/v1/scm_integrations/%20")]
    [InlineData("/v1/scm_integrations/..;/x")]
    [InlineData("/v1/./scm_integrations")]
    [InlineData("/v1/x/../scm_integrations")]
    [InlineData("/v1/x/%2e%2e/scm_integrations")]
    [InlineData("/v1/x/.%2e/scm_integrations")]
    [InlineData("/../v1/scm_integrations")]
    [InlineData("/v1/%73cm_integrations")]
    [InlineData("/%76%31/%73%63%6d%5f%69%6e%74%65%67%72%61%74%69%6f%6e%73")]
    public async Task A_Path_That_The_Server_Makes_The_Prefix_Of_Is_Ours(string path)
    {
        var answer = await gate.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.True(answer.IsOurs);
        Assert.Null(answer.Upstream);
    }

    [Theory]
    [InlineData("//v1/scm_integrations")]
    [InlineData("///v1/scm_integrations")]
    [InlineData("/v1//scm_integrations")]
    [InlineData("//v1//scm_integrations//x")]
    [InlineData("/V1/SCM_INTEGRATIONS")]
    [InlineData("/v1/Scm_Integrations/github")]
    [InlineData("/v1%2fscm_integrations")]
    [InlineData("/v1%2Fscm_integrations")]
    [InlineData("/%2fv1/scm_integrations")]
    [InlineData("/v1%252fscm_integrations")]
    [InlineData("/v1/scm%255Fintegrations")]
    [InlineData("/v1/scm%25255Fintegrations")]
    [InlineData("/v1/%2573cm_integrations")]
    [InlineData("/v1%25252525252525252fscm_integrations")]
    [InlineData("/v1\\scm_integrations")]
    [InlineData("/v1%5cscm_integrations")]
    [InlineData("/v1%255cscm_integrations")]
    [InlineData("/v1/scm_integrations%20")]
    [InlineData("/v1/scm_integrations+")]
    [InlineData("/v1/scm_integrations.")]
    [InlineData("/v1./scm_integrations")]
    [InlineData("/v1/scm_integrations.json")]
    [InlineData("/v1/scm_integrations%2ejson")]
    [InlineData("/v1/scm_integrations;x=1")]
    [InlineData("/v1;x=1/scm_integrations")]
    [InlineData("/;/v1/scm_integrations")]
    [InlineData("/v1/scm_integrations%3bx")]
    [InlineData("/v1/scm_integrations%3fx")]
    [InlineData("/v1/scm_integrations%23x")]
    [InlineData("/v1/scm_integrations%2500")]
    [InlineData("/v1/x/..;/scm_integrations")]
    [InlineData("/v1/x/..;a/%252e%252e/scm_integrations")]
    [InlineData("/v1/x/%252e%252e/scm_integrations")]
    [InlineData("/v1/a\\b/%252e%252e/scm_integrations")]
    [InlineData("/v1//%252e%252e/scm_integrations")]
    [InlineData("/v1%25c0%25afscm_integrations")]
    [InlineData("/v1%25e0%2580%25afscm_integrations")]
    [InlineData("/v1/scm%25u005fintegrations")]
    [InlineData("/v1%ef%bc%8fscm_integrations")]
    [InlineData("/v1%e2%88%95scm_integrations")]
    [InlineData("/v1/%ef%bd%93cm_integrations")]
    [InlineData("/%ef%bd%96%ef%bc%91/%ef%bd%93cm_integrations")]
    [InlineData("/v1/scm_integration%C5%BF")]
    [InlineData("/v1/scm_%C4%B1ntegrations")]
    [InlineData("/v1/%f0%9d%90%ac%63%6d_integrations")]
    [InlineData("/v1/scm%e2%80%8b_integrations")]
    [InlineData("/v1/scm%c2%ad_integrations")]
    public async Task Another_Spelling_Of_The_Prefix_Is_Not_Found(string path)
    {
        var answer = await gate.GetAsync(path);

        Assert.Equal(404, answer.Status);
        Assert.Null(answer.Upstream);
        Assert.Contains(NotFound, answer.Text, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json; charset=utf-8", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/scm_integrations%00")]
    [InlineData("/v1/scm_integrations%00.json")]
    [InlineData("/v1/scm_integrations%0a")]
    [InlineData("/v1/scm_integrations%0d%0aX:%20y")]
    [InlineData("/v1/scm_integrations%1b%5b31m")]
    [InlineData("/v1/scm_integrations%7f")]
    [InlineData("/v1/scm_integrations%c2%85")]
    [InlineData("/v1%c0%afscm_integrations")]
    [InlineData("/v1/%e0%80%af")]
    [InlineData("/v1/%ed%a0%80")]
    [InlineData("/v1/scm_integrations%ff")]
    [InlineData("/v1/scm_integrations%u002f")]
    [InlineData("/v1/scm_integrations%")]
    [InlineData("/v1/scm_integrations%2")]
    [InlineData("/v1/scm_integrations%zz")]
    [InlineData("/v1/apps/100%")]
    [InlineData("/v1/apps#fragment")]
    [InlineData("/v1/x%2F..%2Fscm_integrations")]
    [InlineData("/v1/x%2F..%2Fusers")]
    [InlineData("/v1/x%2f%2e%2e/users")]
    [InlineData("/v1/./a%2Fb")]
    [InlineData("http://{host}/v1/scm_integrations")]
    [InlineData("http://{host}/v1%2Fscm_integrations")]
    [InlineData("http://{host}/v1/users/self")]
    [InlineData("http://{host}")]
    [InlineData("http://evil.test/v1/scm_integrations")]
    [InlineData("https://{host}/v1/scm_integrations")]
    [InlineData("v1/scm_integrations")]
    [InlineData("\\v1\\scm_integrations")]
    public async Task A_Malformed_Path_Is_A_Bad_Request(string path)
    {
        var answer = await gate.SendRawAsync($"GET {path} HTTP/1.1\r\nHost: {{host}}\r\nConnection: close\r\n\r\n");

        Assert.Equal(400, answer.Status);
        Assert.Null(answer.Upstream);
    }

    [Theory]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET * HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("CONNECT {host} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET  /v1/scm_integrations HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", 400)]
    [InlineData("GET /v1/scm_integrations HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /v1/scm_integrations HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /v1/\u00e9 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", 400)]
    public async Task Other_Forms_Of_A_Request_Are_Refused(string request, int status)
    {
        var answer = await gate.SendRawAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.Null(answer.Upstream);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/v1/users/self", "/v1/users/self")]
    [InlineData("/v1/users/self?", "/v1/users/self?")]
    [InlineData("/v1/users?q=a%2Fb&r=../c", "/v1/users?q=a%2Fb&r=../c")]
    [InlineData("/v1/apps/a%20b", "/v1/apps/a%20b")]
    [InlineData("/v1/apps/a%2Fb", "/v1/apps/a%2Fb")]
    [InlineData("/v1/apps/a%2fb/c%25d?e=%2F", "/v1/apps/a%2fb/c%25d?e=%2F")]
    [InlineData("/v1/apps/a%252Fb", "/v1/apps/a%252Fb")]
    [InlineData("/v1/apps/group%2F.hidden", "/v1/apps/group%2F.hidden")]
    [InlineData("/v1/apps/%2e", "/v1/apps/")]
    [InlineData("/v1/apps/a;b=c", "/v1/apps/a;b=c")]
    [InlineData("/v1//users", "/v1//users")]
    [InlineData("/v1/apps/my.app.json", "/v1/apps/my.app.json")]
    [InlineData("/v1/apps/caf%C3%A9", "/v1/apps/caf%C3%A9")]
    [InlineData("/v1/apps/%E6%97%A5%E6%9C%AC", "/v1/apps/%E6%97%A5%E6%9C%AC")]
    [InlineData("/v1/apps/a%5Cb", "/v1/apps/a%5Cb")]
    [InlineData("/v1/scm_integrations_export", "/v1/scm_integrations_export")]
    [InlineData("/v1/scm_integrations-x", "/v1/scm_integrations-x")]
    [InlineData("/v1/scm_integration", "/v1/scm_integration")]
    [InlineData("/v1/scm", "/v1/scm")]
    [InlineData("/v10/scm_integrations", "/v10/scm_integrations")]
    [InlineData("/v2/scm_integrations", "/v2/scm_integrations")]
    [InlineData("/v1/apps/scm_integrations", "/v1/apps/scm_integrations")]
    [InlineData("/v1/apps/my%20app/scm_integrations", "/v1/apps/my%20app/scm_integrations")]
    [InlineData("/v1/scm_integrations/../users/self", "/v1/users/self")]
    [InlineData("/scm_integrations", "/scm_integrations")]
    public async Task Any_Other_Path_Is_Forwarded_As_It_Is(string path, string forwarded)
    {
        var answer = await gate.GetAsync(path);

        Assert.Equal(200, answer.Status);
        Assert.Equal(forwarded, answer.ForwardedTarget);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DEBUG")]
    [InlineData("PROPFIND")]
    [InlineData("TRACE")]
    [InlineData("M-SEARCH")]
    public async Task The_Gate_Does_Not_Look_At_The_Method(string method)
    {
        Assert.Equal(404, (await gate.SendAsync(method, "//v1/scm_integrations")).Status);
        Assert.True((await gate.SendAsync(method, "/v1/scm_integrations")).IsOurs);
    }

    [Theory]
    [InlineData("/v1/users/self")]
    [InlineData("/v1/scm_integrations/github?x=%2F")]
    [InlineData("/v1/keys?page=1&per_page=20")]
    public async Task A_Plain_Path_Costs_No_Allocation(string target)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        var passed = 0;
        var middleware = new PathGate(_ =>
        {
            passed++;
            return Task.CompletedTask;
        });
        await middleware.InvokeAsync(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var invocation = middleware.InvokeAsync(context);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        await invocation;
        Assert.Equal(2, passed);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("/v1/scm_integrations", true)]
    [InlineData("/v1/users", true)]
    [InlineData("//v1/scm_integrations", false)]
    [InlineData("/V1/scm_integrations", false)]
    public async Task A_Server_That_Does_Not_Tell_The_Raw_Target_Is_Judged_By_Its_Path(string path, bool passes)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };
        var passed = false;

        await new PathGate(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        }).InvokeAsync(context);

        Assert.Equal(passes, passed);
    }
}
