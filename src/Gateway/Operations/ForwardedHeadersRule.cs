using System.Runtime.CompilerServices;
using Gateway.Configuration;

namespace Gateway.Operations;

/// <summary>
/// The framework has a switch of its own for forwarded headers, as a rule the variable <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>, which believes
/// them of everybody: whoever sends one would be whom they like, before all limits and in the upstream's log.
/// </summary>
internal sealed class ForwardedHeadersRule : ISettingsRule
{
    private const string Key = "ForwardedHeaders_Enabled";

    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (string.Equals(settings[Key], bool.TrueString, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{Key} (in the environment ASPNETCORE_FORWARDEDHEADERS_ENABLED) must not be set: "
                + $"it believes everybody's X-Forwarded-For. List the proxies in front in {FrontProxyOptions.Section}:Networks instead.";
        }
    }
}
