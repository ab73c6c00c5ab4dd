namespace Sandbox;

/// <summary>What the sandbox tells the person before it.</summary>
internal static class SandboxText
{
    public const string Help = """
        The gateway with everything around it, on this machine alone.

        dotnet run --project samples/Sandbox              start it, and keep it running until Ctrl+C
        dotnet run --project samples/Sandbox -- --smoke   link, list, show and unlink an account on each platform, and exit
        """;

    public static string Welcome(World world) => $$$"""

        The gateway       {{{world.Address.AbsoluteUri}}}
        Its dashboard     {{{world.Address.AbsoluteUri}}}dashboard      sign in with the API token {{{World.ApiToken}}}
        Its management    http://127.0.0.1:{{{world.Ports.Management}}}/health/ready   /metrics   /plugins   /openapi/v1.json
        The auth API      {{{world.Upstream.Url}}}
        GitHub Enterprise {{{world.GitHub.Url}}}
        GitLab            {{{world.GitLab.Url}}}

        You are alice, whose bearer token is {{{World.BearerToken}}}. On both platforms, the access token «{{{World.PlatformToken}}}» is a good one,
        «{{{World.PoorToken}}}» lacks its scope, and every other is refused. Paste:

        GATEWAY={{{world.Address.AbsoluteUri.TrimEnd('/')}}}
        AUTH="Authorization: Bearer {{{World.BearerToken}}}"
        JSON="Content-Type: application/json"
        curl -H "$AUTH" -H "$JSON" $GATEWAY/v1/scm_integrations -d '{"scm_integration":{"scm_type":"github-enterprise","url":"{{{world.GitHub.Url}}}","access_token":"{{{World.PlatformToken}}}"}}'
        curl -H "$AUTH" -H "$JSON" $GATEWAY/v1/scm_integrations -d '{"scm_integration":{"scm_type":"gitlab-self-hosted","url":"{{{world.GitLab.Url}}}","access_token":"{{{World.PlatformToken}}}"}}'
        curl -H "$AUTH" $GATEWAY/v1/scm_integrations
        curl -H "$AUTH" $GATEWAY/v1/scm_integrations/github-enterprise
        curl -H "$AUTH" "$GATEWAY/v1/scm_integrations/gitlab-self-hosted/search_repos?query=user:acme"
        curl -H "$AUTH" -X DELETE $GATEWAY/v1/scm_integrations/github-enterprise
        curl -H "$AUTH" $GATEWAY/v1/users/self

        Ctrl+C ends it, and nothing of it stays.

        """;
}
