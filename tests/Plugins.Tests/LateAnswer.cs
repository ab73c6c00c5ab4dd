namespace Plugins.Tests;

/// <summary>What a platform answers when a test lets it: «late», once.</summary>
internal sealed class LateAnswer
{
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _mayAnswer = new();

    public LateAnswer(FakeNetwork network) => network.Answer = async (request, _) =>
    {
        _asked.SetResult();
        await _mayAnswer.Task;
        return new HttpResponseMessage { RequestMessage = request, Content = new StringContent("late") };
    };

    public Task Asked => _asked.Task;

    public void Give() => _mayAnswer.SetResult();
}
