namespace Gateway.Operations.Commands;

/// <summary>A command that shows how it is used, at the end of its help.</summary>
internal interface IHasExamples
{
    string Examples { get; }
}
