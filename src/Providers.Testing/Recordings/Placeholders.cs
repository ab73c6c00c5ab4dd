using System.Globalization;
using System.Text.RegularExpressions;

namespace Providers.Testing.Recordings;

/// <summary>
/// What a recording cannot know beforehand: <c>{instance}</c>, <c>{api}</c>, and moments from now, <c>{unix:+60}</c> and
/// <c>{http-date:+60}</c>.
/// </summary>
internal sealed partial class Placeholders(string instanceUrl, string apiRoot, TimeProvider clock)
{
    public string Fill(string text)
        => Moment().Replace(
            text.Replace("{instance}", instanceUrl, StringComparison.Ordinal).Replace("{api}", apiRoot, StringComparison.Ordinal),
            match =>
            {
                var at = clock.GetUtcNow().AddSeconds(int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
                return match.Groups[1].Value == "unix"
                    ? at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
                    : at.ToString("R", CultureInfo.InvariantCulture);
            });

    [GeneratedRegex(@"\{(unix|http-date):([+-]\d{1,8})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
