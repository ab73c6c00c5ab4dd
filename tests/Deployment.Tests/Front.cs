using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests;
using Tests.Common;

namespace Deployment.Tests;

/// <summary>A real server from <c>deploy/</c> before a gateway, with a certificate of the test's own, on a free port of loopback.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private Front(RunningProgram program, int port) => (_program, Port) = (program, port);

    public int Port { get; }

    public static Task<Front> StartAsync(string name, TemporaryFolder folder, X509Certificate2 certificate, Uri gateway) => name switch
    {
        "nginx" => StartNginxAsync(folder, certificate, gateway),
        "caddy" => StartCaddyAsync(folder, certificate, gateway),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such front."),
    };

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    private static async Task<Front> StartNginxAsync(TemporaryFolder folder, X509Certificate2 certificate, Uri gateway)
    {
        var port = FreePort.Next();
        var site = folder.File("gateway.conf", WithCertificate(folder, certificate, Settle(
            await File.ReadAllTextAsync(Repository.Path("deploy/nginx/gateway.conf")),
            ("listen 443 ssl", Text($"listen 127.0.0.1:{port} ssl")),
            ("server 127.0.0.1:8080;", $"server {gateway.Authority};"))));

        // Workers would run as another user, who may not read the folder of this run.
        var user = Environment.IsPrivilegedProcess ? "user root;" : "";
        var config = folder.File("nginx.conf", $$"""
            {{user}} worker_processes 1; daemon off; pid {{folder.Path}}/nginx.pid; error_log stderr;
            events { worker_connections 256; }
            http {
              access_log off;
              client_body_temp_path {{folder.Path}}/body; proxy_temp_path {{folder.Path}}/proxy; fastcgi_temp_path {{folder.Path}}/fastcgi;
              uwsgi_temp_path {{folder.Path}}/uwsgi; scgi_temp_path {{folder.Path}}/scgi;
              include {{site}};
            }
            """);
        return await ListenAsync(new RunningProgram("nginx", ["-p", folder.Path, "-c", config], folder.Path), port);
    }

    private static async Task<Front> StartCaddyAsync(TemporaryFolder folder, X509Certificate2 certificate, Uri gateway)
    {
        var port = FreePort.Next();
        var site = WithCertificate(folder, certificate, Settle(
            await File.ReadAllTextAsync(Repository.Path("deploy/caddy/Caddyfile")),
            ("gateway.example.com {", Text($"https://gateway.example.com:{port} {{\n\tbind 127.0.0.1")),
            ("reverse_proxy 127.0.0.1:8080", $"reverse_proxy {gateway.Authority}")));
        var config = folder.File("Caddyfile", "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site);
        return await ListenAsync(new RunningProgram("caddy", ["run", "--adapter", "caddyfile", "--config", config], folder.Path), port);
    }

    private static async Task<Front> ListenAsync(RunningProgram program, int port)
    {
        try
        {
            await program.WaitUntilAsync(() => Task.FromResult(FreePort.IsTaken(port)));
            return new Front(program, port);
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private static string WithCertificate(TemporaryFolder folder, X509Certificate2 certificate, string text) => Settle(
        text,
        ("/etc/ssl/gateway/fullchain.pem", folder.File("fullchain.pem", certificate.ExportCertificatePem())),
        ("/etc/ssl/gateway/key.pem", folder.File("key.pem", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem())));

    private static string Settle(string text, params (string Old, string New)[] changes)
    {
        foreach (var (old, with) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, with, StringComparison.Ordinal);
        }

        return text;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
