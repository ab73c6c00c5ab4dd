using Providers.Abstractions;

namespace Gateway.ScmIntegrations.OAuth;

/// <summary><c>Gateway:OAuth:&lt;scm_type&gt;</c>: the gateway as a client that a platform knows.</summary>
internal sealed class OAuthClientOptions
{
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>The instance to link accounts of. The platform's only address unless set; needed for types without one.</summary>
    public string? Url { get; set; }

    public IEnumerable<string> Validate(string section)
    {
        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return $"{section}:ClientId must be set.";
        }

        if (string.IsNullOrWhiteSpace(ClientSecret))
        {
            yield return $"{section}:ClientSecret must be set.";
        }

        if (Url is not null && !ScmInstance.TryParse(Url, out _))
        {
            yield return $"{section}:Url must be the address of an instance, for example https://git.example.com.";
        }
    }
}
