using Gateway.Plugins;
using Gateway.ScmIntegrations.Contracts;
using Providers.Abstractions;

namespace Gateway.ScmIntegrations;

/// <summary>Turns what a caller wrote into typed values, or names every bad field at once.</summary>
internal sealed class ScmIntegrationValidator(IProviderCatalog providers)
{
    private const string Blank = "can't be blank";

    public Outcome<ValidLink> Validate(CreateScmIntegrationRequest request)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var provider = ValidateType(request.ScmType, errors);
        var instance = ValidateUrl(request.Url, provider, errors);
        var token = ValidateToken(request.AccessToken, errors);
        return provider is null || instance is null || token is null
            ? Refusal.Invalid(errors)
            : new ValidLink(provider, instance, token);
    }

    public static Outcome<ScmAccessToken> Validate(ReplaceTokenRequest request)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        return ValidateToken(request.AccessToken, errors) is { } token ? token : Refusal.Invalid(errors);
    }

    private ProviderDescription? ValidateType(string? text, Dictionary<string, IReadOnlyList<string>> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            errors[Fields.ScmType] = [Blank];
            return null;
        }

        if (!ScmType.TryParse(text, out var type) || providers.Find(type) is not { } provider)
        {
            errors[Fields.ScmType] = ["is not supported"];
            return null;
        }

        if (!provider.LinksByToken)
        {
            errors[Fields.ScmType] = ["can only be linked in the browser, by OAuth"];
            return null;
        }

        return provider;
    }

    private static ScmInstance? ValidateUrl(
        string? text, ProviderDescription? provider, Dictionary<string, IReadOnlyList<string>> errors)
    {
        if (provider?.FixedInstance is { } only && (string.IsNullOrEmpty(text) || IsSame(text, only)))
        {
            return only;
        }

        if (string.IsNullOrEmpty(text))
        {
            errors[Fields.Url] = [Blank];
            return null;
        }

        if (provider?.FixedInstance is not null || !ScmInstance.TryParse(text, out var instance))
        {
            errors[Fields.Url] = ["is not a valid address"];
            return null;
        }

        return instance;
    }

    private static bool IsSame(string text, ScmInstance only) => ScmInstance.TryParse(text, out var instance) && instance == only;

    private static ScmAccessToken? ValidateToken(Secret? text, Dictionary<string, IReadOnlyList<string>> errors)
    {
        if (text is null || text.Reveal().Length == 0)
        {
            errors[Fields.AccessToken] = [Blank];
            return null;
        }

        if (!ScmAccessToken.TryParse(text.Reveal(), out var token))
        {
            errors[Fields.AccessToken] = ["is not valid"];
            return null;
        }

        return token;
    }

    /// <summary>What a create asks for, each part well formed; nobody has been asked yet whether it is true.</summary>
    internal sealed record ValidLink(ProviderDescription Provider, ScmInstance Instance, ScmAccessToken Token);
}
