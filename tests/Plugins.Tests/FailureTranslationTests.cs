using System.Net.Sockets;
using Gateway.Plugins.Invocation;
using Providers.Abstractions;

namespace Plugins.Tests;

/// <summary>What an exception out of a provider means, and what is told of it.</summary>
public sealed class FailureTranslationTests
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, ScmFailureReason.InstanceUnreachable)]
    [InlineData(HttpRequestError.ConnectionError, ScmFailureReason.InstanceUnreachable)]
    [InlineData(HttpRequestError.SecureConnectionError, ScmFailureReason.InstanceUnreachable)]
    [InlineData(HttpRequestError.ProxyTunnelError, ScmFailureReason.InstanceUnreachable)]
    [InlineData(HttpRequestError.InvalidResponse, ScmFailureReason.NotThisPlatform)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, ScmFailureReason.NotThisPlatform)]
    [InlineData(HttpRequestError.VersionNegotiationError, ScmFailureReason.NotThisPlatform)]
    [InlineData(HttpRequestError.ResponseEnded, ScmFailureReason.PlatformFailed)]
    [InlineData(HttpRequestError.Unknown, ScmFailureReason.PlatformFailed)]
    public void An_Error_On_The_Way_Is_The_Instances(HttpRequestError error, ScmFailureReason reason)
    {
        var exception = new HttpRequestException(error, "canary");

        AssertFailure(reason, $"{error}", exception);
        AssertFailure(reason, $"{error}", new InvalidOperationException("canary", new AggregateException(exception)));
    }

    [Fact]
    public void What_Lies_Beneath_Is_Named_Without_Its_Words()
    {
        AssertFailure(
            ScmFailureReason.InstanceUnreachable,
            "ConnectionError (ConnectionRefused)",
            new HttpRequestException(HttpRequestError.ConnectionError, "canary", new SocketException((int)SocketError.ConnectionRefused)));
        AssertFailure(
            ScmFailureReason.NotThisPlatform,
            "InvalidResponse (FormatException)",
            new HttpRequestException(HttpRequestError.InvalidResponse, "canary", new FormatException("canary")));
    }

    [Fact]
    public void A_Call_That_Was_Broken_Off_Has_Failed_And_Anything_Else_Is_A_Bug()
    {
        AssertFailure(ScmFailureReason.PlatformFailed, "The call was broken off before the platform had answered.", new TaskCanceledException());
        AssertFailure(ScmFailureReason.PlatformFailed, "The connection broke.", new IOException("canary"));
        Assert.Null(FailureTranslation.Translate(new InvalidOperationException("canary", new IOException("canary"))));
        Assert.Null(FailureTranslation.Translate(new FormatException("canary")));
    }

    [Fact]
    public void A_Bug_Is_Described_By_Types_And_Places_Five_Deep()
    {
        Exception exception = new FormatException("canary");
        for (var i = 0; i < 5; i++)
        {
            exception = new InvalidOperationException("canary", exception);
        }

        var text = FailureTranslation.Describe(Thrown(exception));

        Assert.Equal(5, text.Split('\n').Count(line => line.Trim() == typeof(InvalidOperationException).FullName));
        Assert.Contains(nameof(Thrown), text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(FormatException), text, StringComparison.Ordinal);
        Assert.Contains(nameof(FormatException), FailureTranslation.Describe(exception.InnerException!), StringComparison.Ordinal);
    }

    private static void AssertFailure(ScmFailureReason reason, string detail, Exception exception)
    {
        var failure = FailureTranslation.Translate(exception)!;
        Assert.Equal((reason, detail), (failure.Reason, failure.Detail));
    }

    private static InvalidOperationException Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
