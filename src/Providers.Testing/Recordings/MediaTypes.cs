namespace Providers.Testing.Recordings;

internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Html = "text/html";

    public const string Text = "text/plain";
}
