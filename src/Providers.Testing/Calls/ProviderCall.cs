using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Providers.Abstractions;
using Providers.Abstractions.Capabilities;

namespace Providers.Testing.Calls;

/// <summary>One thing that the gateway may ask of a provider, so that a case can be run for all of them alike.</summary>
internal sealed class ProviderCall
{
    public static readonly ProviderCall Account = Make<IScmProvider, ScmAccount>(
        "account", [], (p, c, _, ct) => p.GetAccountAsync(c, ct), Projection.Of, ValueFaults.Of);

    public static readonly ProviderCall PublicKeys = Make<IPublicKeySource, IReadOnlyList<ScmPublicKey>>(
        "public-keys", [], (p, c, _, ct) => p.GetPublicKeysAsync(c, ct),
        keys => Projection.OfList(keys, Projection.Of), keys => keys.SelectMany(ValueFaults.Of));

    public static readonly ProviderCall Repositories = Make<IRepositorySearch, IReadOnlyList<ScmRepository>>(
        "search-repositories", [CallInput.Text, CallInput.User, CallInput.Fork],
        (p, c, i, ct) => p.SearchRepositoriesAsync(c, i.ToRepositoryQuery(), ct),
        found => Projection.OfList(found, Projection.Of), found => found.SelectMany(ValueFaults.Of));

    public static readonly ProviderCall PullRequests = Make<IPullRequestSearch, IReadOnlyList<ScmPullRequest>>(
        "search-pull-requests", [CallInput.Text, CallInput.Repository, CallInput.State],
        (p, c, i, ct) => p.SearchPullRequestsAsync(c, i.ToPullRequestQuery(), ct),
        found => Projection.OfList(found, Projection.Of), found => found.SelectMany(ValueFaults.Of));

    public static readonly ProviderCall Organizations = Make<IOrganizationSource, ScmPage<ScmOrganization>>(
        "organizations", [CallInput.Page, CallInput.Size], (p, c, i, ct) => p.GetOrganizationsAsync(c, i.ToPageRequest(), ct),
        page => new JsonObject { ["items"] = Projection.OfList(page.Items, Projection.Of), ["totalCount"] = page.TotalCount },
        page => page.Items.SelectMany(ValueFaults.Of)
            .Concat(page.TotalCount < page.Items.Count ? ["totalCount is less than the items of one page"] : []));

    public static readonly ProviderCall Branches = Make<IBranchSource, IReadOnlyList<string>>(
        "branches", [CallInput.Repository],
        (p, c, i, ct) => p.GetBranchesAsync(c, i.String(CallInput.Repository) ?? "", ct),
        branches => Projection.OfList(branches, branch => JsonValue.Create(branch)), branches => branches.SelectMany(ValueFaults.OfBranch));

    public static readonly IReadOnlyList<ProviderCall> All =
        [Account, PublicKeys, Repositories, PullRequests, Organizations, Branches];

    private readonly Func<IScmProvider, bool> _isClaimed;
    private readonly Func<IScmProvider, ScmConnection, JsonObject, CancellationToken, Task<CallOutcome>> _invoke;

    private ProviderCall(
        string name,
        Type capability,
        IReadOnlyList<string> inputs,
        Func<IScmProvider, bool> isClaimed,
        Func<IScmProvider, ScmConnection, JsonObject, CancellationToken, Task<CallOutcome>> invoke)
    {
        Name = name;
        Capability = capability;
        Inputs = inputs;
        _isClaimed = isClaimed;
        _invoke = invoke;
    }

    /// <summary>As recordings name it.</summary>
    public string Name { get; }

    public Type Capability { get; }

    /// <summary>What a scenario's «input» may hold.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public static ProviderCall Named(string name) => All.Single(call => call.Name == name);

    public bool IsClaimedBy(IScmProvider provider) => _isClaimed(provider);

    public Task<CallOutcome> InvokeAsync(IScmProvider provider, ScmConnection connection, JsonObject input, CancellationToken cancellationToken)
        => _invoke(provider, connection, input, cancellationToken);

    public override string ToString() => Name;

    private static ProviderCall Make<TProvider, TResult>(
        string name,
        IReadOnlyList<string> inputs,
        Func<TProvider, ScmConnection, JsonObject, CancellationToken, Task<ScmResult<TResult>>> call,
        Func<TResult, JsonNode> project,
        Func<TResult, IEnumerable<string>> faults)
        where TProvider : class
        where TResult : class
        => new(name, typeof(TProvider), inputs, provider => provider is TProvider, async (provider, connection, input, cancellationToken) =>
        {
            var (result, exception) = await CatchAsync(() => call((TProvider)provider, connection, input, cancellationToken));
            return result switch
            {
                { IsSuccess: true } => new CallOutcome { Value = project(result.Value), Faults = [.. faults(result.Value)] },
                { Failure: { } failure } => new CallOutcome { Failure = failure },
                _ => new CallOutcome { Exception = exception ?? new InvalidOperationException("The provider returned null.") },
            };
        });

    [SuppressMessage("Design", "CA1031", Justification = "Which exceptions a provider may throw is what the cases judge.")]
    private static async Task<(TResult? Result, Exception? Exception)> CatchAsync<TResult>(Func<Task<TResult>> call)
        where TResult : class
    {
        try
        {
            return (await call(), null);
        }
        catch (Exception e)
        {
            return (null, e);
        }
    }
}
