namespace Gateway.ScmIntegrations;

/// <summary>The names of the fields of a request, as errors name them.</summary>
internal static class Fields
{
    public const string ScmType = "scm_type";

    public const string Url = "url";

    public const string AccessToken = "access_token";
}
