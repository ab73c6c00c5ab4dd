namespace Gateway.Dashboard;

/// <summary>A platform to choose: the value that a form sends, or the address that a link leads to, and its name.</summary>
public sealed record PlatformChoice(string Value, string Name);
