using Providers.Abstractions;

namespace Providers.GitLabSelfHosted;

/// <summary>Where the REST API of an instance is: <c>/api/v4</c> below the address, prefix and port kept; no trailing slash.</summary>
internal static class GitLabApiRoot
{
    public static Uri Of(ScmInstance instance) => instance.Append("api/v4");
}
