using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations.Logging;

internal static class LogSetup
{
    private const string FormatterKey = "Logging:Console:FormatterName";

    /// <summary>The log goes to standard output: readable text on a terminal, one JSON object a line elsewhere.</summary>
    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole();
        builder.Logging.AddConsoleFormatter<TextLogFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();

        var formatter = builder.Configuration[FormatterKey] ?? (Console.IsOutputRedirected ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName);
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console => console.FormatterName = formatter);

        // Failures to start are told on standard error, in words, by the program itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level is LogLevel.Warning or LogLevel.Error);
        return builder;
    }

    /// <summary>Puts the request's id beside everything that is logged on its behalf.</summary>
    public static IApplicationBuilder UseRequestLogScope(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gateway.Requests");
        return app.Use(async (context, next) =>
        {
            using (logger.BeginScope(new RequestLogScope(context.TraceIdentifier)))
            {
                await next(context);
            }
        });
    }
}
