using Providers.Testing.Recordings;

namespace Providers.Testing.Platforms;

/// <summary>Gives one answer to everything.</summary>
internal sealed class FixedPlatform(Func<SeenRequest, RecordedAnswer> answer, Placeholders placeholders) : IPlatform
{
    public Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken)
        => Task.FromResult(Answers.Make(answer(request), placeholders));
}
