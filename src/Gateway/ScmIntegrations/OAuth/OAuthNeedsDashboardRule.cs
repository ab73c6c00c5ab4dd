using System.Runtime.CompilerServices;
using Gateway.Configuration;
using Gateway.Dashboard;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary>Who links in the browser is the one who is signed in on the page, so there must be one.</summary>
internal sealed class OAuthNeedsDashboardRule : ISettingsRule
{
    public async IAsyncEnumerable<string> FindProblemsAsync(
        IConfiguration settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (settings.GetSection(OAuthOptionsByType.Section).GetChildren().Any()
            && string.Equals(settings[$"{DashboardOptions.Section}:Enabled"], "false", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{OAuthOptionsByType.Section} needs {DashboardOptions.Section}:Enabled: people sign in there before they link in the browser.";
        }
    }
}
