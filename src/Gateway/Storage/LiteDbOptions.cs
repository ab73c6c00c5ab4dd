namespace Gateway.Storage;

internal sealed class LiteDbOptions
{
    /// <summary>The data file, relative to the content root; its journal and its lock lie beside it.</summary>
    public string Path { get; set; } = "data/gateway.db";
}
