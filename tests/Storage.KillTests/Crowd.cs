namespace Storage.KillTests;

/// <summary>Many owners who change things all the time, each one thing after the other.</summary>
internal sealed class Crowd(string platformUrl, int workers, int ownersOfEach)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Owner[][] _owners =
        [.. Enumerable.Range(0, workers).Select(worker =>
            Enumerable.Range(0, ownersOfEach).Select(one => new Owner((worker * ownersOfEach) + one, platformUrl)).ToArray())];

    public int Acknowledged => _owners.Sum(group => group.Sum(owner => owner.Acknowledged));

    /// <summary>Goes on until told to stop, choosing among the gateways; gives what no kill explains.</summary>
    public async Task<IReadOnlyList<string>> WorkAsync(Func<HttpClient> choose, CancellationToken until)
    {
        var groups = _owners.Select(group => Task.Run(() => WorkAsync(group, choose, until), CancellationToken.None));
        return [.. (await Task.WhenAll(groups)).OfType<string>()];
    }

    /// <summary>Comes back when so many more changes were acknowledged, or the work has ended.</summary>
    public async Task WaitForAsync(int changes, Task work)
    {
        using var deadline = new CancellationTokenSource(Patience);
        for (var enough = Acknowledged + changes; Acknowledged < enough && !work.IsCompleted;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), deadline.Token);
        }
    }

    public async Task<IReadOnlyList<string>> VerifyAsync(HttpClient gateway)
    {
        var problems = await Task.WhenAll(_owners.SelectMany(group => group).Select(owner => owner.VerifyAsync(gateway)));
        return [.. problems.OfType<string>()];
    }

    private static async Task<string?> WorkAsync(Owner[] group, Func<HttpClient> choose, CancellationToken until)
    {
        for (var turn = 0; !until.IsCancellationRequested && group.Any(owner => !owner.IsInDoubt); turn++)
        {
            var owner = group[turn % group.Length];
            if (!owner.IsInDoubt && await owner.ChangeAsync(choose(), Random.Shared.Next()) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
