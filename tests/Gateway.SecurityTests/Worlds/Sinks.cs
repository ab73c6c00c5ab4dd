using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Gateway.SecurityTests.Worlds;

/// <summary>
/// Keeps what leaves the gateway beside its answers. The log is the process's own output, which whoever started it keeps; spans and
/// exceptions are written to files here.
/// </summary>
internal sealed class Sinks : IDisposable
{
    private readonly StreamWriter? _spans;
    private readonly StreamWriter? _exceptions;
    private readonly Lock _lock = new();

    public Sinks(WorldPlan plan)
    {
        if (plan.IsLoud)
        {
            _spans = new StreamWriter(Path.Combine(plan.Scratch, "spans.txt"));
            _exceptions = new StreamWriter(Path.Combine(plan.Scratch, "exceptions.txt"));
            AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => Write(_exceptions, TextOf(thrown.Exception));
        }
    }

    public void Attach(WebApplicationBuilder builder)
    {
        if (_spans is not null)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing
                .SetSampler(new AlwaysOnSampler())
                .AddProcessor(new SpanWriter(this)));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _spans?.Dispose();
            _exceptions?.Dispose();
        }
    }

    // The harness throws as well: only what the gateway or its libraries say counts, and it never says a canary by itself.
    private static string TextOf(Exception exception) => $"{exception.GetType()}: {exception.Message}";

    private void Write(StreamWriter writer, string text)
    {
        lock (_lock)
        {
            if (writer.BaseStream.CanWrite)
            {
                writer.WriteLine(text);
            }
        }
    }

    private sealed class SpanWriter(Sinks sinks) : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            var text = new StringBuilder($"{data.DisplayName} {data.StatusDescription} {data.TraceStateString}");
            foreach (var tag in data.TagObjects)
            {
                text.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
            }

            foreach (var item in data.Baggage)
            {
                text.Append(" baggage ").Append(item.Key).Append('=').Append(item.Value);
            }

            foreach (var tag in data.Events.SelectMany(one => one.Tags))
            {
                text.Append(' ').Append(tag.Key).Append('=').Append(tag.Value);
            }

            sinks.Write(sinks._spans!, text.ToString());
        }
    }
}
