using System.Net.Sockets;

namespace Gateway.Operations;

/// <summary>
/// The gateway's own clients, for addresses that the operator has set: straight to where they are told, past no proxy, with no cookies, following no
/// redirect, logging nothing. What calls for users goes through the outbound guard instead.
/// </summary>
internal static class DirectHttpClient
{
    public static IHttpClientBuilder AddDirectHttpClient(
        this IServiceCollection services, string name, TimeSpan timeout, Action<SocketsHttpHandler>? configure = null)
        => services.AddHttpClient(name, client => client.Timeout = timeout)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() =>
            {
                var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
                configure?.Invoke(handler);
                return new ConnectionFailures(handler);
            });

    /// <summary>
    /// Tells of a server that goes away in the moment in which it was reached as of any other that is not there. .NET 10 lets the socket's own exception
    /// through, which nobody expects.
    /// </summary>
    internal sealed class ConnectionFailures(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (SocketException exception)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "The server has gone away.", exception);
            }
        }
    }
}
