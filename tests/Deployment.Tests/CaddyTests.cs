namespace Deployment.Tests;

public sealed class CaddyTests(CaddyWorld world) : FrontTests(world), IClassFixture<CaddyWorld>;
