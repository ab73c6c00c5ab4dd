using System.Security.Authentication;

namespace Gateway.Outbound;

/// <summary>A certificate was refused; <paramref name="status"/> names the flags and nothing that the server has written.</summary>
internal sealed class UntrustedServerException(string status) : AuthenticationException("The server's certificate is not trusted.")
{
    public string Status { get; } = status;
}
