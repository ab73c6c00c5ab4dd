using System.Collections.Concurrent;
using Providers.Testing.Recordings;

namespace Providers.Testing.Platforms;

/// <summary>Answers what was recorded, and throws at a request that was not.</summary>
internal sealed class RecordedPlatform(IReadOnlyList<RecordedAnswer> answers, string apiRoot, Placeholders placeholders) : IPlatform
{
    private readonly ConcurrentDictionary<RecordedAnswer, bool> _used = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentQueue<SeenRequest> _unexpected = new();

    /// <summary>When not null, a request whose values differ from the recorded ones is answered too, as long as its shape is kept.</summary>
    public IReadOnlyList<string>? LooseParts { get; init; }

    /// <summary>Answers a request that was not recorded with this instead of throwing; null to throw.</summary>
    public RecordedAnswer? Otherwise { get; init; }

    public IReadOnlyList<SeenRequest> Unexpected => [.. _unexpected];

    public IReadOnlyList<RecordedAnswer> Unused => [.. answers.Where(answer => !answer.Optional && !_used.ContainsKey(answer))];

    public Task<HttpResponseMessage> AnswerAsync(SeenRequest request, CancellationToken cancellationToken)
    {
        var address = RequestAddress.Of(request.Uri);
        var answer = answers.FirstOrDefault(a => a.Method == request.Method && Address(a).IsSameAs(address))
            ?? (LooseParts is { } parts
                ? answers.Where(a => a.Method == request.Method && address.HasTheShapeOf(Address(a), parts))
                    .MaxBy(a => Address(a).Query.Intersect(address.Query).Count())
                : null);
        if (answer is null)
        {
            _unexpected.Enqueue(request);
            return Otherwise is { } other
                ? Task.FromResult(Answers.Make(other, placeholders))
                : throw new ContractBrokenException(Describe(request));
        }

        _used[answer] = true;
        return Task.FromResult(Answers.Make(answer, placeholders));
    }

    public string Describe(SeenRequest request)
        => $"{request} is not recorded. Recorded: {string.Join("; ", answers.Select(a => $"{a.Method} {Absolute(a)}"))}";

    private RequestAddress Address(RecordedAnswer answer) => RequestAddress.Of(apiRoot, placeholders.Fill(answer.Path));

    private string Absolute(RecordedAnswer answer)
    {
        var path = placeholders.Fill(answer.Path);
        return path.StartsWith('/') ? apiRoot + path : path;
    }
}
