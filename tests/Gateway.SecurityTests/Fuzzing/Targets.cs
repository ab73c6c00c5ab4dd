using System.Text;
using System.Text.Json;
using Gateway.Identity;
using Gateway.Proxy;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Providers.Abstractions;
using Providers.GitHubEnterprise;
using Providers.GitLabSelfHosted;

namespace Gateway.SecurityTests.Fuzzing;

/// <summary>What reads texts of strangers. Each takes any text, and throws when it breaks its word.</summary>
internal static class Targets
{
    private const string Prefix = "/v1/scm_integrations";

    private static readonly ProfileTarget GitHub = new(new GitHubEnterpriseProvider());
    private static readonly ProfileTarget GitLab = new(new GitLabSelfHostedProvider());

    public static IReadOnlyDictionary<string, (Func<string, Task> Try, Func<IReadOnlyList<string>> Corpus)> All { get; } =
        new Dictionary<string, (Func<string, Task>, Func<IReadOnlyList<string>>)>
        {
            ["url validator"] = (Sync(ReadUrl), () => Fuzzer.Corpus(UrlOf, "https://gitlab.example.com:8443/gitlab", "http://[2001:db8::1]:80/x")),
            ["path gate"] = (JudgePathAsync, () => Fuzzer.Corpus(row => row.Path.StartsWith('/') ? row.Path : null, "/v1/apps?x=1", "/users/github/link")),
            ["body parser"] = (ReadBodyAsync, () => Fuzzer.Corpus(BodyOf, """{"scm_integration":{"scm_type":"a","url":"https://a","access_token":"t","x":[1,{"y":null}]}}""")),
            ["Authorization parser"] = (Sync(ReadAuthorization), () => Fuzzer.Corpus(
                row => row.Headers.FirstOrDefault(header => header.Key == "Authorization").Value, "Bearer a.b-c_d~e+f/g=", "bearer x")),
            ["GitHub profile parser"] = (GitHub.TryAsync, () => ProfileTarget.Profiles),
            ["GitLab profile parser"] = (GitLab.TryAsync, () => ProfileTarget.Profiles),
        };

    // What is accepted is accepted again as it is written, and means the same place.
    private static void ReadUrl(string text)
    {
        if (!ScmInstance.TryParse(text, out var instance))
        {
            return;
        }

        Assert.True(ScmInstance.TryParse(instance.Url, out var again), instance.Url);
        Assert.Equal(instance, again);
        Assert.Equal(instance.Address.Host, again.Address.Host);
        Assert.Equal(instance.Address.Port, again.Address.Port);
        Assert.Equal("", instance.Address.UserInfo + instance.Address.Query + instance.Address.Fragment);
        Assert.True(instance.Address.Scheme is "http" or "https", instance.Url);
        Assert.True(text.All(char.IsAscii) && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)), instance.Url);
        Assert.StartsWith(instance.Url + "/", instance.Append("api").AbsoluteUri, StringComparison.Ordinal);
    }

    // What goes on is not the prefix when it is decoded once more, or read without regard to case.
    private static async Task JudgePathAsync(string text)
    {
        var context = new DefaultHttpContext();
        var isThrough = false;
        var gate = new PathGate(_ =>
        {
            isThrough = true;
            return Task.CompletedTask;
        });
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = text;
        context.RequestServices = EmptyServices.Instance;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(query < 0 ? text : text[..query]);
        context.Request.Path = path.StartsWith('/') ? new PathString(path) : default;
        await gate.InvokeAsync(context);

        if (isThrough)
        {
            var isOurs = path == Prefix || path.StartsWith(Prefix + "/", StringComparison.Ordinal);
            var twice = Uri.UnescapeDataString(path).Replace('\\', '/');
            Assert.True(
                isOurs || !(twice.Equals(Prefix, StringComparison.OrdinalIgnoreCase) || twice.StartsWith(Prefix + "/", StringComparison.OrdinalIgnoreCase)),
                $"«{text}» goes on");
        }
        else
        {
            Assert.InRange(context.Response.StatusCode, 400, 404);
        }
    }

    private static async Task ReadBodyAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = bytes.Length;
        context.Request.Body = new MemoryStream(bytes);
        var reading = await RequestBody.ReadAsync(context, "scm_integration");
        if (reading.Refusal is { } refusal)
        {
            Assert.InRange(Assert.IsAssignableFrom<IStatusCodeHttpResult>(refusal).StatusCode!.Value, 400, 415);
            return;
        }

        var request = CreateScmIntegrationRequest.From(reading.Value);
        Assert.Equal(request.AccessToken is null ? "" : "***", $"{request.AccessToken}");
        using var again = JsonDocument.Parse(bytes);
        Assert.Equal(request.Url, again.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("scm_integration", out var wrapped)
            ? wrapped.GetText("url") : null);
    }

    private static void ReadAuthorization(string text)
    {
        if (BearerToken.TryRead(new StringValues(text), out var token))
        {
            Assert.StartsWith("bearer ", text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(text["Bearer ".Length..], token.Reveal());
            Assert.InRange(token.Reveal().Length, 1, 8192);
            Assert.DoesNotContain(token.Reveal(), one => one <= ' ' || one >= '\x7f' || one == ',');
        }

        Assert.False(BearerToken.TryRead(new StringValues([text, text]), out _));
    }

    private static Func<string, Task> Sync(Action<string> target) => text =>
    {
        target(text);
        return Task.CompletedTask;
    };

    private static string? UrlOf(Catalogue.HostileRow row)
        => BodyOf(row) is { } body && body.Split("\"url\":\"") is [_, var rest, ..] ? rest.Split('"')[0] : null;

    private static string? BodyOf(Catalogue.HostileRow row)
        => row.Body.StartsWith('"') ? JsonSerializer.Deserialize<string>(row.Body) : null;

    private sealed class EmptyServices : IServiceProvider
    {
        public static EmptyServices Instance { get; } = new();

        public object? GetService(Type serviceType) => null;
    }
}
