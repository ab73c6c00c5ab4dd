namespace Providers.Testing.Platforms;

/// <summary>Cannot be reached, breaks off, or sends too much: what the lent handler throws then.</summary>
internal sealed class BrokenPlatform(Func<Exception> failure) : IPlatform
{
    public Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken) => throw failure();
}
