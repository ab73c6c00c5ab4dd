using Gateway.Identity;
using Gateway.ScmIntegrations.Contracts;
using Microsoft.AspNetCore.Mvc;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Calls;

/// <summary>The calls under an integration that are answered by its platform.</summary>
internal static class PlatformCallEndpoints
{
    private static readonly ScmIntegrationJsonContext Json = ScmIntegrationJsonContext.Default;

    public static void MapPlatformCalls(this IEndpointRouteBuilder group)
    {
        group.MapPost("{id}/import_keys", ImportKeysAsync).Answers<KeyListEnvelope>(StatusCodes.Status201Created).AnswersForPlatform().AnswersAmbiguity();
        group.MapMethods("{id}/search_repos", ["GET", "HEAD"], SearchRepositoriesAsync).Answers<RepositoryListEnvelope>().AnswersForPlatform();
        group.MapMethods("{id}/search_pull_requests", ["GET", "HEAD"], SearchPullRequestsAsync).Answers<PullRequestListEnvelope>().AnswersForPlatform();
        group.MapMethods("{id}/orgs", ["GET", "HEAD"], ListOrganizationsAsync).Answers<OrganizationListEnvelope>().AnswersForPlatform();
        group.MapMethods("{id}/branches", ["GET", "HEAD"], ListBranchesAsync).Answers<BranchListEnvelope>().AnswersForPlatform();
    }

    // The body is left alone: `{}` from one client, an empty form from another.
    private static async Task<IResult> ImportKeysAsync(HttpContext context, string id, KeyImporter importer)
    {
        var imported = await importer.ImportAsync(context.GetCaller(), id, context.RequestAborted);
        return imported.Value is { } keys
            ? Results.Json(new KeyListEnvelope(keys), Json.KeyListEnvelope, statusCode: StatusCodes.Status201Created)
            : imported.Refusal!.ToResult();
    }

    private static async Task<IResult> SearchRepositoriesAsync(HttpContext context, string id, string? query, PlatformCaller platform)
    {
        var search = SearchQuery.ForRepositories(query);
        var answer = await platform.CallAsync<IRepositorySearch, IReadOnlyList<ScmRepository>>(
            context.GetCaller().Owner,
            id,
            changesSomething: false,
            (source, connection, cancellation) => source.SearchRepositoriesAsync(connection, search, cancellation),
            context.RequestAborted);
        return answer.Value is { } found
            ? Results.Json(new RepositoryListEnvelope([.. found.Value.Select(RepositoryResponse.From)]), Json.RepositoryListEnvelope)
            : answer.Refusal!.ToResult();
    }

    private static async Task<IResult> SearchPullRequestsAsync(HttpContext context, string id, string? query, PlatformCaller platform)
    {
        var search = SearchQuery.ForPullRequests(query);
        var answer = await platform.CallAsync<IPullRequestSearch, IReadOnlyList<ScmPullRequest>>(
            context.GetCaller().Owner,
            id,
            changesSomething: false,
            (source, connection, cancellation) => source.SearchPullRequestsAsync(connection, search, cancellation),
            context.RequestAborted);
        return answer.Value is { } found
            ? Results.Json(new PullRequestListEnvelope([.. found.Value.Select(PullRequestResponse.From)]), Json.PullRequestListEnvelope)
            : answer.Refusal!.ToResult();
    }

    private static async Task<IResult> ListOrganizationsAsync(
        HttpContext context, string id, string? page, [FromQuery(Name = "per_page")] string? perPage, PlatformCaller platform)
    {
        var request = PageQuery.Read(page, perPage);
        var answer = await platform.CallAsync<IOrganizationSource, ScmPage<ScmOrganization>>(
            context.GetCaller().Owner,
            id,
            changesSomething: false,
            (source, connection, cancellation) => source.GetOrganizationsAsync(connection, request, cancellation),
            context.RequestAborted);
        return answer.Value is { } found
            ? Results.Json(
                new OrganizationListEnvelope(
                    [.. found.Value.Items.Select(OrganizationResponse.From)],
                    new PageMetaResponse(PaginationResponse.From(request, found.Value.TotalCount))),
                Json.OrganizationListEnvelope)
            : answer.Refusal!.ToResult();
    }

    private static async Task<IResult> ListBranchesAsync(
        HttpContext context, string id, [FromQuery(Name = "repo_name")] string? repository, PlatformCaller platform)
    {
        var answer = await platform.CallAsync<IBranchSource, IReadOnlyList<string>>(
            context.GetCaller().Owner,
            id,
            changesSomething: false,
            (source, connection, cancellation) => source.GetBranchesAsync(connection, repository ?? "", cancellation),
            context.RequestAborted);
        return answer.Value is { } found
            ? Results.Json(new BranchListEnvelope([.. found.Value.Select(name => new BranchResponse(name))]), Json.BranchListEnvelope)
            : answer.Refusal!.ToResult();
    }
}
