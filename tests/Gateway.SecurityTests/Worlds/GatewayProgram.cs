using System.Reflection;

namespace Gateway.SecurityTests.Worlds;

/// <summary>The product's own entry point, for what needs a process of its own to stop and to kill.</summary>
internal static class GatewayProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var main = typeof(GatewayBuilder).Assembly.EntryPoint!;
        return main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null) switch
        {
            Task<int> task => await task,
            int code => code,
            _ => 0,
        };
    }
}
