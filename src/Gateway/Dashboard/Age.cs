using System.Globalization;

namespace Gateway.Dashboard;

/// <summary>A length of time in the words of a person.</summary>
internal static class Age
{
    public static string Describe(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } => Text((int)age.TotalMinutes, "minutes"),
        { TotalDays: < 2 } => Text((int)age.TotalHours, "hours"),
        { TotalDays: < 62 } => Text((int)age.TotalDays, "days"),
        { TotalDays: < 731 } => Text((int)(age.TotalDays / 30.4), "months"),
        _ => Text((int)(age.TotalDays / 365.2), "years"),
    };

    private static string Text(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number} {unit} ago");
}
