using Providers.GitLabSelfHosted.Answers;
using Providers.GitLabSelfHosted.Queries;
using Refit;

namespace Providers.GitLabSelfHosted;

/// <summary>The platform's REST API, as much of it as is needed. https://docs.gitlab.com/api/rest/</summary>
[Headers("Authorization: Bearer", "Accept: application/json", "User-Agent: " + GitLabDefaults.ProductName)]
internal interface IGitLabClient
{
    [Get("/user")]
    Task<IApiResponse<GitLabUserAnswer>> GetUserAsync(CancellationToken cancellationToken);

    [Get("/personal_access_tokens/self")]
    Task<IApiResponse<GitLabTokenAnswer>> GetTokenAsync(CancellationToken cancellationToken);

    [Get("/user/keys")]
    Task<IApiResponse<List<GitLabKeyAnswer>>> GetKeysAsync(GitLabPage page, CancellationToken cancellationToken);

    [Get("/projects")]
    Task<IApiResponse<List<GitLabProjectAnswer>>> FindProjectsAsync(GitLabProjectFilter filter, CancellationToken cancellationToken);

    [Get("/users/{user}/projects")]
    Task<IApiResponse<List<GitLabProjectAnswer>>> FindUserProjectsAsync(
        string user, GitLabProjectFilter filter, CancellationToken cancellationToken);

    [Get("/groups/{group}/projects?include_subgroups=true")]
    Task<IApiResponse<List<GitLabProjectAnswer>>> FindGroupProjectsAsync(
        string group, GitLabProjectFilter filter, CancellationToken cancellationToken);

    [Get("/projects/{id}")]
    Task<IApiResponse<GitLabProjectAnswer>> GetProjectAsync(long id, CancellationToken cancellationToken);

    [Get("/merge_requests")]
    Task<IApiResponse<List<GitLabMergeRequestAnswer>>> FindMergeRequestsAsync(
        GitLabMergeRequestFilter filter, CancellationToken cancellationToken);

    [Get("/projects/{project}/merge_requests")]
    Task<IApiResponse<List<GitLabMergeRequestAnswer>>> FindProjectMergeRequestsAsync(
        string project, GitLabMergeRequestFilter filter, CancellationToken cancellationToken);

    [Get("/groups?all_available=false")]
    Task<IApiResponse<List<GitLabGroupAnswer>>> GetGroupsAsync(GitLabPage page, CancellationToken cancellationToken);

    [Get("/projects/{project}/repository/branches")]
    Task<IApiResponse<List<GitLabBranchAnswer>>> GetBranchesAsync(
        string project, GitLabPage page, CancellationToken cancellationToken);
}
