namespace Gateway;

/// <summary>The table of contents: what the gateway is made of, and how a request goes through it.</summary>
internal static class GatewayBuilder
{
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        return builder;
    }

    public static WebApplication UseGateway(this WebApplication app)
    {
        return app;
    }
}
