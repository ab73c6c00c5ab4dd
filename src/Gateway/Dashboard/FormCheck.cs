using Microsoft.AspNetCore.Antiforgery;

namespace Gateway.Dashboard;

/// <summary>Lets only forms past that this page has made, for the user who is signed in.</summary>
internal sealed class FormCheck(IAntiforgery antiforgery, DashboardViews views)
{
    /// <summary>Far more than any of them holds.</summary>
    public const long MaxBytes = 64 * 1024;

    public async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return await ReadAsync(http) switch
        {
            true => await next(context),
            false => views.TooOld(http),
            null => views.Unreadable(),
        };
    }

    // Null when there is no form that could be read.
    private async Task<bool?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (Exception exception) when (IsUnreadable(exception) && !http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    // The framework wraps what kept it from reading, but not that it refuses a charset.
    private static bool IsUnreadable(Exception exception)
        => exception is NotSupportedException or AntiforgeryValidationException { InnerException: InvalidDataException or IOException };
}
