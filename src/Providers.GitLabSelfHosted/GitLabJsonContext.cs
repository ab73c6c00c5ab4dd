using System.Text.Json.Serialization;
using Providers.GitLabSelfHosted.Answers;

namespace Providers.GitLabSelfHosted;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    MaxDepth = 8,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GitLabUserAnswer))]
[JsonSerializable(typeof(GitLabTokenAnswer))]
[JsonSerializable(typeof(GitLabErrorAnswer))]
[JsonSerializable(typeof(List<GitLabKeyAnswer>))]
[JsonSerializable(typeof(List<GitLabProjectAnswer>))]
[JsonSerializable(typeof(List<GitLabMergeRequestAnswer>))]
[JsonSerializable(typeof(List<GitLabGroupAnswer>))]
[JsonSerializable(typeof(List<GitLabBranchAnswer>))]
internal sealed partial class GitLabJsonContext : JsonSerializerContext;
