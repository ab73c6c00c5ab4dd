using Gateway.SecurityTests.Fuzzing;
using Gateway.SecurityTests.Worlds;

// The tests start this assembly again as a program: to fuzz, or inside a network namespace that has no way out.
return args switch
{
    ["world", var file] => await WorldProgram.RunAsync(file),
    ["fuzz", var file] => await FuzzProgram.RunAsync(file),
    ["gateway", .. var arguments] => await GatewayProgram.RunAsync(arguments),
    _ => 2,
};
