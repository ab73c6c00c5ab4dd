namespace Gateway.Tests.ScmIntegrations.Health;

/// <summary>
/// Tests that read a count from <c>/metrics</c>: it is of the whole process, so no other gateway may run in it meanwhile.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountingAlone
{
    public const string Name = "counting alone";
}
