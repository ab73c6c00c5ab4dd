using Gateway.Identity;
using Gateway.ScmIntegrations.Adoption;
using Gateway.ScmIntegrations.Calls;
using Gateway.ScmIntegrations.Contracts;

namespace Gateway.ScmIntegrations;

/// <summary>The whole prefix <c>/v1/scm_integrations</c>: what is served, and a refusal of our own for the rest.</summary>
internal static class ScmIntegrationEndpoints
{
    public const string Prefix = "/v1/scm_integrations";

    private const string Wrapper = "scm_integration";

    public static void MapScmIntegrations(this IEndpointRouteBuilder endpoints)
    {
        var limits = endpoints.ServiceProvider.GetRequiredService<OwnerLimits>();
        var turns = endpoints.ServiceProvider.GetRequiredService<OwnerTurns>();
        var deadline = endpoints.ServiceProvider.GetRequiredService<AnswerDeadline>();

        var stored = endpoints.MapGroup(Prefix).AddCallers();
        stored.MapMethods("", ["GET", "HEAD"], ListAsync).Answers<ScmIntegrationListEnvelope>();
        stored.MapMethods("{id}", ["GET", "HEAD"], ShowAsync).Answers<ScmIntegrationEnvelope>();
        stored.MapDelete("{id}", DeleteAsync).AnswersNothing();
        stored.MapUnservedCalls();

        // These ask a platform, and the deadline counts from before the caller is known.
        endpoints.MapGroup(Prefix).AddEndpointFilter(deadline.BoundCreateAsync).AddCallers()
            .MapPost("", CreateAsync).AddEndpointFilter(limits.CountCreateAsync)
            .Reads<CreateScmIntegrationEnvelope>().Answers<ScmIntegrationEnvelope>(StatusCodes.Status201Created);
        var asking = endpoints.MapGroup(Prefix).AddEndpointFilter(deadline.BoundAsync).AddCallers();
        asking.MapPatch("{id}", ReplaceTokenAsync).AddEndpointFilter(limits.CountCreateAsync)
            .Reads<ReplaceTokenEnvelope>().Answers<ScmIntegrationEnvelope>().AnswersAmbiguity();
        asking.MapPost("{id}/check", CheckAsync).AddEndpointFilter(limits.CountCreateAsync).AddEndpointFilter(turns.TakeAsync)
            .Answers<ScmIntegrationEnvelope>().AnswersAmbiguity();
        asking.MapGroup("").AddEndpointFilter(turns.TakeAsync).MapPlatformCalls();
    }

    private static RouteGroupBuilder AddCallers(this RouteGroupBuilder group)
    {
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        return group
            .RequireCors(CorsSetup.PolicyName)
            .AddEndpointFilter(services.GetRequiredService<CallerGate>().CheckAsync)
            .AddEndpointFilter(services.GetRequiredService<OwnerLimits>().CountCallAsync)
            .AddEndpointFilter(NoStoreAsync)
            .AddEndpointFilter(SlowReaders.BoundAsync)
            .AddEndpointFilter(services.GetRequiredService<IntegrationAdopter>().AdoptAsync)
            .WithTags("SCM integrations");
    }

    private static async Task<IResult> ListAsync(HttpContext context, ScmIntegrationService service)
    {
        var owner = context.GetCaller().Owner;
        var integrations = await service.ListAsync(owner, context.RequestAborted);
        var responses = new ScmIntegrationResponse[integrations.Count];
        for (var i = 0; i < responses.Length; i++)
        {
            responses[i] = ScmIntegrationResponse.From(integrations[i], owner, withToken: true);
        }

        return Json(new ScmIntegrationListEnvelope(responses));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id, ScmIntegrationService service)
    {
        var owner = context.GetCaller().Owner;
        var found = await service.FindAsync(owner, id, context.RequestAborted);
        return found.Value is { } integration ? Json(Envelope(integration, owner, withToken: true)) : found.Refusal!.ToResult();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ScmIntegrationService service, OwnerTurns turns)
    {
        var body = await RequestBody.ReadAsync(context, Wrapper);
        if (body.Refusal is { } refusal)
        {
            return refusal;
        }

        var owner = context.GetCaller().Owner;
        using var turn = await turns.TakeAsync(owner, context.RequestAborted);
        if (turn is null)
        {
            return OwnerTurns.Busy;
        }

        var created = await service.CreateAsync(owner, CreateScmIntegrationRequest.From(body.Value), context.RequestAborted);
        if (created.Value is not { } integration)
        {
            return created.Refusal!.ToResult();
        }

        context.Response.Headers.Location = $"{Prefix}/{integration.Id:D}";
        return Json(Envelope(integration, owner, withToken: false), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ReplaceTokenAsync(HttpContext context, string id, ScmIntegrationService service, OwnerTurns turns)
    {
        var body = await RequestBody.ReadAsync(context, Wrapper);
        if (body.Refusal is { } refusal)
        {
            return refusal;
        }

        var owner = context.GetCaller().Owner;
        using var turn = await turns.TakeAsync(owner, context.RequestAborted);
        if (turn is null)
        {
            return OwnerTurns.Busy;
        }

        var replaced = await service.ReplaceTokenAsync(
            owner, id, ReplaceTokenRequest.From(body.Value), context.RequestAborted);
        return replaced.Value is { } integration ? Json(Envelope(integration, owner, withToken: false)) : replaced.Refusal!.ToResult();
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string id, ScmIntegrationService service)
    {
        var removed = await service.RemoveAsync(context.GetCaller().Owner, id, context.RequestAborted);
        return removed.IsSuccess ? Results.NoContent() : removed.Refusal.ToResult();
    }

    private static async Task<IResult> CheckAsync(HttpContext context, string id, ScmIntegrationService service)
    {
        var owner = context.GetCaller().Owner;
        var result = await service.CheckAsync(owner, id, context.RequestAborted);
        return result.Value is { } integration ? Json(Envelope(integration, owner, withToken: false)) : result.Refusal!.ToResult();
    }

    private static ScmIntegrationEnvelope Envelope(ScmIntegration integration, CurrentOwner owner, bool withToken)
        => new(ScmIntegrationResponse.From(integration, owner, withToken));

    private static IResult Json(ScmIntegrationEnvelope body, int status = StatusCodes.Status200OK)
        => Results.Json(body, ScmIntegrationJsonContext.Default.ScmIntegrationEnvelope, statusCode: status);

    private static IResult Json(ScmIntegrationListEnvelope body)
        => Results.Json(body, ScmIntegrationJsonContext.Default.ScmIntegrationListEnvelope);

    private static ValueTask<object?> NoStoreAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
