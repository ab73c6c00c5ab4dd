using System.Text.Json.Nodes;
using Providers.Abstractions;

namespace Providers.Common.Tests;

/// <summary>The ground of the tests that every provider runs: a connection to a fake platform with the vendor's answers.</summary>
public abstract class ProviderTests : IDisposable
{
    protected const string Token = "canary-tok-7f3a";
    protected const string BodyCanary = "canary-body-91c4";

    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    protected ProviderTests(PlatformCase platformCase)
    {
        Case = platformCase;
        Connection = new ScmConnection(Case.Instance, ScmAccessToken.Parse(Token), Platform);
    }

    protected PlatformCase Case { get; }

    protected FakePlatform Platform { get; } = new();

    protected Bundle Bundle { get; } = Bundle.Load();

    protected ScmConnection Connection { get; }

    protected CancellationToken Cancellation => _deadline.Token;

    protected string UserAddress => $"{Case.ApiRoot}user";

    public void Dispose()
    {
        Assert.False(Platform.IsDisposed, "The handler is the host's.");
        _deadline.Dispose();
        Platform.Dispose();
        GC.SuppressFinalize(this);
    }

    protected TCapability As<TCapability>()
        where TCapability : class
        => Assert.IsAssignableFrom<TCapability>(Case.Provider);

    protected void Record(params string[] ids)
    {
        foreach (var item in ids.Select(id => Bundle[id]))
        {
            Platform.Answer(Case.ApiRoot + item.Path, FakeAnswer.Of(item));
        }
    }

    protected JsonObject User(Action<JsonObject>? change = null)
    {
        var user = Bundle["user"].Body.DeepClone().AsObject();
        change?.Invoke(user);
        return user;
    }

    protected void AnswerUser(FakeAnswer answer) => Platform.Answer(UserAddress, answer);

    protected void AnswerUser(string json)
        => AnswerUser(FakeAnswer.Json(json) with { Headers = Bundle["user"].Headers });

    protected Task<ScmResult<ScmAccount>> GetAccountAsync() => Case.Provider.GetAccountAsync(Connection, Cancellation);

    protected async Task<ScmAccount> GetAccountOrFailAsync()
    {
        var result = await GetAccountAsync();
        Assert.True(result.IsSuccess, result.Failure?.ToString());
        return result.Value;
    }

    protected static ScmFailure AssertFailed<T>(ScmFailureReason reason, ScmResult<T> result)
        where T : class
    {
        Assert.Null(result.Value);
        var failure = Assert.IsType<ScmFailure>(result.Failure);
        Assert.Equal(reason, failure.Reason);
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(BodyCanary, failure.ToString(), StringComparison.Ordinal);
        return failure;
    }
}
