using System.Net;
using Gateway.Identity;
using Gateway.Proxy;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Operations.Checks;

/// <summary>Asks each destination of the auth API for the caller's account without a token: a 401 is the answer of a healthy one.</summary>
internal sealed class UpstreamFindings(
    IProxyConfigProvider proxy, IHttpClientFactory httpClients, IOptions<IdentityOptions> identity) : ICheck
{
    public string Name => "upstream";

    public bool IsOnline => true;

    public bool NeedsValidSettings => true;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var cluster = proxy.GetConfig().Clusters.First(cluster => cluster.ClusterId == ProxyDefaults.AuthCluster);
        var findings = new List<CheckFinding>();
        foreach (var (name, destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            findings.Add(await AskAsync(name, destination.Address, cancellationToken));
        }

        return findings;
    }

    private async Task<CheckFinding> AskAsync(string name, string address, CancellationToken cancellationToken)
    {
        var path = identity.Value.Upstream.Path;
        var where = $"destination «{name}» ({address})";
        try
        {
            var client = httpClients.CreateClient(UpstreamApi.HttpClientName);
            using var response = await client.GetAsync(
                new Uri(address.TrimEnd('/') + path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Judge(where, path, response.StatusCode);
        }
        catch (HttpRequestException exception)
        {
            return CheckFinding.Problem($"{where}: {Describe(exception)}");
        }
        catch (Exception exception) when (exception is Polly.Timeout.TimeoutRejectedException or IOException)
        {
            return CheckFinding.Problem($"{where}: did not answer in time.");
        }
    }

    private CheckFinding Judge(string where, string path, HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.InternalServerError => CheckFinding.Problem($"{where}: answered {path} with {(int)status}."),
        HttpStatusCode.NotFound when identity.Value.Mode == IdentityMode.Upstream => CheckFinding.Problem(
            $"{where}: does not know {path}, so it cannot tell who is calling: set {IdentityOptions.Section}:Upstream:Path."),
        HttpStatusCode.OK when identity.Value.Mode == IdentityMode.Upstream => CheckFinding.Warning(
            $"{where}: answered {path} with 200 although no token was shown."),
        _ => CheckFinding.Good($"{where}: answers."),
    };

    private static string Describe(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name cannot be resolved.",
        HttpRequestError.SecureConnectionError =>
            "the TLS connection failed: its certificate is not trusted by this machine, or it does not speak TLS on that port.",
        HttpRequestError.ConnectionError => "the connection was refused, or nobody answered.",
        _ => $"the answer could not be read ({exception.HttpRequestError}).",
    };
}
