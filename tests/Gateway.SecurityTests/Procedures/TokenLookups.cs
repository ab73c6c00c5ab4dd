using Gateway.SecurityTests.Worlds;

namespace Gateway.SecurityTests.Procedures;

/// <summary>Whose token it is, asked many times at once.</summary>
internal static class TokenLookups
{
    private const string Path = "/v1/scm_integrations";

    public static async Task StampedeAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan, new Dictionary<string, string> { ["Gateway:Limits:PerOwnerPerMinute"] = "100000" });
        var person = world.NewPerson();
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => world.CallAsync("GET", Path, person.Bearer)));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.InRange(world.Upstream.Requests.Of("GET", "/v1/users/self").Count, 1, 3);
    }

    public static async Task CrossUsersAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        var people = new List<Person>();
        for (var i = 0; i < 50; i++)
        {
            people.Add(await world.NewLinkedPersonAsync());
        }

        // Twenty tokens each.
        var tokens = people.SelectMany(person => Enumerable.Range(0, 20).Select(number =>
        {
            var token = world.Remember($"{person.Bearer}-{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            world.Upstream.AcceptToken(token, person.User);
            return (Person: person, Token: token);
        })).ToArray();
        Random.Shared.Shuffle(tokens);
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (one, _) =>
        {
            var list = (await world.CallAsync("GET", Path, one.Token)).Text;
            Assert.Contains(one.Person.IntegrationId!, list, StringComparison.Ordinal);
            Assert.All(people.Where(person => person != one.Person), other => Assert.DoesNotContain(other.IntegrationId!, list, StringComparison.Ordinal));
        });
    }

    public static async Task LogoutAsync(WorldPlan plan)
    {
        await using var world = await World.StartAsync(plan);
        foreach (var (method, path) in new[]
        {
            ("DELETE", "/v1/tokens/current"), ("DELETE", "//v1//tokens/current"), ("POST", "/v1/%74okens/revoke"), ("PUT", "/an/upstream/of/another/kind"),
        })
        {
            var person = world.NewPerson();
            Assert.Equal(200, (await world.CallAsync("GET", Path, person.Bearer)).Status);

            world.Upstream.RevokeToken(person.Bearer);
            Assert.Equal(200, (await world.CallAsync("GET", Path, person.Bearer)).Status);
            await world.CallAsync("GET", path, person.Bearer);
            Assert.Equal(200, (await world.CallAsync("GET", Path, person.Bearer)).Status);
            await world.CallAsync(method, path, person.Bearer);

            Assert.Equal(401, (await world.CallAsync("GET", Path, person.Bearer)).Status);
        }
    }
}
