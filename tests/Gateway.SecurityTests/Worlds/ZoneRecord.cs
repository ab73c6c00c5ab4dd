using System.Net;

namespace Gateway.SecurityTests.Worlds;

/// <summary>An address, or another name.</summary>
internal sealed record ZoneRecord(string Name, IPAddress? Address, string? Alias = null);
