namespace Providers.Gitea;

/// <summary>An answer, and how many items the whole list has, where the platform tells.</summary>
internal sealed record GiteaAnswer<T>(T Body, int? Total);
