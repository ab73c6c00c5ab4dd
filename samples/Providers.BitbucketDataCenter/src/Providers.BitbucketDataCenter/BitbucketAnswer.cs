namespace Providers.BitbucketDataCenter;

/// <summary>An answer, and as whom the platform took the request; null for nobody.</summary>
internal sealed record BitbucketAnswer<T>(T Body, string? UserName);
