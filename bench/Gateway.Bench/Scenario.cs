namespace Gateway.Bench;

/// <summary>A load that is put on each subject in turn.</summary>
/// <param name="Name">As it stands in the report.</param>
/// <param name="Path">Where the load goes; a subject without it is left out.</param>
/// <param name="Connections">Kept open at the same time.</param>
/// <param name="Script">A wrk script; null for plain GETs.</param>
/// <param name="Headers">Sent with each request.</param>
internal sealed record Scenario(string Name, string Path, int Connections, string? Script = null, IReadOnlyList<string>? Headers = null);
