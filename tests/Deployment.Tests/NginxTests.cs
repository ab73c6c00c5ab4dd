namespace Deployment.Tests;

public sealed class NginxTests(NginxWorld world) : FrontTests(world), IClassFixture<NginxWorld>;
