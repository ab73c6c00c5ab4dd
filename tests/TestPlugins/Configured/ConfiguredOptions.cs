namespace Configured;

public sealed class ConfiguredOptions
{
    public string Edition { get; set; } = "community";

    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    public Flavour Flavour { get; set; }
}
