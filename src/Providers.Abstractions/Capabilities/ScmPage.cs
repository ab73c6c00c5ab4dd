namespace Providers.Abstractions.Capabilities;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items of this page, at most as many as were asked for.</param>
/// <param name="TotalCount">How many items the whole list has.</param>
public sealed record ScmPage<T>(IReadOnlyList<T> Items, int TotalCount);
