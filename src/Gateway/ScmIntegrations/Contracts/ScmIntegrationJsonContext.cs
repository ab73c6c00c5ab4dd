using System.Text.Json.Serialization;

namespace Gateway.ScmIntegrations.Contracts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ScmIntegrationEnvelope))]
[JsonSerializable(typeof(ScmIntegrationListEnvelope))]
[JsonSerializable(typeof(RepositoryListEnvelope))]
[JsonSerializable(typeof(PullRequestListEnvelope))]
[JsonSerializable(typeof(OrganizationListEnvelope))]
[JsonSerializable(typeof(BranchListEnvelope))]
[JsonSerializable(typeof(KeyListEnvelope))]
[JsonSerializable(typeof(CreateScmIntegrationEnvelope))]
[JsonSerializable(typeof(ReplaceTokenEnvelope))]
internal sealed partial class ScmIntegrationJsonContext : JsonSerializerContext;
