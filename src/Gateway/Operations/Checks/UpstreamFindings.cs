using System.Net;
using Gateway.Identity;
using Gateway.Operations.Health;
using Gateway.Proxy;
using Microsoft.Extensions.Options;

namespace Gateway.Operations.Checks;

/// <summary>Asks each destination of the auth API for the caller's account without a token: a 401 is the answer of a healthy one.</summary>
internal sealed class UpstreamFindings(
    IUpstreamAddress upstream, UpstreamProbe probe, IOptions<IdentityOptions> identity) : ICheck
{
    public string Name => "upstream";

    public bool IsOnline => true;

    public bool NeedsValidSettings => true;

    public async Task<IReadOnlyList<CheckFinding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<CheckFinding>();
        foreach (var (name, address) in upstream.Destinations)
        {
            findings.Add(await AskAsync(name, address, cancellationToken));
        }

        return findings;
    }

    private async Task<CheckFinding> AskAsync(string name, string address, CancellationToken cancellationToken)
    {
        var path = identity.Value.Upstream.Path;
        var where = $"destination «{name}» ({address})";
        var (status, problem) = await probe.AskAsync(new Uri(address.TrimEnd('/') + path), cancellationToken);
        return status is { } answer ? Judge(where, path, answer) : CheckFinding.Problem($"{where}: {problem}.");
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
}
