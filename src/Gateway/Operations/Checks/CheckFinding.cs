namespace Gateway.Operations.Checks;

/// <summary>A sentence on what was found.</summary>
internal sealed record CheckFinding(CheckSeverity Severity, string Text)
{
    public static CheckFinding Good(string text) => new(CheckSeverity.Good, text);

    public static CheckFinding Warning(string text) => new(CheckSeverity.Warning, text);

    public static CheckFinding Problem(string text) => new(CheckSeverity.Problem, text);
}
