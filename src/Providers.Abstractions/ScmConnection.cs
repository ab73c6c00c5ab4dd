namespace Providers.Abstractions;

/// <summary>One instance seen with one token: everything that a provider needs for a call. Valid for the length of that call.</summary>
public sealed class ScmConnection
{
    private HttpClient? _httpClient;

    /// <summary>Made by the gateway for each call, and by a provider's tests.</summary>
    /// <param name="instance">Where the platform is.</param>
    /// <param name="token">What to show it.</param>
    /// <param name="handler">The lent handler. It stays the host's: it is not disposed with what is built on it.</param>
    public ScmConnection(ScmInstance instance, ScmAccessToken token, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(handler);
        Instance = instance;
        Token = token;
        Handler = handler;
    }

    /// <summary>Where the platform is.</summary>
    public ScmInstance Instance { get; }

    /// <summary>The user's token for it.</summary>
    public ScmAccessToken Token { get; }

    /// <summary>
    /// The only way to the network that a provider may use. It judges each address that it dials, follows no redirect (a 3xx is
    /// returned as it is), keeps no cookie, decompresses nothing, and gives whole bodies of at most 1 MiB, within one deadline for
    /// connecting, headers and body. Throws <see cref="HttpRequestException"/> when one of these stands in the way. The same object
    /// for all connections, safe for all threads, and not disposed when a client on it is.
    /// </summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>A client over <see cref="Handler"/> for this call, without base address or headers; the token is not set on it.</summary>
    public HttpClient HttpClient => _httpClient ??= CreateClient();

#pragma warning disable RS0030 // The one place where a client is made for a provider: over the lent handler.
    private HttpClient CreateClient() => new(Handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore RS0030
}
