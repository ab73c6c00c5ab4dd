using System.Security.Cryptography.X509Certificates;

namespace Tests.Common.StandIns.Hosting;

/// <summary>Where a stand-in listens. Everything has a default that suits a test: plain HTTP on a free loopback port.</summary>
public sealed record StandInOptions
{
    /// <summary>0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>A prefix that everything lies below, for example <c>/gitlab</c>; a path outside it is not found.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>With a certificate the stand-in speaks TLS only.</summary>
    public X509Certificate2? Certificate { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
