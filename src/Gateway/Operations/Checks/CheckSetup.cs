namespace Gateway.Operations.Checks;

internal static class CheckSetup
{
    /// <summary>What <c>gateway check</c> looks at, in this order.</summary>
    public static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddSingleton<ICheck, SettingsFindings>()
        .AddSingleton<ICheck, PluginFindings>()
        .AddSingleton<ICheck, StoreFindings>()
        .AddSingleton<ICheck, UpstreamFindings>();
}
