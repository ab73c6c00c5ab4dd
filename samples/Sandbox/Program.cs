using Sandbox;

if (args.Contains("--help") || args.Contains("-h"))
{
    await Console.Out.WriteLineAsync(SandboxText.Help);
    return 0;
}

var isSmoke = args.Contains("--smoke");
if (args.FirstOrDefault(argument => argument != "--smoke") is { } unknown)
{
    await Console.Error.WriteLineAsync($"Unknown option {unknown}.{Environment.NewLine}{SandboxText.Help}");
    return 2;
}

await using var world = await World.StartAsync(isSmoke ? Ports.Free() : Ports.WellKnown());
if (isSmoke)
{
    return await new Smoke(world, Console.Out).RunAsync() ? 0 : 1;
}

await Console.Out.WriteLineAsync(SandboxText.Welcome(world));
await world.WaitForShutdownAsync();
return 0;
