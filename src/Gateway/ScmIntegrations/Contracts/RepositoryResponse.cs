using System.Text.Json.Serialization;
using Providers.Abstractions.Capabilities;

namespace Gateway.ScmIntegrations.Contracts;

/// <summary>A repository, named as the JS client reads it.</summary>
internal sealed record RepositoryResponse(
    long Id, string Name, [property: JsonPropertyName("fullName")] string FullName, string Description, string Url)
{
    public static RepositoryResponse From(ScmRepository repository)
        => new(repository.Id, repository.Name, repository.FullName, repository.Description ?? "", repository.Url);
}

/// <summary><c>{"repositories":[…]}</c>.</summary>
internal sealed record RepositoryListEnvelope(IReadOnlyList<RepositoryResponse> Repositories);
