using Providers.Abstractions;
using Providers.Abstractions.Capabilities;
using Providers.Testing.Rules;
using Xunit;

namespace Providers.Testing;

public abstract partial class ScmProviderContract
{
    /// <summary><see cref="IPublicKeySource"/>: all keys, each in OpenSSH's form.</summary>
    [Fact]
    public Task Public_Keys_Are_Told() => RunScenarioAsync(ScenarioCatalog.PublicKeys);

    /// <summary><see cref="IPublicKeySource"/>: an account without keys has an empty list.</summary>
    [Fact]
    public Task No_Public_Keys_Are_An_Empty_List() => RunScenarioAsync(ScenarioCatalog.PublicKeysNone);

    /// <summary><see cref="IRepositorySearch"/>: what matches.</summary>
    [Fact]
    public Task Repositories_Are_Found() => RunScenarioAsync(ScenarioCatalog.Repositories);

    /// <summary><see cref="IRepositorySearch"/>: an unknown owner has an empty list, however the platform says it.</summary>
    [Fact]
    public Task Unknown_Owner_Has_No_Repositories() => RunScenarioAsync(ScenarioCatalog.RepositoriesUnknownOwner);

    /// <summary><see cref="IPullRequestSearch"/>: what matches.</summary>
    [Fact]
    public Task Pull_Requests_Are_Found() => RunScenarioAsync(ScenarioCatalog.PullRequests);

    /// <summary><see cref="IPullRequestSearch"/>: a fork that is gone is null, and the pull request is still there.</summary>
    [Fact]
    public Task Pull_Requests_Are_Found_When_Their_Source_Is_Gone() => RunScenarioAsync(ScenarioCatalog.PullRequestsSourceGone);

    /// <summary><see cref="IPullRequestSearch"/>: an unknown repository has an empty list, however the platform says it.</summary>
    [Fact]
    public Task Unknown_Repository_Has_No_Pull_Requests() => RunScenarioAsync(ScenarioCatalog.PullRequestsUnknownRepository);

    /// <summary><see cref="IOrganizationSource"/>: one page, and how many there are in all.</summary>
    [Fact]
    public Task Organizations_Are_Told() => RunScenarioAsync(ScenarioCatalog.Organizations);

    /// <summary><see cref="IOrganizationSource"/>: a page past the end is empty.</summary>
    [Fact]
    public Task Organizations_Past_The_End_Are_An_Empty_Page() => RunScenarioAsync(ScenarioCatalog.OrganizationsPastTheEnd);

    /// <summary><see cref="IBranchSource"/>: all branches, over all pages of the platform.</summary>
    [Fact]
    public Task Branches_Come_From_All_Pages() => RunScenarioAsync(ScenarioCatalog.Branches);

    /// <summary><see cref="IBranchSource"/>: an unknown repository has an empty list, however the platform says it.</summary>
    [Fact]
    public Task Unknown_Repository_Has_No_Branches() => RunScenarioAsync(ScenarioCatalog.BranchesUnknownRepository);

    /// <summary><see cref="IOAuthPlatform"/>: absolute addresses of the instance that was asked for, under its scheme and prefix.</summary>
    [Fact]
    public void OAuth_Endpoints_Are_Those_Of_The_Instance()
    {
        if (Provider is not IOAuthPlatform platform)
        {
            return;
        }

        foreach (var instance in Provider.FixedInstance is { } only ? [only] : new[] { Instance, PrefixedInstance })
        {
            var endpoints = platform.GetOAuthEndpoints(instance);
            foreach (var endpoint in new[] { endpoints?.AuthorizationEndpoint, endpoints?.TokenEndpoint })
            {
                if (endpoint is not { IsAbsoluteUri: true, UserInfo.Length: 0, Fragment.Length: 0 }
                    || !endpoint.AbsoluteUri.StartsWith($"{instance.Url}/", StringComparison.Ordinal))
                {
                    throw ContractBrokenException.Because(
                        $"OAuth's endpoints lie below the instance, here {instance}.",
                        $"{endpoint?.ToString() ?? "null"}",
                        "build them with instance.Append(\"path\").");
                }
            }

            if (endpoints!.Scopes is null || endpoints.Scopes.Any(string.IsNullOrWhiteSpace) || Provider.RequiredScopes.Except(endpoints.Scopes).Any())
            {
                throw ContractBrokenException.Because(
                    "OAuth asks at least for the scopes that RequiredScopes names, and for no empty one.",
                    $"Scopes {string.Join(", ", endpoints.Scopes ?? [])}, RequiredScopes {string.Join(", ", Provider.RequiredScopes)}",
                    "give the same list to both, or a longer one to OAuth.");
            }
        }
    }

    private static ScmInstance PrefixedInstance => ScmInstance.Parse("https://scm.example.com:8443/Tools/git");
}
