namespace Gateway.Errors;

internal static class ErrorExtensions
{
    public static IServiceCollection AddErrorResponses(this IServiceCollection services)
        => services.AddExceptionHandler<ExceptionResponses>();

    /// <summary>The top of the pipeline: no answer leaves without a body in our shape.</summary>
    public static IApplicationBuilder UseErrorResponses(this IApplicationBuilder app)
        => app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = _ => Task.CompletedTask,
            SuppressDiagnosticsCallback = _ => true,
        });
}
