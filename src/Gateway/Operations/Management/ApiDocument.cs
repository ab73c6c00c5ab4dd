using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Errors;
using Gateway.Identity;
using Gateway.ScmIntegrations;
using Gateway.ScmIntegrations.Contracts;
using Microsoft.OpenApi;

namespace Gateway.Operations.Management;

/// <summary>The OpenAPI document of what the public port serves by itself, true to the bytes it sends.</summary>
internal static class ApiDocument
{
    private const string Description =
        """
        Links between accounts of the auth API and accounts of source code platforms.

        `{id}` is an integration's UUID or a `scm_type`: the caller's integration of that type. Every answer carries `X-Request-Id`.
        Unknown fields in a request are ignored, unknown paths are answered with 404.
        """;

    private static readonly Dictionary<string, (string Id, string Summary)> Operations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["GET /v1/scm_integrations"] = ("listScmIntegrations", "The caller's integrations, oldest first, with their tokens"),
        ["POST /v1/scm_integrations"] = ("createScmIntegration", "Links a platform with a token; the answer does not repeat it"),
        ["GET /v1/scm_integrations/{id}"] = ("showScmIntegration", "One integration, with its token"),
        ["PATCH /v1/scm_integrations/{id}"] = ("replaceScmIntegrationToken", "Replaces the token by another of the same account"),
        ["DELETE /v1/scm_integrations/{id}"] = ("deleteScmIntegration", "Unlinks the platform"),
        ["POST /v1/scm_integrations/{id}/check"] = ("checkScmIntegration", "Asks the platform again whether the token is good"),
        ["POST /v1/scm_integrations/{id}/import_keys"] = ("importKeys", "Adds the platform account's public keys to the caller's; answers with those that are new"),
        ["GET /v1/scm_integrations/{id}/search_repos"] = ("searchRepositories", "Repositories that match words and qualifiers (`user:`, `fork:`)"),
        ["GET /v1/scm_integrations/{id}/search_pull_requests"] = ("searchPullRequests", "Pull requests that match words and qualifiers (`repo:`, `is:`)"),
        ["GET /v1/scm_integrations/{id}/orgs"] = ("listOrganizations", "The account's organisations, page by page"),
        ["GET /v1/scm_integrations/{id}/branches"] = ("listBranches", "All branches of the repository `repo_name`"),
    };

    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        // What the document says of types it takes from here; answers name their JSON context themselves.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ScmIntegrationJsonContext.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ErrorJsonContext.Default);
        });
        return services.AddOpenApi(document => document
            .AddDocumentTransformer((api, _, _) =>
            {
                Describe(api);
                return Task.CompletedTask;
            })
            .AddOperationTransformer((operation, context, _) =>
            {
                Describe(operation, context.Description.HttpMethod ?? "", "/" + context.Description.RelativePath?.TrimEnd('/'));
                return Task.CompletedTask;
            }));
    }

    private static void Describe(OpenApiDocument api)
    {
        api.Info = new OpenApiInfo { Title = "SCM integrations", Version = ProductVersion.Text, Description = Description };

        // It would name the address of the management port, which serves none of this.
        api.Servers = [];
        api.AddComponent(CallerGate.SchemeName, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of the auth API.",
        });
        api.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CallerGate.SchemeName, api)] = [] }];
    }

    private static void Describe(OpenApiOperation operation, string method, string path)
    {
        var isHead = HttpMethods.IsHead(method);
        if (Operations.TryGetValue($"{(isHead ? "GET" : method)} {path}", out var known))
        {
            operation.OperationId = isHead ? known.Id + "Head" : known.Id;
            operation.Summary = isHead ? "As GET, without a body" : known.Summary;
        }

        operation.RequestBody?.Content?.Remove(AnswerMetadata.AnyMediaType);
        operation.Responses ??= [];
        operation.Responses["405"] = new OpenApiResponse { Description = "Another method; Allow names those of the path." };
        if (!path.Contains('{', StringComparison.Ordinal))
        {
            operation.Responses.Remove("404");
        }

        foreach (var response in operation.Responses.Values.OfType<OpenApiResponse>().Where(_ => isHead))
        {
            response.Content?.Clear();
        }

        foreach (var retried in new[] { "429", "503" })
        {
            if (operation.Responses.TryGetValue(retried, out var response) && response is OpenApiResponse { Headers: var headers } own)
            {
                own.Headers = headers ?? new Dictionary<string, IOpenApiHeader>();
                own.Headers["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds to wait before the same call may succeed.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                };
            }
        }
    }
}
