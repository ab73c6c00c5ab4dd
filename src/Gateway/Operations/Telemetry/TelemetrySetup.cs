using System.Diagnostics.Metrics;
using Gateway.Operations.Management;
using Gateway.Proxy;
using OpenTelemetry.Exporter;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Operations.Telemetry;

internal static class TelemetrySetup
{
    /// <summary>The name of our meter and of our source of spans.</summary>
    public const string Name = "Gateway";

    private const string RequestDuration = "http.server.request.duration";
    private const int FewSeries = 200;

    // HTTP clients are left out on purpose: their meter's labels hold hosts, and users choose those.
    private static readonly string[] Meters =
        [Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>
    /// Metrics for Prometheus always; traces, and metrics by OTLP, when OpenTelemetry's own settings name where to send them
    /// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its relatives). Without them no request carries a span, so that proxying costs no more than it must.
    /// </summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("gateway", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddView(LimitSeries).AddPrometheusExporter());

        if (IsSet(builder.Configuration, "METRICS"))
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter(
                otlp => Direct(otlp, builder.Configuration, "METRICS")));
        }

        if (IsSet(builder.Configuration, "TRACES"))
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(Name, ProxyDefaults.ActivitySource)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(otlp => Direct(otlp, builder.Configuration, "TRACES")));
            builder.Services.AddOptions<AspNetCoreTraceInstrumentationOptions>().Configure<ManagementPort>(
                (options, management) => options.Filter = context => !management.Owns(context));
        }

        // It logs each request with its query, in which callers put tokens though nobody reads them there; and without traces Hosting would make
        // an activity and a scope for each request as soon as this may log anything.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        return builder;
    }

    // The SDK keeps places for all series that an instrument may have from the start: 2,000, which are 7 MB for some fifty instruments. Of all
    // of ours and the framework's, requests alone may have that many, by route, method and status.
    private static MetricStreamConfiguration? LimitSeries(Instrument instrument)
        => instrument.Name == RequestDuration ? null : new MetricStreamConfiguration { CardinalityLimit = FewSeries };

    // What is set for one signal goes before what is set for all; the exporter reads the latter alone.
    private static void Direct(OtlpExporterOptions otlp, ConfigurationManager configuration, string signal)
    {
        otlp.Protocol = configuration[$"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL"] switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            _ => otlp.Protocol,
        };
        otlp.Headers = configuration[$"OTEL_EXPORTER_OTLP_{signal}_HEADERS"] ?? otlp.Headers;
        if (Uri.TryCreate(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"], UriKind.Absolute, out var endpoint))
        {
            otlp.Endpoint = endpoint;
        }
    }

    private static bool IsSet(ConfigurationManager configuration, string signal)
        => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])
            || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
