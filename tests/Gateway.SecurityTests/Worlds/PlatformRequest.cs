namespace Gateway.SecurityTests.Worlds;

/// <summary>What a platform was sent: the name that was asked for, and the head of the request as it came.</summary>
internal sealed record PlatformRequest(string Behaviour, string Head)
{
    public string Target => Head.Split(' ') is [_, var target, ..] ? target : "";

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>The token that was shown; empty when none was.</summary>
    public string Token => Header("PRIVATE-TOKEN") ?? Header("Authorization")?.Split(' ')[^1] ?? "";
}
