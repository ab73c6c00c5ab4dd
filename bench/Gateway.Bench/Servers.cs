using System.Globalization;

namespace Gateway.Bench;

/// <summary>The servers that are measured, all before the same backend, all on loopback.</summary>
internal sealed class Servers(string root, string work)
{
    public const string Token = "bench-token";

    private const int BackendPort = 9400;
    private const int PlatformPort = 9401;

    /// <summary>Where the server of fixed JSON is, which is also the source of events.</summary>
    public const int EventsPort = 9450;

    public static Uri Backend { get; } = At(BackendPort);

    // nginx gives its workers to another user when it is started by root, who may not read the folder of this run.
    private static string User => Environment.IsPrivilegedProcess ? "user root; " : "";

    /// <summary>A GitLab with as many accounts as there are questions.</summary>
    public static Uri Platform { get; } = At(PlatformPort);

    public static Uri At(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    public async Task<Subject> StartBackendAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, "backend")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "big"), new byte[1024 * 1024]);
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(config, $$$"""
            {{{User}}}worker_processes 1; daemon off; pid {{{folder}}}/pid; error_log {{{folder}}}/error.log crit;
            events { worker_connections 16384; }
            http {
              access_log off; keepalive_requests 1000000; keepalive_timeout 600s; client_max_body_size 16m; client_body_temp_path {{{folder}}}/body;
              default_type application/json;
              # Whoever creates is an owner apart, so that no list grows: the one of two, and the one that each create looks through.
              map $http_authorization $owner { "~-creates-(?<number>[0-9]+)$" us-creates-$number; default us-bench; }
              server {
                listen 127.0.0.1:{{{BackendPort}}} backlog=4096;
                location = / { return 200 '{"id":"us-c4e889d8-9bbc-4dfa-b39f-5d41c888349d","name":"a backend that answers at once","kind":"bench","size":150,"pad":"xxxxxxxxxxxxxxxxxxxxx"}'; }
                location = /big { root {{{folder}}}; }
                location = /upload { return 204; }
                location = /status { stub_status; }
                location = /v1/users/self { return 200 '{"user":{"id":"$owner","email":"bench@example.com","username":"bench"}}'; }
                location / { return 404 '{"message":"404 Not Found"}'; }
              }
              server {
                listen 127.0.0.1:{{{PlatformPort}}} backlog=4096;
                location = /api/v4/user { return 200 '{"id":$connection$connection_requests,"username":"bench","name":"Bench","state":"active","avatar_url":"http://127.0.0.1/a.png","web_url":"http://127.0.0.1/bench","email":"bench@example.com","bot":false}'; }
                location / { return 404 '{"message":"404 Not Found"}'; }
              }
            }
            """);
        return await Subject.StartAsync("backend", Backend, "nginx", ["-c", config, "-p", folder]);
    }

    /// <summary>How many requests the backend has got, this one and those at the platform's port included.</summary>
    public static async Task<long> CountBackendRequestsAsync()
    {
        using var client = new HttpClient();
        // Three lines: what is open; the names of three counters; the counters, of which requests are the last.
        var counters = (await client.GetStringAsync(new Uri(Backend, "status"))).Split('\n')[2];
        return long.Parse(counters.Trim().Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    public Task<Subject> StartGatewayAsync(int port, bool isCounting = false, string name = "gateway") => Subject.StartAsync(
        name, At(port), Path.Combine(root, "artifacts/bench/gateway/Gateway"), [], new Dictionary<string, string>
        {
            ["Urls"] = At(port).AbsoluteUri.TrimEnd('/'),
            ["Gateway__Management__Url"] = At(port + 1).AbsoluteUri.TrimEnd('/'),
            ["Gateway__Plugins__Directory"] = Path.Combine(root, "plugins"),
            ["Gateway__Outbound__AllowPlainHttp"] = "true",
            ["Gateway__Outbound__AllowedNetworks__0"] = "127.0.0.0/8",
            ["Gateway__Limits__PerOwnerPerMinute"] = "100000000",
            ["Gateway__Limits__CreatesPerOwnerPerMinute"] = "100000000",
            ["Gateway__Limits__IntegrationsPerOwner"] = "1000000",
            ["ReverseProxy__Clusters__auth__Destinations__primary__Address"] = Backend.AbsoluteUri,
            ["ReverseProxy__Routes__events__ClusterId"] = "events",
            ["ReverseProxy__Routes__events__Match__Path"] = "/events",
            ["ReverseProxy__Clusters__events__Destinations__one__Address"] = At(EventsPort).AbsoluteUri,
        },
        isCounting ? Counting("gateway") : null);

    public Task<Subject> StartBareYarpAsync(int port, bool isCounting = false) => Subject.StartAsync(
        "bare YARP", At(port), Path.Combine(root, "artifacts/bench/bare-yarp/BareYarp"), [], new Dictionary<string, string>
        {
            ["Urls"] = At(port).AbsoluteUri.TrimEnd('/'),
            ["Logging__LogLevel__Default"] = "Information",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Warning",
            ["Logging__LogLevel__Yarp"] = "Warning",
            ["ReverseProxy__Routes__all__ClusterId"] = "all",
            ["ReverseProxy__Routes__all__Match__Path"] = "{**catch-all}",
            ["ReverseProxy__Clusters__all__Destinations__one__Address"] = Backend.AbsoluteUri,
            ["ReverseProxy__Routes__events__ClusterId"] = "events",
            ["ReverseProxy__Routes__events__Match__Path"] = "/events",
            ["ReverseProxy__Clusters__events__Destinations__one__Address"] = At(EventsPort).AbsoluteUri,
        },
        isCounting ? Counting("bare-yarp") : null);

    public Task<Subject> StartFixedJsonAsync(int port) => Subject.StartAsync(
        "Kestrel, fixed JSON", new Uri(At(port), "json"), Path.Combine(root, "artifacts/bench/backend/Backend"), [], new Dictionary<string, string>
        {
            ["Urls"] = At(port).AbsoluteUri.TrimEnd('/'),
        });

    public async Task<Subject> StartNginxAsync(int port)
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, "nginx")).FullName;
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(config, $$"""
            {{User}}worker_processes 2; daemon off; pid {{folder}}/pid; error_log {{folder}}/error.log crit;
            events { worker_connections 16384; }
            http {
              access_log off; keepalive_requests 1000000; client_max_body_size 16m; client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy;
              upstream backend { server 127.0.0.1:{{BackendPort}}; keepalive 64; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:{{port}} backlog=4096;
                location / { proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; }
              }
            }
            """);
        return await Subject.StartAsync("nginx", At(port), "nginx", ["-c", config, "-p", folder]);
    }

    public async Task<Subject> StartCaddyAsync(int port)
    {
        var config = Path.Combine(work, "Caddyfile");
        await File.WriteAllTextAsync(config, $$"""
            {
              admin off
              auto_https off
            }
            http://127.0.0.1:{{port}} {
              reverse_proxy 127.0.0.1:{{BackendPort}}
            }
            """);
        return await Subject.StartAsync("Caddy", At(port), "caddy", ["run", "--adapter", "caddyfile", "--config", config]);
    }

    private Allocations Counting(string name)
        => new(Path.Combine(root, "artifacts/bench/allocation-hook/AllocationHook.dll"), Path.Combine(work, name + ".allocated"));
}
