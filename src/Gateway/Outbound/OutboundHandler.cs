using System.Net;

namespace Gateway.Outbound;

/// <summary>
/// The handler that is lent to providers, and their only way to the network. Lets nothing out but <see cref="HttpRequestException"/>
/// and <see cref="OperationCanceledException"/>: with <see cref="HttpRequestError.NameResolutionError"/>,
/// <see cref="HttpRequestError.ConnectionError"/> or <see cref="HttpRequestError.SecureConnectionError"/> nothing was sent; with any
/// other the server was reached. A refusal looks like a server that is not there. Nothing here is disposed: the sockets belong to the
/// transport, which lives as long as the gateway.
/// </summary>
internal sealed class OutboundHandler(
    OutboundTransport transport, OutboundPolicySource policies, OutboundObserver observer, TimeProvider timeProvider)
    : HttpMessageHandler
{
    internal const int MaxBodyBytes = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var policy = policies.Current;
        using var deadline = new CancellationTokenSource(policy.Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            Prepare(request, policy);
            return await SendBufferedAsync(request, either.Token);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            observer.Failed(request.RequestUri, OutboundFailure.TimedOut, nameof(OutboundOptions.Timeout));
            throw new TaskCanceledException("The instance took too long.", new TimeoutException("The instance took too long.", exception));
        }
        catch (Exception exception) when (OutboundErrors.Covers(exception))
        {
            throw observer.Translate(request.RequestUri, exception);
        }
        finally
        {
            // This may be a thread that waits for sockets, and a provider may block the one it goes on with.
            await Task.Yield();
        }
    }

    private static void Prepare(HttpRequestMessage request, OutboundPolicy policy)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && policy.AllowsPlainHttp)))
        {
            throw new OutboundRefusedException(OutboundRefusal.Scheme);
        }

        if (address.UserInfo.Length > 0)
        {
            throw new OutboundRefusedException(OutboundRefusal.UserInformation);
        }

        // HTTP/3 would dial past the connect callback, also at an address that the server names (Alt-Svc).
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        // The certificate is checked against this header when it is set.
        request.Headers.Host = null;
        request.Headers.AcceptEncoding.Clear();
    }

    private async Task<HttpResponseMessage> SendBufferedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await transport.SendAsync(request, cancellationToken);
        try
        {
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols || IsEncoded(response))
            {
                throw new HttpRequestException(HttpRequestError.InvalidResponse, "The answer is encoded, or not an answer.");
            }

            if (request.Method != HttpMethod.Head)
            {
                await response.Content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
            }

            RemoveCharset(response);

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // What platforms answer is JSON, which is UTF-8. A label that says otherwise is wrong, and whoever believes it may fail over it.
    private static void RemoveCharset(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType is { } type)
        {
            foreach (var charset in type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                type.Parameters.Remove(charset);
            }
        }
    }

    // Never asked for, and 10 KiB of it can hold 10 GiB.
    private static bool IsEncoded(HttpResponseMessage response)
        => response.Content.Headers.ContentEncoding.Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        || response.Headers.TransferEncoding.Any(coding => !coding.Value.Equals("chunked", StringComparison.OrdinalIgnoreCase));
}
