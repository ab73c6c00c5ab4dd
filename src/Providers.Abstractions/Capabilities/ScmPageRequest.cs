namespace Providers.Abstractions.Capabilities;

/// <summary>Which page of a list to give.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Size">Items on a page: 1 to 100.</param>
public sealed record ScmPageRequest(int Number, int Size);
