namespace Gateway.Operations;

internal static class ServeExtensions
{
    /// <summary>
    /// Serves until told to stop. What had started is told that it ends also when something else could not start, or services in the background
    /// would take their end for a fault and fill the log with it.
    /// </summary>
    public static async Task ServeAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            app.Lifetime.StopApplication();
            throw;
        }

        await app.WaitForShutdownAsync();
    }
}
