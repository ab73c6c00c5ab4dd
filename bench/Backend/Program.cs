// What nginx cannot be for a measurement: Kestrel answering fixed JSON (the floor under every answer that the gateway makes itself),
// a sink for uploads, and a source of server-sent events.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();

var json = new byte[900];
Array.Fill(json, (byte)' ');
"{\"scm_integrations\":[]}"u8.CopyTo(json);

app.MapGet("/json", async context =>
{
    context.Response.ContentType = "application/json; charset=utf-8";
    context.Response.ContentLength = json.Length;
    await context.Response.Body.WriteAsync(json);
});

app.MapPost("/upload", async context =>
{
    await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    context.Response.StatusCode = StatusCodes.Status204NoContent;
});

app.MapGet("/events", async context =>
{
    context.Response.ContentType = "text/event-stream";
    while (!context.RequestAborted.IsCancellationRequested)
    {
        await context.Response.Body.WriteAsync("data: 0123456789abcdef0123456789abcdef\n\n"u8.ToArray(), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await Task.Delay(10, context.RequestAborted);
    }
});

app.Run();
