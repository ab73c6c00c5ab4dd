using System.Globalization;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>Reads <c>page</c> and <c>per_page</c>. Odd numbers are moved into range, and what is no number is the default.</summary>
internal static class PageQuery
{
    private const int DefaultSize = 20;
    private const int MaxSize = 100;
    private const int MaxNumber = 100_000;

    public static ScmPageRequest Read(string? page, string? perPage)
        => new(ReadNumber(page, 1, MaxNumber), ReadNumber(perPage, DefaultSize, MaxSize));

    private static int ReadNumber(string? text, int otherwise, int max)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(number, 1, max)
            : otherwise;
}
