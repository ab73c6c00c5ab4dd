namespace Gateway.SecurityTests.Catalogue;

/// <summary>The prefix, written in every way that some server between here and there may read as the prefix.</summary>
internal static class PathSpellings
{
    private static readonly string[] Slashes =
        ["//", "///", "%2f", "%2F", "%2f/", "/%2f", "%252f", "%25252F", "\\", "%5c", "/\\", "%255c", "%c0%af", "%e0%80%af", "%ef%bc%8f", "%e2%88%95", "/./", "/.//", "/%2e/", "/x/../", "/x/%2e%2e/", "/x/.%2e/", "/x%2f../", "/;/", "/;x=1/", "/.;/", "/x/..;/", "/%09/", "/%20/"];

    private static readonly string[] Ends =
        ["/", "//", "%2f", ";", ";x", "%3b", "%00", "%20", "%09", "%0a", "+", ".", "%2e", ".json", "%23", "%3f", "%3fx", "/.", "/..;/", "/%2e%2e%2f", "%", "%u0020", "\\", "%c2%a0", "%e2%80%8b", "%ef%bb%bf"];

    private static readonly string[] Names =
        ["SCM_INTEGRATIONS", "Scm_Integrations", "%53cm_integrations", "scm%5fintegrations", "scm%5Fintegrations", "scm%255fintegrations", "scm_integration%73", "%73%63%6d_integrations", "scm_integration%ef%bd%93", "scm%ef%bc%bfintegrations", "%ef%bd%93cm_integrations", "scm_integration%c5%bf", "scm_%c4%b1ntegrations", "scm_%c4%b0ntegrations", "sc%6d_integrations", "scm_integrations%c2%ad", "scm-integrations/../scm_integrations"];

    public static IEnumerable<string> All()
        => Slashes.SelectMany(slash => new[] { $"{Lead(slash)}v1/scm_integrations", $"/v1{slash}scm_integrations", $"/v1{slash}scm_integrations/{{{{ID_A}}}}", $"/v1/scm_integrations{slash}{{{{ID_A}}}}" })
            .Concat(Ends.Select(end => $"/v1/scm_integrations{end}"))
            .Concat(Names.SelectMany(name => new[] { $"/v1/{name}", $"/v1/{name}/{{{{ID_A}}}}", $"/V1/{name}" }))
            .Concat(["/%76%31/scm_integrations", "/v%31/scm_integrations", "/../v1/scm_integrations", "/%2e%2e/v1/scm_integrations", "/v2/../v1/scm_integrations", "/v1;a=b/scm_integrations", "/v1/scm_integrations?/../../x", "/v1/scm_integrations#x", "/v1/scm_integrations/{{ID_A}}/../../scm_integrations"])
            .Distinct();

    private static string Lead(string slash) => slash.StartsWith('/') ? slash : "/" + slash;
}
