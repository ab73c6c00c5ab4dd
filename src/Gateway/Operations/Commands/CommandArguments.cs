using System.Text.RegularExpressions;

namespace Gateway.Operations.Commands;

/// <summary>
/// What was written behind <c>gateway</c>: words for the program, and settings as .NET's configuration takes them
/// (<c>--Gateway:Identity:Mode=Jwt</c>, <c>--Urls http://127.0.0.1:8080</c>), which may stand anywhere among them.
/// </summary>
internal sealed partial record CommandArguments(IReadOnlyList<string> Words, IReadOnlyList<string> Settings)
{
    // The settings without a colon that are worth writing with a space. Others of the kind are known by their «=».
    private static readonly string[] HostSettings =
        ["urls", "http_ports", "https_ports", "environment", "contentroot", "applicationname", "webroot", "shutdowntimeoutseconds"];

    /// <param name="arguments">As the program got them.</param>
    /// <param name="options">The names of the program's own options, which are never settings.</param>
    public static CommandArguments Split(IReadOnlyList<string> arguments, IReadOnlySet<string> options)
    {
        var words = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsSetting(argument, options))
            {
                words.Add(argument);
                continue;
            }

            settings.Add(argument);
            if (!argument.Contains('=', StringComparison.Ordinal) && i + 1 < arguments.Count)
            {
                settings.Add(arguments[++i]);
            }
        }

        return new CommandArguments(words, settings);
    }

    private static bool IsSetting(string argument, IReadOnlySet<string> options)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            return BareSetting().IsMatch(argument);
        }

        var end = argument.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? argument : argument[..end];
        return !options.Contains(name)
            && name.Length > 2
            && (end > 0 || name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name[2..], StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\A[A-Za-z]\w*(:[\w.-]+)+=", RegexOptions.CultureInvariant)]
    private static partial Regex BareSetting();
}
