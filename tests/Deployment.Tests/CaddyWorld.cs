namespace Deployment.Tests;

public sealed class CaddyWorld() : FrontWorld("caddy");
