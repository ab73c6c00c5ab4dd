namespace Gateway.Errors;

/// <summary><c>{"errors":{"field":["…"]}}</c>: all bad fields at once, never empty.</summary>
internal sealed record ValidationResponse(IReadOnlyDictionary<string, IReadOnlyList<string>> Errors);
