using System.Runtime.CompilerServices;
using Gateway.Configuration;

namespace Gateway.Operations;

/// <summary>
/// Refuses the switches of the runtime with which the server reads requests as it did before holes in that were closed: what it and a server in front or
/// behind read differently can carry a second request past one of them.
/// </summary>
/// <param name="isOn">Whether a switch of this name is on.</param>
internal sealed class ServerSwitchesRule(Func<string, bool> isOn) : ISettingsRule
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel.";

    private static readonly string[] Insecure = [Server + "AllowKeepAliveAfterCLTE", Server + "EnableInsecureChunkedRequestParsing"];

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in Insecure.Where(isOn))
        {
            yield return $"{name} is on, in the runtime's settings: it opens the gateway to request smuggling. Take it away.";
        }
    }
}
