namespace Deployment.Tests;

public sealed class NginxWorld() : FrontWorld("nginx");
