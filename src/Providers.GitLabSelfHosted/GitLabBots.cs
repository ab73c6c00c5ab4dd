using System.Text.RegularExpressions;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

/// <summary>
/// Tokens of projects and groups answer for a bot user whose name tells which: <c>project_7_bot_8c2f…</c>, in older versions
/// <c>project_7_bot</c> or <c>project_7_bot2</c>. https://docs.gitlab.com/user/project/settings/project_access_tokens/#bot-users-for-projects
/// </summary>
internal static partial class GitLabBots
{
    // A person may have such a name; where the platform tells persons from bots, it is believed.
    public static bool IsProjectBot(GitLabUserAnswer user)
        => user.Bot is not false && ProjectBotName().IsMatch(user.Username);

    [GeneratedRegex(@"\Aproject_[0-9]+_bot([0-9]+|_[0-9a-z]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectBotName();
}
