namespace Providers.Testing.Platforms;

/// <summary>What stands behind the lent handler in a test.</summary>
internal interface IPlatform
{
    Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken);
}
