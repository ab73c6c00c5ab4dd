using Tests.Common.StandIns.Auth;

namespace Gateway.SecurityTests.Worlds;

/// <summary>An owner, and an integration of theirs where a row needs one. Nobody is in two rows, so that no limit or duplicate joins rows.</summary>
internal sealed record Person(AuthUser User, string Bearer, string PlatformToken)
{
    public string? IntegrationId { get; set; }
}
