namespace Gateway.ScmIntegrations.Health;

/// <summary><c>Gateway:Webhook</c>: an address of the operator's that is told when a token's status changes. None unless set.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Gateway:Webhook";

    public Uri? Url { get; set; }

    /// <summary>Signs each call, so that the receiver can tell it from somebody else's.</summary>
    public string? Secret { get; set; }

    public IEnumerable<string> Validate()
    {
        if (Url is { } url && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)))
        {
            yield return $"{Section}:Url must be an http or https address.";
        }

        if (Url is not null && Secret is not { Length: >= 16 })
        {
            yield return $"{Section}:Secret must be set to 16 characters or more: without it anybody could call in our name.";
        }
    }
}
