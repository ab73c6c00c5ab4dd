namespace Gateway.Storage.Protection;

internal sealed class KeyOptions
{
    /// <summary>
    /// Where the keys are that seal the tokens in the store; relative to the content root. Whoever reads both this and the store has all tokens:
    /// keep them apart.
    /// </summary>
    public string Directory { get; set; } = "data/keys";
}
