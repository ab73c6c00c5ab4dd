using System.Text.Json;

namespace Gateway.Tests.Operations.Management;

public sealed class ApiDocumentTests
{
    [Fact]
    public async Task The_Document_Names_Every_Call_That_Is_Served_And_No_Other()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var document = JsonDocument.Parse(await gateway.Management.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var calls = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()
                .Where(operation => operation.Name is "get" or "post" or "patch" or "put" or "delete")
                .Select(operation => $"{operation.Name} {path.Name}"));
        Assert.Equal(
            [
                "delete /v1/scm_integrations/{id}",
                "get /v1/scm_integrations",
                "get /v1/scm_integrations/{id}",
                "get /v1/scm_integrations/{id}/branches",
                "get /v1/scm_integrations/{id}/orgs",
                "get /v1/scm_integrations/{id}/search_pull_requests",
                "get /v1/scm_integrations/{id}/search_repos",
                "patch /v1/scm_integrations/{id}",
                "post /v1/scm_integrations",
                "post /v1/scm_integrations/{id}/check",
                "post /v1/scm_integrations/{id}/import_keys",
            ],
            calls.Order(StringComparer.Ordinal));
        var create = document.RootElement.GetProperty("paths").GetProperty("/v1/scm_integrations").GetProperty("post");
        Assert.Equal(
            ["application/json"],
            create.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(content => content.Name));
    }
}
