using System.Net;
using System.Net.Http.Headers;
using Providers.Abstractions;

namespace Providers.Common;

/// <summary>Reads a list page after page until it ends. One that does not end in time is refused: part of it would be taken for all.</summary>
internal static class WholeList
{
    public const int PageSize = 100;

    private const int MostPages = 100;
    private const int MostItems = MostPages * PageSize;

    /// <param name="read">Asks for a page; the first is 1.</param>
    /// <param name="isFollowed">Whether the headers of a page name one after it.</param>
    public static async Task<PlatformAnswer<IReadOnlyList<T>>> ReadAsync<T>(
        Func<int, Task<PlatformAnswer<List<T>>>> read, Func<HttpResponseHeaders, bool> isFollowed)
        where T : class
    {
        var items = new List<T>();
        for (var page = 1; page <= MostPages; page++)
        {
            var answer = await read(page);
            if (answer.Body is null)
            {
                return PlatformAnswer<IReadOnlyList<T>>.Unusable(answer.Failure!, answer.Status);
            }

            // A page may hold what it likes, whatever size was asked for.
            items.AddRange(answer.Body.OfType<T>().Take(MostItems + 1 - items.Count));
            if (items.Count > MostItems)
            {
                break;
            }

            if (!isFollowed(answer.Headers!))
            {
                return PlatformAnswer<IReadOnlyList<T>>.Usable(items, answer.Headers!);
            }
        }

        return PlatformAnswer<IReadOnlyList<T>>.Unusable(ScmFailure.NotThisPlatform($"The list has no end within {MostItems} items."), HttpStatusCode.OK);
    }
}
