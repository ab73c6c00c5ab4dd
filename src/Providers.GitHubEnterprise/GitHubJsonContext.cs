using System.Text.Json.Serialization;
using Providers.GitHubEnterprise.Answers;

namespace Providers.GitHubEnterprise;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = 8,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GitHubUserAnswer))]
[JsonSerializable(typeof(GitHubErrorAnswer))]
[JsonSerializable(typeof(GitHubPullRequestAnswer))]
[JsonSerializable(typeof(GitHubSearchAnswer<GitHubRepositoryAnswer>), TypeInfoPropertyName = "RepositorySearch")]
[JsonSerializable(typeof(GitHubSearchAnswer<GitHubIssueAnswer>), TypeInfoPropertyName = "IssueSearch")]
[JsonSerializable(typeof(List<GitHubEmailAnswer>))]
[JsonSerializable(typeof(List<GitHubKeyAnswer>))]
[JsonSerializable(typeof(List<GitHubOrganizationAnswer>))]
[JsonSerializable(typeof(List<GitHubBranchAnswer>))]
internal sealed partial class GitHubJsonContext : JsonSerializerContext;
